// What the pages of the form read besides the form itself.
import { sql } from 'kysely'
import type { DbOrTx } from '../../db/pool.ts'
import type { Keys } from '../../security/keys.ts'
import { findUnsealed } from '../../security/seal.ts'
import { noteBound } from '../../workflow/engine.ts'
import { findLevel, LEVELS } from '../../workflow/table.ts'
import { TIMELINE, type Line } from './status.tsx'

/** The timeline of a person in a campaign, oldest first, registration included. */
export async function listTimeline(db: DbOrTx, keys: Keys, nip: string, periode: string): Promise<Line[]> {
  const { rows } = await sql<Line & { data: { dari?: string; catatan?: string; usulan?: number } }>`
    select e.waktu, e.jenis, e.data, e.peran, case e.pelaku when 'pns' then 'Anda' when 'sistem' then 'Sistem' when 'pendamping' then 'Pendamping ' || coalesce(n.nama, '') else p.nama end as pelaku,
      coalesce(u.nama, i.nama, k.nama) as kantor
    from peristiwa e left join petugas p on p.id = e.pelaku_id
      left join pendamping d on d.nip = e.nip and d.id = e.pelaku_id and e.pelaku = 'pendamping' left join cari_nama n on n.nip = d.pendamping
      left join ref_unor u on u.id = e.lingkup_id left join ref_instansi i on i.id = e.lingkup_id left join ref_kanreg k on k.id = e.lingkup_id
    where e.nip = ${nip} and (e.periode = ${periode} or e.periode is null) and (e.jenis = any(${TIMELINE as string[]}) or e.pelaku = 'pendamping') order by e.urut`.execute(
    db,
  )
  return rows.map((r) => ({
    ...r,
    dari: r.data.dari ?? null,
    jumlah: r.data.usulan ?? null,
    catatan: r.data.catatan ? (findUnsealed(keys, noteBound(nip), r.data.catatan) ?? null) : null,
  }))
}

export type Receiver = {
  alamat: string | null
  jam: string | null
  petugas: string | null
  /** days that this unit usually takes; null while too few forms have passed it */
  biasanya: number | null
}

const FEW = 5

/** Where the paper goes and who looks first: address and hours of the agency, one verifier by name. */
export async function getReceiver(db: DbOrTx, nip: string, unit: string | null, instansi: string): Promise<Receiver> {
  const { rows } = await sql<Receiver>`
    select (select alamat from instansi_pengaturan where instansi_id = ${instansi}) as alamat,
      (select jam_layanan from instansi_pengaturan where instansi_id = ${instansi}) as jam,
      (select p.nama from penugasan t join petugas p on p.id = t.petugas_id
        where t.peran = ${LEVELS[0].role} and t.lingkup_id = ${unit} and p.aktif and p.nip is distinct from ${nip} order by p.nama limit 1) as petugas,
      (select case when count(*) >= ${FEW} then ceil(percentile_cont(0.5) within group (order by extract(epoch from hari))) / 86400 end from
        (select masuk_pada - dikirim_pada as hari from formulir where unit_id = ${unit} and status = ${LEVELS[1].state}
          and masuk_pada > clock_timestamp() - interval '30 days' order by masuk_pada desc limit 200) selesai) as biasanya`.execute(db)
  return rows[0]!
}

/** Words for the office of level 2, which stands in for a unit without verifier. */
export const standIn = (): string => findLevel(LEVELS[1].state)!.office
