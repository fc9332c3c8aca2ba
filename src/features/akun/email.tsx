// Ganti e-mail: new address and kata kunci, the code from the letter, and the link with which the old address says no.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  cancelEmail,
  findEmailChange,
  isOwnEmail,
  proveEmail,
  readCancelToken,
  readMailedProof,
  resendEmailCode,
  startEmailChange,
  type EmailChange,
  type MailedProof,
} from '../../akun/alamat.ts'
import { userOf } from '../../akun/pengguna.ts'
import { passwordFault } from '../../akun/sandi.ts'
import type { Ctx } from '../../context.ts'
import { problem, waitingTime } from '../../problems.ts'
import { emailIndex } from '../../security/account.ts'
import { maskEmail } from '../../security/mask.ts'
import { take } from '../../security/throttle.ts'
import { readEmail } from '../../web/email.ts'
import { Page, type PageUser } from '../../web/layout.tsx'
import { param, readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { pnsOf } from '../../web/session.ts'
import { Actions, Button, ButtonLink, PostLink } from '../../web/ui/button.tsx'
import { PasswordField, TextField } from '../../web/ui/field.tsx'
import { Notice, type FieldError } from '../../web/ui/message.tsx'
import { postedBy, Token, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { ACCOUNT, FormActions } from './home.tsx'

export function email(app: FastifyInstance, ctx: Ctx): void {
  app.get('/akun/email', async (req, reply) => sendPage(reply, <EmailPage {...await userOf(ctx, req)} />))
  app.post('/akun/email', (req, reply) => postEmail(ctx, req, reply))
  app.get('/akun/email/kode', (req, reply) => showCode(ctx, req, reply))
  app.post('/akun/email/kode', (req, reply) => postCode(ctx, req, reply))
  app.post('/akun/email/kirim-ulang', (req, reply) => resend(ctx, req, reply))
  app.post('/akun/email/batal', async (req, reply) => {
    const me = await pnsOf(ctx, req)
    await cancelEmail(ctx, me.nip, readBody(req).ganti ?? '')
    return seeOther(reply, '/akun?selesai=email-batal')
  })
  app.get('/bukti-email/:surat', async (req, reply) => {
    getProof(ctx, req)
    return sendPage(reply, <ProofPage visitor={visitorOf(ctx, req, reply)} action={req.url} />)
  })
  app.post('/bukti-email/:surat', (req, reply) => postProof(ctx, req, reply))
  app.get('/batal-ganti-email/:surat', async (req, reply) => {
    getCancel(ctx, req)
    return sendPage(reply, <CancelPage visitor={visitorOf(ctx, req, reply)} action={req.url} />)
  })
  app.post('/batal-ganti-email/:surat', async (req, reply) => {
    postedBy(ctx, req)
    const { nip, id } = getCancel(ctx, req)
    return sendPage(reply, <CancelledPage done={await cancelEmail(ctx, nip, id)} />)
  })
}

async function postEmail(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const body = readBody(req)
  const again = (errors: FieldError[], status = 422) => sendPage(reply, <EmailPage user={user} typed={body.email} errors={errors} />, status)
  const read = readEmail(body.email)
  if (!read.ok) return again([{ field: 'email', text: read.fault }])
  if (await isOwnEmail(ctx, me.nip, read.email)) return again([{ field: 'email', text: 'Ini alamat Anda yang sekarang. Tulis alamat yang baru.' }])
  const fault = await passwordFault(ctx, me, body.kata_kunci)
  if (fault) return again([{ field: 'kata_kunci', text: fault }])
  const taken = await take(ctx.db, ctx.keys, 'mail', { akun: emailIndex(ctx.keys, read.email), sesi: me.nip })
  if (!taken.allowed) return again([{ field: 'email', text: `Kode sudah dikirim beberapa kali. Coba lagi dalam ${waitingTime(taken.retryAfter)}.` }], 429)
  await startEmailChange(ctx, me.nip, read.email)
  return seeOther(reply, '/akun/email/kode')
}

async function showCode(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const change = await findEmailChange(ctx.db, ctx.keys, me.nip)
  if (change?.status !== 'kode') return seeOther(reply, '/akun')
  return sendPage(reply, <CodePage user={user} change={change} sender={ctx.config.mailFrom} again={readQuery(req).lagi === '1'} />)
}

/** Counted for the new mailbox and for the person, as the first letter is. */
async function resend(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const change = await findEmailChange(ctx.db, ctx.keys, me.nip)
  if (change?.status !== 'kode') return seeOther(reply, '/akun')
  const taken = await take(ctx.db, ctx.keys, 'mail', { akun: emailIndex(ctx.keys, change.email), sesi: me.nip })
  if (!taken.allowed) {
    const text = `Surat sudah dikirim beberapa kali. Coba lagi dalam ${waitingTime(taken.retryAfter)}.`
    reply.header('retry-after', String(taken.retryAfter))
    return sendPage(reply, <CodePage user={user} change={change} sender={ctx.config.mailFrom} limit={text} />, 429)
  }
  await resendEmailCode(ctx, me.nip)
  return seeOther(reply, '/akun/email/kode?lagi=1')
}

/** Errors: link_dead. */
function getProof(ctx: Ctx, req: FastifyRequest): MailedProof {
  const found = readMailedProof(ctx.keys, param(req, 'surat'))
  if (!found) throw problem('link_dead')
  return found
}

async function postProof(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  postedBy(ctx, req)
  const { nip, id, kode } = getProof(ctx, req)
  if ((await proveEmail(ctx, nip, kode, id)) !== 'terbukti') throw problem('link_dead', { links: [{ href: '/akun/email/kode', label: 'Ke Akun saya' }] })
  return sendPage(reply, <ProvedPage />)
}

async function postCode(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const change = await findEmailChange(ctx.db, ctx.keys, me.nip)
  if (!change) return seeOther(reply, '/akun')
  const result = await proveEmail(ctx, me.nip, readBody(req).kode ?? '')
  if (result === 'terbukti') return seeOther(reply, '/akun?selesai=email')
  const text =
    result === 'habis'
      ? 'Kode salah terlalu sering atau tidak berlaku lagi. Tulis alamat sekali lagi untuk menerima kode baru.'
      : 'Kode tidak cocok atau sudah kedaluwarsa. Ketik kode dari surat terbaru.'
  return sendPage(reply, <CodePage user={user} change={change} sender={ctx.config.mailFrom} errors={[{ field: 'kode', text }]} />, 422)
}

function getCancel(ctx: Ctx, req: FastifyRequest): { nip: string; id: string } {
  const found = readCancelToken(ctx.keys, param(req, 'surat'))
  if (!found) throw problem('link_dead')
  return found
}

function EmailPage({ user, typed, errors = [] }: { user: PageUser; typed?: string; errors?: readonly FieldError[] }) {
  const faultOf = (field: string) => errors.find((e) => e.field === field)?.text
  return (
    <Page
      title="Ganti e-mail"
      narrow
      user={user}
      back={ACCOUNT}
      errors={errors}
      lead="Kami kirim kode ke alamat baru. Alamat lama diberi tahu, dan penggantian berlaku 24 jam kemudian."
    >
      <form method="post" action="/akun/email" class="kartu pad">
        <TextField
          name="email"
          label="Alamat e-mail baru"
          value={typed}
          error={faultOf('email')}
          attrs={{ type: 'email', autocomplete: 'email', autocapitalize: 'none', spellcheck: false }}
        />
        <PasswordField name="kata_kunci" label="Kata Kunci Anda" error={faultOf('kata_kunci')} />
        <FormActions>Kirim kode</FormActions>
      </form>
    </Page>
  )
}

type CodeProps = {
  user: PageUser
  change: EmailChange
  sender: string
  errors?: readonly FieldError[]
  again?: boolean
  /** why no letter goes out now */ limit?: string
}

function CodePage({ user, change, sender, errors = [], again, limit }: CodeProps) {
  return (
    <Page
      title="Kode dari e-mail baru"
      narrow
      user={user}
      back={ACCOUNT}
      errors={errors}
      notice={
        limit ? (
          <Notice tone="warn" live>
            <p>{limit}</p>
          </Notice>
        ) : (
          again && <Notice tone="success" live title="Surat baru dikirim" />
        )
      }
      lead={`Surat dikirim ke ${maskEmail(change.email)}. Ketik kodenya di sini, atau buka tautannya.`}
    >
      <form method="post" action="/akun/email/kode" class="kartu pad">
        <TextField
          name="kode"
          label="Kode"
          hint="8 huruf dan angka."
          code
          error={errors[0]?.text}
          width="s"
          attrs={{ autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: false }}
        />
        <FormActions>Lanjut</FormActions>
      </form>
      <section class="jarak" aria-labelledby="belum-datang">
        <h2 id="belum-datang">Belum datang?</h2>
        <ul>
          <li>Surat dikirim oleh {sender}. Lihat juga folder Spam.</li>
          <li>
            Alamat salah? <a href="/akun/email">Tulis sekali lagi</a>. Kode yang lama tidak berlaku lagi.
          </li>
          <li>Surat dikirim paling banyak 3 kali dalam satu jam dan 6 kali sehari.</li>
        </ul>
        <Actions>
          <PostLink action="/akun/email/kirim-ulang" kind="secondary">
            Kirim surat lagi
          </PostLink>
          <PostLink action="/akun/email/batal" fields={{ ganti: change.id }}>
            Batalkan penggantian
          </PostLink>
        </Actions>
      </section>
    </Page>
  )
}

/** Behind the link of the letter: opening it changes nothing, because mail scanners open links too. */
const ProofPage = ({ visitor, action }: { visitor: Visitor; action: string }) => (
  <Page title="Ini alamat e-mail Anda?" narrow lead="Alamat ini ditulis sebagai alamat baru akun e-PUPNS. Bila itu Anda, tekan tombol di bawah.">
    <form method="post" action={action} class="kartu pad">
      <Token of={visitor} />
      <Actions>
        <Button>Ya, ini alamat saya</Button>
      </Actions>
    </form>
    <p class="meta">Bukan Anda? Tutup halaman ini. Tanpa Anda tekan, tidak terjadi apa-apa.</p>
  </Page>
)

const ProvedPage = () => (
  <Page title="Alamat sudah dibuktikan" narrow lead="Alamat ini berlaku 24 jam lagi. Sampai saat itu surat tetap dikirim ke alamat lama.">
    <Actions>
      <ButtonLink href="/akun">Ke Akun saya</ButtonLink>
    </Actions>
  </Page>
)

const CancelPage = ({ visitor, action }: { visitor: Visitor; action: string }) => (
  <Page title="Batalkan penggantian alamat?" narrow lead="Alamat e-mail akun tetap yang sekarang. Bila bukan Anda yang meminta, ganti juga kata kunci.">
    <form method="post" action={action} class="kartu pad">
      <Token of={visitor} />
      <Actions>
        <Button kind="danger">Batalkan penggantian</Button>
      </Actions>
    </form>
  </Page>
)

const CancelledPage = ({ done }: { done: boolean }) => (
  <Page
    title={done ? 'Penggantian dibatalkan' : 'Tidak ada yang dibatalkan'}
    narrow
    lead={
      done
        ? 'Alamat e-mail akun tidak berubah.'
        : 'Penggantian ini sudah berlaku atau sudah dibatalkan. Bila bukan Anda yang meminta, gunakan “Bukan saya” pada surat terakhir.'
    }
  >
    <Actions>
      <ButtonLink href="/lupa-kata-kunci" kind="secondary">
        Ganti kata kunci
      </ButtonLink>
      <ButtonLink href="/masuk" kind="secondary">
        Kembali ke Menu Login
      </ButtonLink>
    </Actions>
  </Page>
)
