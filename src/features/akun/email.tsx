// Ganti e-mail: new address and kata kunci, the code from the letter, and the link with which the old address says no.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { cancelEmail, findEmailChange, isOwnEmail, proveEmail, readCancelToken, startEmailChange, type EmailChange } from '../../akun/alamat.ts'
import { userOf } from '../../akun/pengguna.ts'
import { passwordFault } from '../../akun/sandi.ts'
import type { Ctx } from '../../context.ts'
import { problem, waitingTime } from '../../problems.ts'
import { emailIndex } from '../../security/account.ts'
import { maskEmail } from '../../security/mask.ts'
import { take } from '../../security/throttle.ts'
import { readEmail } from '../../web/email.ts'
import { Page, type PageUser } from '../../web/layout.tsx'
import { param, readBody, seeOther, sendPage } from '../../web/request.ts'
import { pnsOf } from '../../web/session.ts'
import { Actions, Button, PostLink } from '../../web/ui/button.tsx'
import { PasswordField, TextField } from '../../web/ui/field.tsx'
import { Details, type FieldError } from '../../web/ui/message.tsx'
import { postedBy, Token, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { ACCOUNT, FormActions } from './home.tsx'

export function email(app: FastifyInstance, ctx: Ctx): void {
  app.get('/akun/email', async (req, reply) => sendPage(reply, <EmailPage {...await userOf(ctx, req)} />))
  app.post('/akun/email', (req, reply) => postEmail(ctx, req, reply))
  app.get('/akun/email/kode', (req, reply) => showCode(ctx, req, reply))
  app.post('/akun/email/kode', (req, reply) => postCode(ctx, req, reply))
  app.post('/akun/email/batal', async (req, reply) => {
    const me = await pnsOf(ctx, req)
    await cancelEmail(ctx, me.nip, readBody(req).ganti ?? '')
    return seeOther(reply, '/akun?selesai=email-batal')
  })
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
  return change?.status === 'kode' ? sendPage(reply, <CodePage user={user} change={change} sender={ctx.config.mailFrom} />) : seeOther(reply, '/akun')
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

function CodePage({ user, change, sender, errors = [] }: { user: PageUser; change: EmailChange; sender: string; errors?: readonly FieldError[] }) {
  return (
    <Page title="Kode dari e-mail baru" narrow user={user} back={ACCOUNT} errors={errors} lead={`Kode dikirim ke ${maskEmail(change.email)}.`}>
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
      <Details summary="Belum datang?">
        <p>Tunggu beberapa menit, lalu periksa folder spam. Pengirimnya {sender}.</p>
        <p>
          Alamat salah? <a href="/akun/email">Tulis sekali lagi</a>. <span>Kode yang lama tidak berlaku lagi.</span>
        </p>
        <PostLink action="/akun/email/batal" fields={{ ganti: change.id }}>
          Batalkan penggantian
        </PostLink>
      </Details>
    </Page>
  )
}

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
    <p>
      <a href="/lupa-kata-kunci">Ganti kata kunci</a> · <a href="/masuk">Kembali ke Menu Login</a>
    </p>
  </Page>
)
