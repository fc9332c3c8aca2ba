// From the database to what the papers show.
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import type { DbOrTx } from '../db/pool.ts'
import { currentValues, findForm, type Form } from '../form/form.ts'
import type { Loose } from '../form/section.ts'
import { fromJson } from '../form/values.ts'
import type { BuktiPengisian } from './buktiPengisian.ts'
import type { BuktiRegistrasi } from './buktiRegistrasi.ts'
import { issueDocument } from './issue.ts'
import { digestOf } from './kode.ts'
import type { Holder } from './slip.ts'
import { problem } from '../problems.ts'
import type { Keys } from '../security/keys.ts'
import { maskNama } from '../security/mask.ts'
import type { StatusAkun } from '../security/session.ts'
import { showName } from '../web/name.ts'
import { toPlace } from '../sections/dataPosisi.ts'
import { findSection } from '../sections/index.ts'
import { LEVELS } from '../workflow/table.ts'
import { answersOf, changesOf, type Proposal } from './changes.ts'

type Account = {
  nip: string
  nomor_register: string
  status: StatusAkun
  dibuat: Date
  nama: string
  instansi: string
  alamat: string | null
  jam: string | null
  diperiksa: boolean
}

/** The account with what its slips show. Errors: account_rejected, account_frozen, nip_unknown. */
async function getAccount(db: DbOrTx, nip: string): Promise<Account> {
  const { rows } = await sql<Account>`
    select a.nip, a.nomor_register, a.status, a.dibuat, d.nama, i.nama as instansi, p.alamat, p.jam_layanan as jam, coalesce(p.verifikasi_registrasi, true) as diperiksa
    from akun a join sapk_data_utama d on d.nip = a.nip join ref_instansi i on i.id = a.instansi_id left join instansi_pengaturan p on p.instansi_id = a.instansi_id
    where a.nip = ${nip}`.execute(db)
  const account = rows[0]
  if (!account) throw problem('nip_unknown')
  if (account.status === 'registrasi_ditolak') throw problem('account_rejected')
  if (account.status === 'dibekukan') throw problem('account_frozen')
  return account
}

// Until the agency has accepted the registration anybody may have made it: the name stays masked, also on paper (trust.md A2).
const nameOn = (a: Account): string => (a.status === 'aktif' ? a.nama : maskNama(showName(a.nama)))
const toHolder = (a: Account, periode: string): Holder => ({ periode, nomorRegister: a.nomor_register, nip: a.nip, nama: nameOn(a), instansi: a.instansi })

const proofUrl = (ctx: Ctx, kode: string) => `${ctx.config.baseUrl}/dokumen/${kode}`

/** What Bukti Registrasi is drawn from; works while the registration is still being checked. Issues its code. */
export async function getBuktiRegistrasi(ctx: Ctx, nip: string): Promise<BuktiRegistrasi> {
  const a = await getAccount(ctx.db, nip)
  const terdaftar = a.dibuat.toISOString()
  const kode = await issueDocument(ctx.db, ctx.keys, nip, 'bukti-registrasi', digestOf([a.nomor_register, terdaftar]))
  return {
    holder: toHolder(a, (await ctx.periode()).nama),
    proof: { kode, url: proofUrl(ctx, kode) },
    terdaftar,
    diperiksa: a.diperiksa,
    office: { nama: `${a.diperiksa ? 'Verifikator Registrasi' : 'unit kepegawaian'} ${a.instansi}`, alamat: a.alamat, jam: a.jam },
    alamat: ctx.config.baseUrl.replace(/^https?:\/\//, ''),
  }
}

/** What Bukti Pengisian is drawn from. A form that is not sent gives a KONSEP: without code, so it proves nothing. */
export async function getBuktiPengisian(ctx: Ctx, nip: string): Promise<BuktiPengisian> {
  const a = await getAccount(ctx.db, nip)
  const periode = await ctx.periode()
  const form = await findForm(ctx.db, ctx.keys, nip, periode.id)
  if (!form) throw problem('nip_unknown')
  const proposals = await listProposals(ctx.db, ctx.keys, nip, periode.id)
  const sections = changesOf(form, proposals)
  const questionnaires = answersOf(form)
  const waktu = isSent(form) ? new Date(form.row!.dikirim_pada!) : latest([a.dibuat, ...proposals.map((p) => p.diubah)])
  // Counts stay outside: what SAPK loads later changes nothing in what was sent.
  const digest = digestOf([a.nomor_register, waktu, sections.map((s) => s.changes), questionnaires])
  const kode = isSent(form) ? await issueDocument(ctx.db, ctx.keys, nip, 'bukti-pengisian', digest) : null
  const unit = toPlace(currentValues(form, 'data-posisi')).pemeriksa?.nama ?? null
  return {
    holder: toHolder(a, periode.nama),
    proof: kode === null ? null : { kode, url: proofUrl(ctx, kode) },
    waktu: waktu.toISOString(),
    unit,
    office: { nama: form.row?.dialihkan || !unit ? `${LEVELS[1].office} ${a.instansi}` : unit, alamat: a.alamat, jam: a.jam },
    sections,
    questionnaires,
    id: kode ?? digest,
  }
}

const isSent = (form: Form) => !['draf', 'perbaikan'].includes(form.row?.status ?? 'draf')

const latest = (moments: readonly Date[]) => new Date(Math.max(...moments.map(Number)))

async function listProposals(db: DbOrTx, keys: Keys, nip: string, periode: string): Promise<(Proposal & { diubah: Date })[]> {
  const { rows } = await sql<Proposal & { diubah: Date }>`select bagian, kunci, tindakan, nomor, sebelum, sesudah, keterangan, diubah
    from usulan where nip = ${nip} and periode = ${periode} order by bagian, kunci`.execute(db)
  return rows.map((p) => {
    const open = (values: Loose | null) => fromJson(keys, findSection(p.bagian)!, nip, values)
    return { ...p, sebelum: open(p.sebelum), sesudah: open(p.sesudah) }
  })
}
