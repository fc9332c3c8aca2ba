// Tickets of the demo: four of a hundred people ask for something, in the proportions of population.md 3, in every state.
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'
import { hashText, Random, STREAM } from '../generate/random.ts'
import { tokoh } from '../generate/tokoh.ts'
import { getInfo } from '../reference/cache.ts'
import type { Keys } from '../security/keys.ts'
import { ROLE } from '../tiket/desk.ts'
import { findKategori, type Tingkat } from '../tiket/kategori.ts'
import { openTicket } from '../tiket/open.ts'
import { addMessage } from '../tiket/store.ts'

const SHARE = 0.04
const SEED = 2015
const DAY_HOURS = 24

/** Weight of each category, and what its people ask. */
const WANTS: readonly { kode: string; n: number; isi: Readonly<Record<string, unknown>>; konteks?: Readonly<Record<string, string>> }[] = [
  { kode: 'referensi-unit-organisasi', n: 30, ...missing('unor', 'UPTD Pengelolaan Sampah', '/formulir/data-posisi') },
  { kode: 'data-sekolah', n: 15, ...missing('sekolah', 'SD Negeri Satu Atap Wanasari', '/formulir/data-guru') },
  { kode: 'referensi-pendidikan', n: 14, ...missing('pendidikan', 'S-1 Teknologi Pendidikan Kejuruan', '/formulir/riwayat-pendidikan') },
  { kode: 'referensi-lokasi', n: 10, ...missing('wilayah', 'Kecamatan Karangjati Baru', '/formulir/data-utama') },
  { kode: 'penambahan-verifikator-level-1', n: 8, isi: { teks: 'Dinas Kebersihan dan Pertamanan', uraian: null } },
  { kode: 'referensi-diklat-fungsional', n: 7, ...missing('diklat_fungsional', 'Diklat Pengelolaan Arsip Dinamis', '/formulir/riwayat-diklat-fungsional') },
  { kode: 'beda-instansi', n: 6, isi: { pengangkatan: 'sesudah_2008', uraian: 'SK pindah ada pada saya.' } },
  { kode: 'turun-status', n: 10, isi: { uraian: 'Tanggal SK pangkat terakhir keliru, mohon formulir dibuka kembali.' } },
]

function missing(daftar: string, teks: string, dari: string) {
  return { isi: { teks, uraian: null }, konteks: { dari, daftar, teks } }
}

/** How far they are: state, hours since they came in, past due, moved up. In turn, so that every state is there. */
const STATES = [
  { status: 'baru', age: 3 },
  { status: 'baru', age: 30 },
  { status: 'dikerjakan', age: 52, late: true },
  { status: 'menunggu_pemohon', age: 75 },
  { status: 'selesai', age: 120 },
  { status: 'dikerjakan', age: 26 },
  { status: 'selesai', age: 200 },
  { status: 'baru', age: 60, up: true },
] as const
type Plan = (typeof STATES)[number] & { late?: boolean; up?: boolean }

type Asker = { nip: string; instansi: string }

/** Where those go who ask to be moved: the neighbour. */
const NEIGHBOUR: Readonly<Record<string, string>> = { 6423: '6422' }
const moveFrom = (instansi: string) => ({ instansi: agency(NEIGHBOUR[instansi] ?? '6423'), sk_nomor: '824/117/2025', sk_tanggal: '2025-06-02' })
const agency = (id: string) => ({ id, nama: String(getInfo('instansi', id)?.nama) })

/** People without an account whom the data does not fit; a serial of nobody for the one BKN does not know. */
const OUTSIDE: readonly { kode: string; nip: string; isi: () => Readonly<Record<string, unknown>> }[] = [
  {
    kode: 'beda-instansi',
    nip: tokoh.ratna.nip,
    isi: () => ({ pengangkatan: 'sesudah_2008', ...moveFrom(''), instansi: agency(tokoh.ratna.instansi), uraian: null }),
  },
  {
    kode: 'data-pensiun',
    nip: tokoh.slamet.nip,
    isi: () => ({ sk_nomor: '880/21/2026', sk_tanggal: '2026-01-12', uraian: 'Pensiun dibatalkan, saya masih bekerja.' }),
  },
  {
    kode: 'data-tidak-ada',
    nip: '197503042000031999',
    isi: () => ({
      nama: 'Harjo Suwito',
      lahir_di: 'Purworejo',
      lahir_pada: '1975-03-04',
      instansi: agency('6422'),
      sk_nomor: '813/204/2000',
      sk_tanggal: '2000-03-01',
      uraian: 'Waktu registrasi NIP saya tidak ditemukan.',
    }),
  },
]

