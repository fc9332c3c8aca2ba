// Autentikator: switch on with a QR code and its first code, printed codes shown once, switch off with kata kunci and code.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import QRCode from 'qrcode'
import { confirmTotp, findNewSecret, getSecondFactor, removeTotp, renewCodes, spendSecondFactor, startTotp } from '../../akun/autentikator.ts'
import { userOf } from '../../akun/pengguna.ts'
import { passwordFault } from '../../akun/sandi.ts'
import type { Ctx } from '../../context.ts'
import { maskNomor } from '../../security/mask.ts'
import type { SesiPns } from '../../security/session.ts'
import { loginAttempt, loginSucceeded, pnsCounter } from '../../security/throttle.ts'
import { provisioningUri } from '../../security/totp.ts'
import { PrintedCodes } from '../../web/kodeCadangan.tsx'
import { Page, type PageUser } from '../../web/layout.tsx'
import { readBody, seeOther, sendPage, type Body } from '../../web/request.ts'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { PasswordField, TextField } from '../../web/ui/field.tsx'
import { Notice, type FieldError } from '../../web/ui/message.tsx'
import { ACCOUNT, FormActions } from './home.tsx'

const PATH = '/akun/autentikator'

export function autentikator(app: FastifyInstance, ctx: Ctx): void {
  app.get(PATH, (req, reply) => showState(ctx, req, reply))
  app.post(PATH, (req, reply) => start(ctx, req, reply))
  app.post(`${PATH}/kode`, (req, reply) => confirm(ctx, req, reply))
  app.post(`${PATH}/matikan`, (req, reply) => remove(ctx, req, reply))
  app.post(`${PATH}/cadangan`, (req, reply) => renew(ctx, req, reply))
}

async function showState(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, errors: readonly FieldError[] = []): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const state = await getSecondFactor(ctx.db, me.nip)
  return sendPage(
    reply,
    state.aktif ? <ActivePage user={user} left={state.sisa} errors={errors} /> : <StartPage user={user} errors={errors} required={me.tanpa_faktor} />,
    errors.length > 0 ? 422 : 200,
  )
}

/** The secret is shown by the POST itself: no address leads to it again. */
async function start(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  if ((await getSecondFactor(ctx.db, me.nip)).aktif) return seeOther(reply, PATH)
  const fault = await passwordFault(ctx, me, readBody(req).kata_kunci)
  if (fault) return showState(ctx, req, reply, [{ field: 'kata_kunci', text: fault }])
  return sendPage(reply, <SetupPage user={user} secret={await startTotp(ctx, me.nip)} account={maskNomor(me.nomor_register)} />)
}

async function confirm(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const codes = await confirmTotp(ctx, me.nip, readBody(req).kode ?? '')
  if (codes) return sendPage(reply, <CodesPage user={user} codes={codes} />)
  const secret = await findNewSecret(ctx, me.nip)
  if (!secret) return seeOther(reply, PATH)
  const errors = [{ field: 'kode', text: 'Kode tidak cocok. Periksa jam ponsel, lalu ketik kode yang baru muncul.' }]
  return sendPage(reply, <SetupPage user={user} secret={secret} account={maskNomor(me.nomor_register)} errors={errors} />, 422)
}

async function remove(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me } = await userOf(ctx, req)
  const errors = await bothFaults(ctx, me, readBody(req))
  if (errors.length > 0) return showState(ctx, req, reply, errors)
  await removeTotp(ctx, me.nip)
  return seeOther(reply, '/akun?selesai=autentikator-mati')
}

async function renew(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const errors = await bothFaults(ctx, me, readBody(req))
  if (errors.length > 0) return showState(ctx, req, reply, errors)
  return sendPage(reply, <CodesPage user={user} codes={await renewCodes(ctx, me.nip)} />)
}

/** Kata kunci and code; tries are counted before the code is looked at. */
async function bothFaults(ctx: Ctx, me: SesiPns, body: Body): Promise<FieldError[]> {
  const fault = await passwordFault(ctx, me, body.kata_kunci)
  if (fault) return [{ field: 'kata_kunci', text: fault }]
  const counter = `${pnsCounter(me.nomor_register)} kode akun saya`
  const attempt = await loginAttempt(ctx.db, ctx.keys, counter)
  if (attempt.wait > 0 || !(await spendSecondFactor(ctx, me.nip, body.kode ?? '')))
    return [{ field: 'kode', text: 'Kode tidak cocok. Setiap kode hanya berlaku sekali: tunggu kode berikutnya.' }]
  await loginSucceeded(ctx.db, ctx.keys, counter)
  return []
}

