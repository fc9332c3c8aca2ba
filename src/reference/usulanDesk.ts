// Usulan referensi, the deciding side: who may decide what, the list, and the three decisions: map, add, refuse.
import { sql, type RawBuilder } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { DbOrTx, Tx } from '../db/pool.ts'
import { enqueue } from '../jobs/enqueue.ts'
import { problem } from '../problems.ts'
import { idsFor, type Assignment, type Staff } from '../workflow/scope.ts'
import { getList, type ReferenceList } from './index.ts'
import type { RequestStatus, Wanted } from './usulan.ts'

export const OPERATORS = ['helpdesk', 'admin_bkn'] as const
/** Scope of those who decide on national lists: BKN Pusat. */
const PUSAT = '00'

export type Request = Wanted & {
  id: string
  status: RequestStatus
  entri_id: string | null
  alasan: string | null
  versi: number
  dibuat: Date
  diputus_pada: Date | null
  /** people who wait, or whose fields were filled */
  jumlah: number
  /** those of them whom the decision has reached */
  selesai: number
  petugas: string | null
}

export const isOperator = (staff: Staff): boolean => OPERATORS.some((role) => idsFor(staff, role).length > 0)

/** May this person decide on a list of this agency (empty = a national one)? */
export const mayDecide = (staff: Staff, lingkup: string): boolean => OPERATORS.some((role) => idsFor(staff, role).includes(lingkup || PUSAT))

/** Requests this person decides, over `usulan_referensi r`: lists of his own agency; national lists at Pusat. Without a role none. */
export function onDesk(staff: Staff): RawBuilder<boolean> {
  const ids = OPERATORS.flatMap((role) => idsFor(staff, role))
  return sql<boolean>`(r.lingkup = any(${ids}) or (r.lingkup = '' and ${ids.includes(PUSAT)}))`
}

const roleFor = (staff: Staff, lingkup: string): Assignment =>
  staff.assignments.find((a) => (OPERATORS as readonly string[]).includes(a.role) && a.scopeId === (lingkup || PUSAT))!

export type RequestQuery = { status: RequestStatus; daftar?: string; q?: string; mostWanted?: boolean }

const FROM = sql`from usulan_referensi r left join petugas p on p.id = r.diputus_oleh
  cross join lateral (select count(distinct t.nip)::int as jumlah, count(distinct t.nip) filter (where t.versi = r.versi)::int as selesai from usulan_referensi_tunggu t where t.usulan_referensi_id = r.id) n`
const COLUMNS = sql`r.id, r.daftar, r.teks, r.lingkup, r.induk, r.induk_teks, r.jenis, r.status, r.entri_id, r.alasan, r.versi, r.dibuat, r.diputus_pada,
  n.jumlah, n.selesai, p.nama as petugas`

/** A ticket that somebody opened by hand asks for it too, though no form waits. */
const ASKED_BY_TICKET = sql<boolean>`exists (select from tiket k where k.nomor = r.tiket and k.asal <> 'otomatis' and k.status in ('baru', 'dikerjakan', 'menunggu_pemohon'))`

/** What nobody waits for any more is no work. */
function matching(staff: Staff, q: RequestQuery): RawBuilder<boolean> {
  const like = q.q ? sql`and r.cari like '%' || normal_cari(${q.q}) || '%'` : sql``
  const daftar = q.daftar ? sql`and r.daftar = ${q.daftar}` : sql``
  return sql<boolean>`${onDesk(staff)} and r.status = ${q.status} and (r.status <> 'terbuka' or n.jumlah > 0 or ${ASKED_BY_TICKET}) ${daftar} ${like}`
}

/** Oldest first, or what most people wait for. */
export async function listRequests(db: DbOrTx, staff: Staff, q: RequestQuery, limit: number, offset = 0): Promise<Request[]> {
  const order = q.status !== 'terbuka' ? sql`r.diputus_pada desc,` : q.mostWanted ? sql`n.jumlah desc,` : sql``
  const { rows } =
    await sql<Request>`select ${COLUMNS} ${FROM} where ${matching(staff, q)} order by ${order} r.dibuat, r.id limit ${limit} offset ${offset}`.execute(db)
  return rows
}

/** How many there are, by list. */
export async function countRequests(db: DbOrTx, staff: Staff, q: RequestQuery): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{
    daftar: string
    n: number
  }>`select r.daftar, count(*)::int as n ${FROM} where ${matching(staff, q)} group by 1 order by 1`.execute(db)
  return new Map(rows.map((r) => [r.daftar, r.n]))
}

