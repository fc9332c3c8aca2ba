// Reports on looks as the admins see them who judge: of their agency, of BKN everywhere, never of themselves.
import { sql, type RawBuilder } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problem } from '../../problems.ts'
import { seal, unseal } from '../../security/seal.ts'
import { lockPerson } from '../../web/akun.ts'
import { record, type Actor } from '../../workflow/events.ts'
import { idsFor, type Staff } from '../../workflow/scope.ts'
import { place } from './store.ts'

export const JUDGES = ['admin_instansi', 'admin_bkn'] as const

export type Report = {
  nip: string
  id: string
  instansi_id: string
  versi: number
  dibuat: Date
  dijawab_pada: Date | null
  isi: string
  jawaban: string | null
  /** the person who reports */ nama: string
  /** the look: when, what, by whom, under which role, for which office */
  waktu: Date
  jenis: string
  data: Readonly<Record<string, unknown>>
  pelaku: 'petugas' | 'pendamping'
  pelaku_nama: string | null
  peran: string | null
  kantor: string | null
}

export const isJudge = (staff: Staff): boolean => JUDGES.some((role) => idsFor(staff, role).length > 0)

const forJudge = (staff: Staff): RawBuilder<boolean> => {
  const scope = idsFor(staff, 'admin_bkn').length > 0 ? sql`true` : sql`l.instansi_id = any(${idsFor(staff, 'admin_instansi')})`
  return sql<boolean>`(${scope} and e.pelaku_id is distinct from ${staff.id} and l.nip is distinct from ${staff.nip})`
}

const REPORT = sql`l.nip, l.id, l.instansi_id, l.versi, l.dibuat, l.dijawab_pada, l.isi, l.jawaban, coalesce(c.nama, '') as nama, e.waktu, e.jenis, e.data, e.pelaku,
    coalesce(p.nama, n.nama) as pelaku_nama, e.peran, coalesce(u.nama, i.nama, k.nama) as kantor
  from laporan_akses l join peristiwa e on e.nip = l.nip and e.urut = l.urut left join cari_nama c on c.nip = l.nip
    left join petugas p on p.id = e.pelaku_id and e.pelaku = 'petugas'
    left join pendamping d on d.nip = e.nip and d.id = e.pelaku_id and e.pelaku = 'pendamping' left join cari_nama n on n.nip = d.pendamping
    left join ref_unor u on u.id = e.lingkup_id left join ref_instansi i on i.id = e.lingkup_id left join ref_kanreg k on k.id = e.lingkup_id`

/** Open ones first, oldest first; then what was answered lately. */
export async function listReports(db: DbOrTx, staff: Staff, limit: number): Promise<Report[]> {
  const { rows } = await sql<Report>`select ${REPORT} where ${forJudge(staff)}
    order by l.dijawab_pada is not null, case when l.dijawab_pada is null then l.dibuat end, l.dijawab_pada desc, l.id limit ${limit}`.execute(db)
  return rows
}

export async function countOpen(db: DbOrTx, staff: Staff): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from laporan_akses l join peristiwa e on e.nip = l.nip and e.urut = l.urut
    where l.dijawab_pada is null and ${forJudge(staff)}`.execute(db)
  return rows[0]!.n
}

/** With its texts opened. Error: not_found, also for who may not judge it. */
export async function getReport(db: DbOrTx, ctx: Ctx, staff: Staff, id: string): Promise<Report> {
  const { rows } = await sql<Report>`select ${REPORT} where l.id = ${id} and ${forJudge(staff)}`.execute(db)
  const [r] = rows
  if (!r) throw problem('not_found')
  return { ...r, isi: unseal(ctx.keys, place(r.nip, r.id, 'isi'), r.isi), jawaban: r.jawaban && unseal(ctx.keys, place(r.nip, r.id, 'jawaban'), r.jawaban) }
}

/** Under which role somebody judges a report. */
export function judgeOf(staff: Staff, r: Pick<Report, 'instansi_id'>): Actor {
  const own = idsFor(staff, 'admin_instansi').includes(r.instansi_id)
  return { as: 'petugas', id: staff.id, role: own ? 'admin_instansi' : 'admin_bkn', scopeId: own ? r.instansi_id : idsFor(staff, 'admin_bkn')[0]! }
}

/** What was found, told to the person. Errors: stale_version, not_possible_now when it was answered before. */
export async function answerReport(tx: Tx, ctx: Ctx, staff: Staff, r: Report, versi: number, text: string): Promise<void> {
  await lockPerson(tx, r.nip)
  const { rows } = await sql`update laporan_akses set jawaban = ${seal(ctx.keys, place(r.nip, r.id, 'jawaban'), text)}, dijawab_oleh = ${staff.id},
      dijawab_pada = clock_timestamp(), versi = versi + 1 where nip = ${r.nip} and id = ${r.id} and versi = ${versi} and dijawab_pada is null returning id`.execute(
    tx,
  )
  if (rows.length === 0) throw problem('stale_version', { text: 'Laporan ini sudah dijawab. Buka kembali untuk membacanya.' })
  await record(tx, { nip: r.nip, kind: 'akses-dijawab', actor: judgeOf(staff, r), data: { laporan: r.id } })
  await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'akses-dijawab', nip: r.nip })
}
