// Who has looked at a person's data, read from his events; and reports on a look.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import type { Keys } from '../../security/keys.ts'
import { seal } from '../../security/seal.ts'
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
}

/** Events that are a look at data, and what the officer did it for. */
export const PURPOSES: Readonly<Record<string, string>> = {
  dibaca: 'Memeriksa formulir',
  dibuka: 'Mulai memeriksa formulir',
  ditampilkan: 'Menampilkan nomor rahasia',
  diisi: 'Mengisi formulir',
  'berkas-fisik': 'Mencatat berkas fisik',
  'tiket-dibuka': 'Menangani laporan Anda',
  'tiket-dibaca': 'Menangani laporan Anda',
}

const columns = sql`e.urut, e.waktu, e.jenis, e.pelaku, e.peran, coalesce(u.nama, i.nama, k.nama) as kantor, n.nama, e.data,
  exists(select from laporan_akses l where l.nip = e.nip and l.urut = e.urut) as dilaporkan`
const from = sql`from peristiwa e left join ref_unor u on u.id = e.lingkup_id left join ref_instansi i on i.id = e.lingkup_id left join ref_kanreg k on k.id = e.lingkup_id
  left join pendamping d on d.nip = e.nip and d.id = e.pelaku_id and e.pelaku = 'pendamping' left join cari_nama n on n.nip = d.pendamping`
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

/** Keeps the report and writes to the admins of the agency, who look into it. */
export async function reportAccess(tx: Tx, keys: Keys, r: { nip: string; urut: number; instansiId: string; text: string }): Promise<void> {
  await lockPerson(tx, r.nip)
  const id = uuidv7()
  await sql`insert into laporan_akses (nip, id, urut, instansi_id, isi) values (${r.nip}, ${id}, ${r.urut}, ${r.instansiId}, ${seal(keys, `${r.nip}/laporan/${id}`, r.text)})`.execute(
    tx,
  )
  await record(tx, { nip: r.nip, kind: 'akses-dilaporkan', actor: { as: 'pns' }, data: { laporan: id, urut: r.urut } })
  const { rows } = await sql<{ id: string }>`select distinct p.id from penugasan t join petugas p on p.id = t.petugas_id and p.aktif
    where t.peran = 'admin_instansi' and t.lingkup_id = ${r.instansiId} and current_date between t.berlaku_dari and coalesce(t.berlaku_sampai, current_date)`.execute(
    tx,
  )
  for (const admin of rows) await enqueue(tx, 'surat', { jenis: 'laporan-akses', nip: r.nip, laporan: id, petugas: admin.id })
}
