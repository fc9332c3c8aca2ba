// From the ids in a job to the letter: reads what is needed now, makes codes here, so that none ever stands in a job.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { getBuktiRegistrasi } from '../../pdf/store.ts'
import { showTime } from '../../form/dates.ts'
import { renderPdf } from '../../pdf/render.ts'
import { label } from '../../reference/shown.ts'
import { emailIndex, openAccount } from '../../security/account.ts'
import { hashKode, newKode } from '../../security/nomor.ts'
import type { StatusAkun } from '../../security/session.ts'
import { codePlace, lockPendaftaran } from '../../web/pendaftaran.ts'
import { browserName } from '../../web/browserName.ts'
import { findLevel, STATE_TITLES, type State } from '../../workflow/table.ts'
import { composeEmailCode } from '../../akun/alamat.ts'
import { isUnsent } from '../../akun/tenggat.ts'
import { composeNotice, disavowPart } from './akun.ts'
import { composeReport } from './laporan.ts'
import type { Letter } from './letter.tsx'
import { composeRecovery } from './pemulihan.ts'
import { composeStaffNotice } from './petugas.ts'
import { composeDigest } from './ringkasan.ts'
import { composeWork } from './tindakan.ts'
import { composeTicket } from './tiket.ts'
import * as templates from './templates.ts'

/** Payload of the job `surat`. */
export type LetterIds = {
  jenis: string
  nip?: string
  periode?: string
  pendaftaran?: string
  /** usulan referensi that was decided */ referensi?: string
  /** which notice about the account */ sebab?: string
  /** recovery that asked for a link */ pemulihan?: string
  /** claim on a NIP */ klaim?: string
  /** change of address under the own hand */ ganti?: string
  /** days until the end of the campaign */ hari?: string
  /** ticket, and the answer in it */ tiket?: string
  pesan?: string
  /** work done for a ticket */ tindakan?: string
  /** report on a look at somebody's data, and who reads it */ laporan?: string
  petugas?: string
  /** only while the form is still in this state: decisions can be taken back */ status?: string
}

export type Outgoing = { kepada: string; letter: Letter }

const CODE_MINUTES = 30

/** The letter of a job. Undefined when it is no longer wanted (address proved meanwhile, account gone). */
export async function compose(ctx: Ctx, ids: LetterIds): Promise<Outgoing | undefined> {
  if (await isOutdated(ctx, ids)) return undefined
  if (ids.jenis === 'kode-email') return composeCode(ctx, ids.pendaftaran ?? '')
  if (ids.jenis === 'pemulihan') return composeRecovery(ctx, ids.pemulihan ?? '')
  if (ids.jenis === 'akun') return composeNotice(ctx, ids)
  if (ids.jenis === 'petugas') return composeStaffNotice(ctx, ids)
  if (ids.jenis === 'ganti-email') return composeEmailCode(ctx, ids.nip ?? '', ids.ganti ?? '')
  if (ids.jenis === 'laporan-akses') return composeReport(ctx, ids)
  if (ids.jenis === 'tiket') return composeTicket(ctx, ids)
  if (ids.jenis === 'tindakan') return composeWork(ctx, ids)
  if (ids.jenis === 'ringkasan-tiket') return composeDigest(ctx, ids.petugas ?? '')
  const account = await findRecipient(ctx, ids.nip ?? '')
  const write = FOR_ACCOUNTS[ids.jenis]
  if (!write) throw new Error(`no letter template for a job of kind ${ids.jenis.slice(0, 40)}`)
  if (account && !account.surat_kemajuan && PROGRESS.has(ids.jenis)) return undefined
  const letter = account && (await write(ctx, account, ids))
  return letter && { kepada: account.email, letter: DISAVOWABLE.has(ids.jenis) ? disavowable(ctx, account.nip, ids.jenis, letter) : letter }
}

/** What was done with the form under the name of the person, who must be able to say that it was not he (trust.md 7.7). */
const DISAVOWABLE: ReadonlySet<string> = new Set(['terkirim', 'dikembalikan', 'turun-status'])

const disavowable = (ctx: Ctx, nip: string, jenis: string, letter: Letter): Letter => ({
  ...letter,
  isi: [...letter.isi, disavowPart(ctx, nip, jenis)],
  bukanSaya: 'Buka tautan “Bukan saya” di atas.',
})

/**
 * Makes and stores the code under the lock of the registration: a code mailed to one address can never prove another. Its thirty
 * minutes begin now. An address of somebody else gets another letter; the page has shown no difference (trust.md 3.1).
 */
async function composeCode(ctx: Ctx, id: string): Promise<Outgoing | undefined> {
  return transaction(ctx.db, async (tx) => {
    const p = await lockPendaftaran(tx, ctx.keys, id)
    if (!p?.isi.email || p.isi.email_terbukti) return undefined
    const { email, nip } = p.isi
    const { rows } = await sql<{ nip: string }>`select nip from direktori_email where email_indeks = ${emailIndex(ctx.keys, email)}`.execute(tx)
    if (rows[0] && rows[0].nip !== nip) return { kepada: email, letter: templates.alamatTerpakai(ctx.config) }
    const kode = newKode()
    await sql`update pendaftaran set kode_hash = ${hashKode(ctx.keys, codePlace(id), kode)}, kode_salah = 0,
      kode_kedaluwarsa = clock_timestamp() + make_interval(mins => ${CODE_MINUTES}) where id = ${id}`.execute(tx)
    return {
      kepada: email,
      letter: templates.kodeEmail({ ...ctx.config, kode, menit: CODE_MINUTES, tautan: `${ctx.config.baseUrl}/registrasi/tautan/${id}/${kode}` }),
    }
  })
}

