// The letter to an agency's admin about a look that somebody reported.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { showTime } from '../../form/dates.ts'
import type { Outgoing } from './compose.ts'
import { laporanAkses } from './templates.ts'

type Row = { id: string; waktu: Date; kantor: string | null; email: string }

/** Undefined when the officer works no longer. */
export async function composeReport(ctx: Ctx, ids: { nip?: string; laporan?: string; petugas?: string }): Promise<Outgoing | undefined> {
  const { rows } = await sql<Row>`select l.id, e.waktu, coalesce(u.nama, i.nama, k.nama) as kantor, p.email
    from laporan_akses l join peristiwa e on e.nip = l.nip and e.urut = l.urut join petugas p on p.id = ${ids.petugas} and p.aktif
      left join ref_unor u on u.id = e.lingkup_id left join ref_instansi i on i.id = e.lingkup_id left join ref_kanreg k on k.id = e.lingkup_id
    where l.nip = ${ids.nip} and l.id = ${ids.laporan}`.execute(ctx.db)
  const [r] = rows
  return r && { kepada: r.email, letter: laporanAkses({ ...ctx.config, laporan: r.id, waktu: showTime(r.waktu), kantor: r.kantor ?? 'BKN' }) }
}