type Props = { user: PageUser; errors?: readonly FieldError[] }
const faultOf = (errors: readonly FieldError[], field: string) => errors.find((e) => e.field === field)?.text

const StartPage = ({ user, errors = [], required }: Props & { required: boolean }) => (
  <Page
    title="Autentikator"
    narrow
    user={user}
    back={required ? undefined : ACCOUNT}
    errors={errors}
    notice={
      required && (
        <Notice title="Diwajibkan instansi Anda">
          <p>Formulir terbuka setelah autentikator aktif.</p>
        </Notice>
      )
    }
    lead="Dengan autentikator, kata kunci yang bocor saja tidak cukup untuk masuk ke akun Anda."
  >
    <form method="post" action={PATH} class="kartu pad">
      <p>Anda memerlukan ponsel dengan aplikasi autentikator, misalnya Google Authenticator atau FreeOTP. Kode diminta sekali sehari di setiap perangkat.</p>
      <PasswordField name="kata_kunci" label="Kata Kunci Anda" error={faultOf(errors, 'kata_kunci')} />
      <Actions>
        <Button>Mulai</Button>
        {!required && (
          <ButtonLink kind="secondary" href="/akun">
            Batal
          </ButtonLink>
        )}
      </Actions>
    </form>
  </Page>
)

function SetupPage({ user, secret, account, errors = [] }: Props & { secret: string; account: string }) {
  return (
    <Page
      title="Pindai dengan autentikator"
      narrow
      user={user}
      back={ACCOUNT}
      errors={errors}
      lead="Buka aplikasi autentikator di ponsel, pilih tambah akun, lalu pindai."
    >
      <Card>
        <Qr text={provisioningUri(secret, account)} />
        <p>Tidak dapat memindai? Ketik kunci ini di aplikasi:</p>
        <p class="nip">
          <b>{secret.match(/.{4}/g)!.join(' ')}</b>
        </p>
      </Card>
      <form method="post" action={`${PATH}/kode`} class="kartu pad">
        <TextField
          name="kode"
          label="Kode yang muncul di aplikasi"
          hint="6 angka."
          width="s"
          error={faultOf(errors, 'kode')}
          attrs={{ inputMode: 'numeric', autocomplete: 'one-time-code' }}
        />
        <FormActions>Aktifkan</FormActions>
      </form>
    </Page>
  )
}

/** Drawn into the page: no picture is loaded, nothing leaves the server. */
function Qr({ text }: { text: string }) {
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: 'M' }).modules
  const dark = Array.from(data, (on, i) => (on ? `M${(i % size) + 4} ${Math.floor(i / size) + 4}h1v1h-1z` : '')).join('')
  return (
    <svg
      viewBox={`0 0 ${size + 8} ${size + 8}`}
      width="260"
      height="260"
      role="img"
      aria-label="Kode QR untuk aplikasi autentikator"
      shape-rendering="crispEdges"
    >
      <rect width={size + 8} height={size + 8} fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  )
}

const CodesPage = ({ user, codes }: { user: PageUser; codes: readonly string[] }) => (
  <Page title="Kode cadangan Anda" narrow user={user} back={ACCOUNT} lead="Cetak atau catat sekarang. Halaman ini hanya tampil sekali.">
    <Notice tone="success" live title="Autentikator aktif" />
    <PrintedCodes codes={codes} />
    <Actions>
      <ButtonLink href="/akun">Sudah saya simpan</ButtonLink>
    </Actions>
  </Page>
)

const ActivePage = ({ user, left, errors = [] }: Props & { left: number }) => (
  <Page title="Autentikator" narrow user={user} back={ACCOUNT} errors={errors} lead={`Aktif. ${left} kode cadangan tersisa.`}>
    <form method="post" action={`${PATH}/cadangan`} class="kartu pad">
      <PasswordField name="kata_kunci" label="Kata Kunci Anda" error={faultOf(errors, 'kata_kunci')} />
      <TextField
        name="kode"
        label="Kode autentikator"
        hint="6 angka dari aplikasi, atau satu kode cadangan."
        width="s"
        error={faultOf(errors, 'kode')}
        attrs={{ autocomplete: 'one-time-code' }}
      />
      <div class="aksi">
        <Button>Buat kode cadangan baru</Button>
        <Button kind="danger" attrs={{ formaction: `${PATH}/matikan` } as object}>
          Matikan autentikator
        </Button>
      </div>
    </form>
  </Page>
)