/** Opens them as the program does, then lets time and operators pass over them. Returns how many there are. */
export async function loadTickets(tx: Tx, keys: Keys, people: readonly Asker[]): Promise<number> {
  const random = new Random(SEED, hashText('tiket'), STREAM.petugas)
  const number = Math.round(people.length * SHARE)
  const bag = WANTS.flatMap((w) => Array.from({ length: Math.max(1, Math.round((w.n / 100) * number)) }, () => w))
  const step = Math.max(1, Math.floor(people.length / Math.max(1, bag.length)))
  for (const [i, want] of bag.entries()) {
    const { nip, instansi } = people[(i * step + random.int(0, step - 1)) % people.length]!
    const nomor = await openTicket(tx, keys, {
      kategori: findKategori(want.kode)!,
      nip,
      terverifikasi: true,
      asal: want.konteks ? 'formulir' : 'akun',
      isi: want.kode === 'beda-instansi' ? { ...want.isi, ...moveFrom(instansi) } : want.isi,
      konteks: want.konteks,
    })
    await age(tx, keys, nomor, STATES[i % STATES.length]!)
  }
  for (const { kode, nip, isi } of OUTSIDE)
    await openTicket(tx, keys, { kategori: findKategori(kode)!, nip, terverifikasi: false, asal: 'publik', isi: isi(), email: `${kode}@epupns.test` })
  await sql`update tiket set sintetis = true`.execute(tx)
  return bag.length + OUTSIDE.length
}

/** Sets a ticket back in time, with what an operator of its desk would have written. */
async function age(tx: Tx, keys: Keys, nomor: string, plan: Plan): Promise<void> {
  const hours = plan.age + (plan.late ? 10 * DAY_HOURS : 0)
  const helper = await findHelper(tx, nomor)
  if (plan.status !== 'baru') await addMessage(tx, keys, nomor, { jenis: 'sistem', isi: 'Tiket mulai dikerjakan.', petugasId: helper })
  if (plan.status === 'menunggu_pemohon')
    await addMessage(tx, keys, nomor, { jenis: 'balasan', isi: 'Mohon tuliskan nomor dan tanggal SK seperti tercetak.', petugasId: helper })
  if (plan.status === 'selesai')
    await addMessage(tx, keys, nomor, { jenis: 'balasan', isi: 'Permintaan Anda sudah selesai dikerjakan. Silakan periksa hasilnya.', petugasId: helper })
  if (plan.up) await addMessage(tx, keys, nomor, { jenis: 'catatan', isi: 'Sudah dicari di daftar, memang belum ada.', petugasId: helper })
  const answered = plan.status === 'menunggu_pemohon' || plan.status === 'selesai'
  await sql`update tiket set status = ${plan.status}, dibuat = dibuat - make_interval(hours => ${hours}), versi = versi + 1,
      jatuh_tempo = case when ${plan.late ?? false} then now() - interval '30 hours' else jatuh_tempo end,
      dijawab_pada = case when ${answered} then now() - make_interval(hours => ${Math.round(plan.age / 2)}) end,
      selesai_pada = case when ${plan.status === 'selesai'} then now() - make_interval(hours => ${Math.round(plan.age / 3)}) end,
      hasil = case when ${plan.status === 'selesai'} then 'selesai' end
    where nomor = ${nomor}`.execute(tx)
  await sql`update tiket_pesan set waktu = now() - make_interval(hours => ${Math.round(plan.age / 2)}) + urut * interval '1 minute' where nomor = ${nomor}`.execute(
    tx,
  )
  if (plan.up) await moveUp(tx, nomor)
}

async function moveUp(tx: Tx, nomor: string): Promise<void> {
  await sql`update tiket set dari_tingkat = tingkat, tingkat_awal = tingkat, tingkat = ${3 satisfies Tingkat}, naik_tingkat = 1, pindah_pada = now() - interval '5 hours'
    where nomor = ${nomor} and tingkat = 2 and wilayah_id <> '00'`.execute(tx)
}

/** An operator of the desk where the ticket lies. */
async function findHelper(tx: Tx, nomor: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select a.petugas_id as id from tiket t join penugasan a on a.peran = ${ROLE}
      and a.lingkup_id = case t.tingkat when 1 then t.unit_id when 2 then t.instansi_id when 3 then t.wilayah_id else '00' end
    where t.nomor = ${nomor} order by a.petugas_id limit 1`.execute(tx)
  return rows[0]?.id ?? null
}
