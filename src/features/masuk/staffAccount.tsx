// /petugas/akun: printed codes of a member of staff, for the day the phone is gone.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { countStaffCodes, renewStaffCodes } from '../../akun/petugas.ts'
import type { Ctx } from '../../context.ts'
import { PrintedCodes } from '../../web/kodeCadangan.tsx'
import { Page } from '../../web/layout.tsx'
import { readBody, sendPage } from '../../web/request.ts'
import { staffOf, type StaffSession } from '../../web/session.ts'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { PasswordField, TextField } from '../../web/ui/field.tsx'
import { Notice, type FieldError } from '../../web/ui/message.tsx'

const PATH = '/petugas/akun'

export function staffAccount(app: FastifyInstance, ctx: Ctx): void {
  app.get(PATH, async (req, reply) => showAccount(ctx, reply, await staffOf(ctx, req)))
  app.post(`${PATH}/cadangan`, (req, reply) => renew(ctx, req, reply))
}

async function showAccount(ctx: Ctx, reply: FastifyReply, staff: StaffSession, errors: readonly FieldError[] = []): Promise<FastifyReply> {
  const left = await countStaffCodes(ctx.db, staff.id)
  return sendPage(reply, <AccountPage staff={staff} left={left} errors={errors} />, errors.length > 0 ? 422 : 200)
}

/** The codes are shown by the POST itself: no address leads to them again. */
async function renew(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await staffOf(ctx, req)
  const body = readBody(req)
  const done = await renewStaffCodes(ctx, staff.id, body.kata_kunci ?? '', body.kode ?? '')
  if (!done.ok) return showAccount(ctx, reply, staff, [{ field: done.field, text: done.fault }])
  return sendPage(reply, <CodesPage staff={staff} codes={done.codes} />)
}

const headOf = (staff: StaffSession) => ({ nama: staff.nama, peran: '', home: '/verifikasi' })
const BACK = { href: '/verifikasi', text: 'Daftar kerja' }

function AccountPage({ staff, left, errors }: { staff: StaffSession; left: number; errors: readonly FieldError[] }) {
  const faultOf = (field: string) => errors.find((e) => e.field === field)?.text
  return (
    <Page
      title="Akun petugas"
      narrow
      user={headOf(staff)}
      back={BACK}
      errors={errors}
      lead={left > 0 ? `${left} kode cadangan tersisa.` : 'Belum ada kode cadangan. Buat sekarang, supaya Anda tetap dapat masuk bila ponsel hilang.'}
    >
      <form method="post" action={`${PATH}/cadangan`} class="kartu pad" data-rahasia="1">
        <p>Sepuluh kode untuk dicetak. Yang dibuat sebelumnya tidak berlaku lagi.</p>
        <PasswordField name="kata_kunci" label="Kata Kunci Anda" error={faultOf('kata_kunci')} />
        <TextField
          name="kode"
          label="Kode autentikator"
          hint="6 angka dari aplikasi, atau satu kode cadangan."
          width="s"
          error={faultOf('kode')}
          attrs={{ autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: false }}
        />
        <Actions>
          <Button>Buat kode cadangan</Button>
        </Actions>
      </form>
    </Page>
  )
}

const CodesPage = ({ staff, codes }: { staff: StaffSession; codes: readonly string[] }) => (
  <Page
    title="Kode cadangan Anda"
    narrow
    user={headOf(staff)}
    lead="Halaman ini hanya tampil sekali."
    notice={<Notice tone="success" live title="Kode cadangan dibuat" />}
  >
    <PrintedCodes codes={codes} />
    <Actions>
      <ButtonLink href="/verifikasi">Sudah saya simpan</ButtonLink>
    </Actions>
  </Page>
)
