// /klaim: somebody else registered my NIP. One form; the answer is the same whoever asks for whatever NIP.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { readNip } from '../../form/nip.ts'
import { take } from '../../security/throttle.ts'
import { admit, ChallengeField, newChallenge, wantsNewCode, type Challenge } from '../../web/challenge.tsx'
import { readEmail } from '../../web/email.ts'
import { Page } from '../../web/layout.tsx'
import { findPendaftaran } from '../../web/pendaftaran.ts'
import { readBody, seeOther, sendPage } from '../../web/request.ts'
import { Actions, Button, ButtonLink, DefaultSubmit } from '../../web/ui/button.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { Inset, Panel, type FieldError } from '../../web/ui/message.tsx'
import { postedBy, Token, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { claim } from './service.ts'

const FORM = 'klaim'

/** The NIP comes from the registration that runs in this browser, never from the address (trust.md 3). */
export async function showClaimForm(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = visitorOf(ctx, req, reply)
  const nip = (await findPendaftaran(ctx, req))?.isi.nip ?? ''
  return sendPage(reply, <ClaimForm visitor={visitor} typed={{ nip }} challenge={newChallenge(ctx, FORM, visitor)} />)
}

export async function postClaim(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const body = readBody(req)
  const again = (errors: FieldError[], o: Parameters<typeof newChallenge>[3] = {}) =>
    sendPage(reply, <ClaimForm visitor={visitor} errors={errors} typed={body} challenge={newChallenge(ctx, FORM, visitor, o)} />, errors.length > 0 ? 422 : 200)
  if (wantsNewCode(body)) return again([], { visible: true })
  const [nip, email] = [readNip(body.nip), readEmail(body.email)]
  const faults = [...(nip.ok ? [] : [{ field: 'nip', text: nip.fault }]), ...(email.ok ? [] : [{ field: 'email', text: email.fault }])]
  if (!nip.ok || !email.ok) return again(faults)
  const admission = await admit(ctx, FORM, visitor, body, [['claim', {}]], true)
  if (!admission.ok)
    return again([{ field: 'captcha', text: admission.fault }], { level: admission.level, visible: admission.level > 0 || undefined, fault: admission.fault })
  if ((await take(ctx.db, ctx.keys, 'claim', { akun: nip.nip })).allowed) await claim(ctx, nip.nip, email.email)
  return seeOther(reply, '/klaim/diterima')
}

type Typed = { nip?: string; email?: string }

const ClaimForm = ({ visitor, errors = [], typed, challenge }: { visitor: Visitor; errors?: readonly FieldError[]; typed: Typed; challenge: Challenge }) => (
  <Page
    title="NIP saya dipakai orang lain"
    narrow
    errors={errors}
    lead="Laporkan bila orang lain mendaftar dengan NIP Anda. Akun itu langsung dibekukan: tidak ada yang dapat masuk atau mengirim."
  >
    <Inset>
      <p>Laporkan hanya NIP Anda sendiri. Instansi memeriksa KTP dan Kartu Pegawai Anda, dan setiap laporan dicatat.</p>
    </Inset>
    <form method="post" action="/klaim" data-rahasia="1">
      <DefaultSubmit />
      <Token of={visitor} />
      <TextField
        name="nip"
        label="NIP Baru"
        hint="18 angka. Spasi boleh."
        value={typed.nip}
        error={errors.find((e) => e.field === 'nip')?.text}
        attrs={{ inputMode: 'numeric', autocomplete: 'off', spellcheck: false }}
      />
      <TextField
        name="email"
        label="Alamat e-mail Anda"
        hint="Hasil pemeriksaan dikirim ke sini. Hanya petugas instansi yang melihatnya."
        value={typed.email}
        error={errors.find((e) => e.field === 'email')?.text}
        attrs={{ type: 'email', autocomplete: 'email', autocapitalize: 'none', spellcheck: false }}
      />
      <ChallengeField of={challenge} />
      <Actions>
        <Button>Laporkan dan bekukan akun</Button>
        <ButtonLink href="/masuk" kind="secondary">
          Kembali ke Menu Login
        </ButtonLink>
      </Actions>
    </form>
  </Page>
)

export const ClaimedPage = () => (
  <Page title="Laporan diterima" ownTitle narrow>
    <Panel title="Laporan diterima">
      <p>Bila NIP itu terdaftar, akunnya sekarang dibekukan.</p>
    </Panel>
    <h2>Sesudah ini</h2>
    <ol>
      <li>Datang ke Biro Kepegawaian (instansi pusat) atau BKD (instansi daerah) Anda.</li>
      <li>Bawa KTP dan Kartu Pegawai. Petugas mencocokkannya.</li>
      <li>Bila NIP itu milik Anda, akun lama ditutup dan Anda mendaftar dari awal.</li>
    </ol>
    <Actions>
      <ButtonLink href="/masuk">Kembali ke Menu Login</ButtonLink>
    </Actions>
  </Page>
)