async function isOutdated(ctx: Ctx, { nip, periode, status }: LetterIds): Promise<boolean> {
  if (!status) return false
  const { rows } = await sql<{ status: string }>`select status from formulir where nip = ${nip} and periode = ${periode}`.execute(ctx.db)
  return rows[0]?.status !== status
}

type Recipient = { nip: string; email: string; nomor_register: string; status: StatusAkun; surat_kemajuan: boolean }

/** Letters a person may do without; those about his account, and those that ask him to act, always go out. */
const PROGRESS: ReadonlySet<string> = new Set(['terkirim', 'disetujui', 'diterima', 'referensi', 'pendamping-mengisi', 'tenggat'])

/** Undefined also for people without a mailbox. */
async function findRecipient(ctx: Ctx, nip: string): Promise<Recipient | undefined> {
  const { rows } = await sql<Recipient>`select nip, email, nomor_register, status, surat_kemajuan from akun where nip = ${nip} and email is not null`.execute(
    ctx.db,
  )
  return rows[0] && { ...rows[0], email: openAccount(ctx.keys, nip, 'email', rows[0].email) }
}

type Write = (ctx: Ctx, account: Recipient, ids: LetterIds) => Letter | undefined | Promise<Letter | undefined>

const FOR_ACCOUNTS: Readonly<Record<string, Write>> = {
  'bukti-registrasi': async (ctx, a) =>
    // Refused or frozen before the letter went out: there is nothing to prove any more.
    a.status === 'registrasi_ditolak' || a.status === 'dibekukan'
      ? undefined
      : templates.buktiRegistrasi({ ...ctx.config, nomor: a.nomor_register, menunggu: a.status !== 'aktif', lampiran: [await slip(ctx, a)] }),
  'registrasi-diterima': (ctx) => templates.registrasiDiterima(ctx.config),
  'registrasi-ditolak': (ctx) => templates.registrasiDitolak(ctx.config),
  tenggat: async (ctx, a, ids) =>
    (await isUnsent(ctx, a.nip, ids.periode ?? ''))
      ? templates.tenggat({ ...ctx.config, hari: Number(ids.hari), akhir: showTime((await ctx.periode()).akhir_isi) })
      : undefined,
  'pendamping-mengisi': (ctx) => templates.pendampingMengisi(ctx.config),
  'jadi-pendamping': (ctx) => templates.jadiPendamping(ctx.config),
  terkirim: (ctx) => templates.terkirim(ctx.config),
  dikembalikan: async (ctx, a, ids) => templates.dikembalikan({ ...ctx.config, jumlah: await countReturned(ctx, a.nip, ids.periode ?? '') }),
  disetujui: async (ctx, a, ids) => templates.disetujui({ ...ctx.config, berikut: await whereItIs(ctx, a.nip, ids.periode ?? '') }),
  diterima: (ctx) => templates.diterima(ctx.config),
  'turun-status': (ctx) => templates.turunStatus(ctx.config),
  referensi: async (ctx, a, ids) => {
    const words = await findReference(ctx, a.nip, ids)
    return words && templates.referensi({ ...ctx.config, ...words })
  },
  'masuk-perangkat-baru': async (ctx, a) =>
    templates.masukPerangkatBaru({ ...ctx.config, ...(await lastLogin(ctx, a.nip)), bukanSaya: disavowPart(ctx, a.nip, 'masuk') }),
}

async function slip(ctx: Ctx, a: Recipient): Promise<NonNullable<Letter['lampiran']>[number]> {
  const content = await renderPdf('bukti-registrasi', await getBuktiRegistrasi(ctx, a.nip))
  return { filename: `Bukti-Registrasi-${a.nomor_register}.pdf`, content, contentType: 'application/pdf' }
}

async function countReturned(ctx: Ctx, nip: string, periode: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(distinct (k.bagian, k.kunci))::int as n from keputusan k join formulir f using (nip, periode)
    where k.nip = ${nip} and k.periode = ${periode} and k.putaran = f.putaran and k.level = f.pengembali
      and k.putusan = 'kembalikan' and k.final_pada is not null`.execute(ctx.db)
  return rows[0]!.n
}

async function whereItIs(ctx: Ctx, nip: string, periode: string): Promise<string> {
  const { rows } = await sql<{ status: State }>`select status from formulir where nip = ${nip} and periode = ${periode}`.execute(ctx.db)
  const status = rows[0]?.status ?? 'draf'
  return findLevel(status)?.title ?? STATE_TITLES[status]
}

/** What this person typed and what became of it. Undefined when he has changed the field since. */
async function findReference(
  ctx: Ctx,
  nip: string,
  { periode, referensi }: LetterIds,
): Promise<{ teks: string; nama?: string; alasan: string | null } | undefined> {
  const { rows } = await sql<{ teks: string; daftar: string; entri_id: string | null; alasan: string | null }>`select t.teks, r.daftar, r.entri_id, r.alasan
    from usulan_referensi_tunggu t join usulan_referensi r on r.id = t.usulan_referensi_id
    where t.nip = ${nip} and t.periode = ${periode} and r.id = ${referensi} order by t.bagian, t.kunci, t.medan limit 1`.execute(ctx.db)
  const [r] = rows
  return r && { ...r, nama: r.entri_id ? (await label(ctx.db, r.daftar, [r.entri_id])).get(r.entri_id) : undefined }
}

async function lastLogin(ctx: Ctx, nip: string): Promise<{ waktu: string; peramban: string }> {
  const { rows } = await sql<{ dibuat: Date; peramban: string | null }>`
    select dibuat, peramban from sesi where nip = ${nip} order by dibuat desc limit 1`.execute(ctx.db)
  return { waktu: showTime(rows[0]?.dibuat ?? new Date()), peramban: browserName(rows[0]?.peramban) }
}
