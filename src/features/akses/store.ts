// Who has looked at a person's data, read from his events; and reports on a look.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import type { Keys } from '../../security/keys.ts'
import { seal, unseal } from '../../security/seal.ts'
import { lockPerson } from '../../web/akun.ts'
import { record } from '../../workflow/events.ts'

export type Access = {
  urut: number
  waktu: Date
  jenis: string
  pelaku: 'petugas' | 'pendamping'
  peran: string | null
  kantor: string | null
  nama: string | null
  data: Readonly<Record<string, unknown>>
  dilaporkan: boolean
  /** sealed: what came of the report */ jawaban: string | null
  laporan: string | null
}

/** Events that are a look at data, and what the officer did it for. */
export const PURPOSES: Readonly<Record<string, string>> = {
  dibaca: 'Memeriksa formulir',
  dibuka: 'Mulai memeriksa formulir',
  ditampilkan: 'Menampilkan nomor rahasia',
  diisi: 'Mengisi formulir',
  'berkas-dibuka': 'Membuka berkas pendukung',
  'berkas-fisik': 'Mencatat berkas fisik',
  'tiket-dibuka': 'Menangani laporan Anda',
  'tiket-dibaca': 'Menangani laporan Anda',
  'laporan-dibaca': 'Memeriksa laporan Anda tentang akses',
}

const columns = sql`e.urut, e.waktu, e.jenis, e.pelaku, e.peran, coalesce(u.nama, i.nama, k.nama) as kantor, n.nama, e.data,
  l.id is not null as dilaporkan, l.id as laporan, l.jawaban`
const from = sql`from peristiwa e left join ref_unor u on u.id = e.lingkup_id left join ref_instansi i on i.id = e.lingkup_id left join ref_kanreg k on k.id = e.lingkup_id
  left join pendamping d on d.nip = e.nip and d.id = e.pelaku_id and e.pelaku = 'pendamping' left join cari_nama n on n.nip = d.pendamping
  left join lateral (select id, jawaban from laporan_akses r where r.nip = e.nip and r.urut = e.urut order by r.dibuat limit 1) l on true`
const isLook = sql`(e.pelaku in ('petugas', 'pendamping') and e.jenis = any(${Object.keys(PURPOSES)}))`

/** Newest first, before event number `before`. */
export async function listAccess(db: DbOrTx, nip: string, limit: number, before = 2_147_483_647): Promise<Access[]> {
  const { rows } =
    await sql<Access>`select ${columns} ${from} where e.nip = ${nip} and e.urut < ${before} and ${isLook} order by e.urut desc limit ${limit}`.execute(db)
  return rows
}

export async function findAccess(db: DbOrTx, nip: string, urut: number): Promise<Access | undefined> {
  const { rows } = await sql<Access>`select ${columns} ${from} where e.nip = ${nip} and e.urut = ${urut} and ${isLook}`.execute(db)
  return rows[0]
}

/** Where text of a report is bound to. */
export const place = (nip: string, id: string, what: 'isi' | 'jawaban'): string => `${nip}/${what === 'isi' ? 'laporan' : 'jawaban laporan'}/${id}`
export const openAnswer = (keys: Keys, nip: string, a: Access): string | undefined =>
  a.laporan && a.jawaban ? unseal(keys, place(nip, a.laporan, 'jawaban'), a.jawaban) : undefined

/** Keeps the report and writes to the admins who look into it. Twice about one look is once. */
export async function reportAccess(tx: Tx, keys: Keys, r: { nip: string; urut: number; instansiId: string; text: string }): Promise<void> {
  await lockPerson(tx, r.nip)
  const id = uuidv7()
  await sql`insert into laporan_akses (nip, id, urut, instansi_id, isi) values (${r.nip}, ${id}, ${r.urut}, ${r.instansiId}, ${seal(keys, place(r.nip, id, 'isi'), r.text)})`.execute(
    tx,
  )
  await record(tx, { nip: r.nip, kind: 'akses-dilaporkan', actor: { as: 'pns' }, data: { laporan: id, urut: r.urut } })
  for (const admin of await listJudges(tx, r)) await enqueue(tx, 'surat', { jenis: 'laporan-akses', nip: r.nip, laporan: id, petugas: admin })
}

/** Admins of the agency; of BKN where it has none, or where somebody outside it looked. Never the officer himself. */
async function listJudges(tx: Tx, r: { nip: string; urut: number; instansiId: string }): Promise<string[]> {
  const { rows } = await sql<{
    id: string
    peran: string
    luar: boolean
  }>`select distinct p.id, t.peran, exists (select from ref_kanreg k where k.id = e.lingkup_id) as luar
    from peristiwa e, penugasan t join petugas p on p.id = t.petugas_id and p.aktif
    where e.nip = ${r.nip} and e.urut = ${r.urut} and p.id is distinct from e.pelaku_id and p.nip is distinct from e.nip
      and ((t.peran = 'admin_instansi' and t.lingkup_id = ${r.instansiId}) or t.peran = 'admin_bkn')
      and current_date between t.berlaku_dari and coalesce(t.berlaku_sampai, current_date)`.execute(tx)
  const own = rows.filter((x) => x.peran === 'admin_instansi')
  const bkn = rows.filter((x) => x.peran === 'admin_bkn' && (x.luar || own.length === 0))
  return [...new Set([...own, ...bkn].map((x) => x.id))]
}