/** One request; outside of the scope it does not exist. */
export async function getRequest(db: DbOrTx, staff: Staff, id: string): Promise<Request> {
  const { rows } = await sql<Request>`select ${COLUMNS} ${FROM} where r.id = ${id} and ${onDesk(staff)}`.execute(db)
  if (!rows[0]) throw problem('not_found')
  return rows[0]
}

/** Where the people are who asked: agencies only, no names. */
export async function listAskers(db: DbOrTx, id: string): Promise<{ instansi: string; n: number }[]> {
  const { rows } = await sql<{ instansi: string; n: number }>`select i.nama as instansi, count(distinct t.nip)::int as n
    from usulan_referensi_tunggu t join formulir f on f.nip = t.nip and f.periode = t.periode join ref_instansi i on i.id = f.instansi_id
    where t.usulan_referensi_id = ${id} group by 1 order by 2 desc, 1`.execute(db)
  return rows
}

/** The request locked, as the page saw it. Of two operators at once the second one learns who was first. */
export async function lockRequest(tx: Tx, staff: Staff, id: string, versi: number): Promise<Request> {
  await sql`select from usulan_referensi r where r.id = ${id} and ${onDesk(staff)} for update`.execute(tx)
  const r = await getRequest(tx, staff, id)
  if (r.versi !== versi)
    throw problem('stale_version', {
      text: `Permintaan ini sudah diputuskan${r.petugas ? ` oleh ${r.petugas}` : ''} sejak halaman dibuka. Buka kembali untuk melihat keputusannya.`,
      links: [{ href: `/helpdesk/referensi/${id}`, label: 'Lihat keputusannya' }],
    })
  return r
}

type Outcome = { status: Exclude<RequestStatus, 'terbuka'>; entri_id: string | null; alasan: string | null }

/** Writes a decision with who took it, and sets the filling in motion. */
async function settle(tx: Tx, r: Request, o: Outcome, by: { id: string } & Assignment): Promise<void> {
  await sql`update usulan_referensi set status = ${o.status}, entri_id = ${o.entri_id}, alasan = ${o.alasan}, versi = versi + 1,
      diputus_oleh = ${by.id}, diputus_peran = ${by.role}, diputus_lingkup = ${by.scopeId}, diputus_pada = clock_timestamp(),
      riwayat = riwayat || jsonb_build_object('status', ${o.status}::text, 'entri_id', ${o.entri_id}::text, 'alasan', ${o.alasan}::text,
        'oleh', ${by.id}::text, 'peran', ${by.role}::text, 'lingkup', ${by.scopeId}::text, 'pada', clock_timestamp())
    where id = ${r.id}`.execute(tx)
  await enqueue(tx, 'referensi', { id: r.id })
}

const by = (staff: Staff, r: Request) => ({ id: staff.id, ...roleFor(staff, r.lingkup) })

/** Petakan: the text means this entry. An entry that this request had added is merged into it. */
export async function mapRequest(tx: Tx, staff: Staff, r: Request, entriId: string): Promise<void> {
  if (!(await fits(tx, r, entriId)))
    throw problem('bad_request', { text: 'Entri ini tidak berlaku untuk permintaan ini. Cari kembali, lalu pilih dari hasilnya.' })
  await settle(tx, r, { status: 'dipetakan', entri_id: entriId, alasan: null }, by(staff, r))
  if (r.status === 'ditambahkan' && r.entri_id !== entriId) await mergeEntry(tx, staff, r, entriId)
}

/** The entry stays as a pointer to the better one, and whatever was decided in its favour follows. */
async function mergeEntry(tx: Tx, staff: Staff, r: Request, into: string): Promise<void> {
  await sql`update ${sql.table(getList(r.daftar).table)} set aktif = false, digabung_ke = ${into}, berlaku_sampai = current_date where id = ${r.entri_id}`.execute(
    tx,
  )
  const { rows } = await sql<Request>`select * from usulan_referensi where daftar = ${r.daftar} and entri_id = ${r.entri_id} order by id for update`.execute(tx)
  for (const other of rows) await settle(tx, other, { status: 'dipetakan', entri_id: into, alasan: null }, by(staff, r))
}

/** Is this an entry in use within the limits of the field that asked? */
async function fits(tx: Tx, r: Request, id: string): Promise<boolean> {
  const kinds = kindsOf(r)
  const { rows } = await sql`select from ${sql.table(getList(r.daftar).table)} e where e.id = ${id} and e.aktif and e.digabung_ke is null
    and (${r.lingkup} = '' or e.lingkup_id = ${r.lingkup}) and (${r.induk} = '' or e.induk_id = ${r.induk}) and (${kinds.length} = 0 or e.jenis = any(${kinds}))`.execute(
    tx,
  )
  return rows.length > 0
}

/** Which list an entry's parent stands in. Undefined for lists without parents. */
export function parentList(daftar: string): string | undefined {
  const list = getList(daftar)
  return list.parent ?? (list.labelParents || (list.note && 'parents' in list.note) ? daftar : undefined)
}

export const kindsOf = (r: Pick<Wanted, 'jenis'>): string[] => (r.jenis ? r.jenis.split(',') : [])

export type NewEntry = { nama: string; jenis: string | null; induk: string | null }

/** Tambahkan: a local entry (L-…). One of the same name in the same place is refused: that is a case for mapping. */
export async function addEntry(tx: Tx, staff: Staff, r: Request, e: NewEntry): Promise<string> {
  const list = getList(r.daftar)
  const table = sql.table(list.table)
  await checkParent(tx, r, e)
  await sql`select pg_advisory_xact_lock(hashtext(${`${list.table}/${e.nama.toLowerCase()}`}))`.execute(tx)
  const { rows } = await sql`select from ${table} where cari = normal_cari(${e.nama}) and aktif and digabung_ke is null
    and induk_id is not distinct from ${e.induk} and lingkup_id is not distinct from ${r.lingkup || null} and jenis is not distinct from ${e.jenis}`.execute(tx)
  if (rows.length > 0)
    throw problem('not_possible_now', {
      text: `“${e.nama}” sudah ada di daftar. Petakan permintaan ini ke entri itu.`,
      links: [{ href: `/helpdesk/referensi/${r.id}`, label: 'Kembali ke permintaan' }],
    })
  const id = `L-${uuidv7()}`
  await sql`insert into ${table} (id, nama, induk_id, lingkup_id, jenis, info, asal, versi_impor, berlaku_dari)
    values (${id}, ${e.nama}, ${e.induk}, ${r.lingkup || null}, ${e.jenis}, ${JSON.stringify(derived(list, id, r, e))}::jsonb, 'lokal', ${r.id}, current_date)`.execute(
    tx,
  )
  await settle(tx, r, { status: 'ditambahkan', entri_id: id, alasan: null }, by(staff, r))
  if (r.status === 'ditambahkan') await mergeEntry(tx, staff, r, id)
  return id
}

/** The kind that a kind of area lies in. */
const ABOVE: Readonly<Record<string, string>> = { KB: 'P', KC: 'KB', DE: 'KC' }

/** The parent exists, is of the same agency, and there is one where the list cannot do without. */
async function checkParent(tx: Tx, r: Request, { jenis, induk }: NewEntry): Promise<void> {
  const from = parentList(r.daftar)
  const above = from === r.daftar ? (ABOVE[jenis ?? ''] ?? null) : null
  const wrong = problem('bad_request', { text: 'Induk entri baru belum dipilih, atau tidak berlaku untuk jenisnya. Kembali, cari induknya, lalu pilih.' })
  if (!induk) {
    if (above || (from && from !== r.daftar)) throw wrong
    return
  }
  if (!from) throw wrong
  const { rows } = await sql`select from ${sql.table(getList(from).table)} e where e.id = ${induk} and e.aktif and e.digabung_ke is null
    and (${from !== r.daftar || r.lingkup === ''} or e.lingkup_id = ${r.lingkup}) and (${above}::text is null or e.jenis = ${above})`.execute(tx)
  if (rows.length === 0) throw wrong
}

const derived = (list: ReferenceList, id: string, r: Request, e: NewEntry) =>
  list.derive?.({ id, kode: null, nama: e.nama, induk_id: e.induk, lingkup_id: r.lingkup || null, jenis: e.jenis, info: {}, aktif: true, urutan: null }) ?? {}

/** Tolak: the person is told to choose another. What was filled in already can only be mapped anew. */
export async function refuseRequest(tx: Tx, staff: Staff, r: Request, alasan: string): Promise<void> {
  if (r.entri_id) throw problem('not_possible_now', { text: 'Permintaan ini sudah diisi ke formulir. Petakan ulang ke entri yang benar.' })
  await settle(tx, r, { status: 'ditolak', entri_id: null, alasan }, by(staff, r))
}
