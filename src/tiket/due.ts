// When a ticket is due: working days of its tier, counted in the time zone of the office that works on it, without its holidays.
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import { dayAfter, dayIn, endOfDay, type Zone } from '../form/dates.ts'
import { getInfo } from '../reference/cache.ts'
import type { Tingkat } from './kategori.ts'

/** Codes of provinces outside WIB (Keppres 41/1987 with the provinces made since); all others are WIB. */
const WITA: ReadonlySet<string> = new Set(['51', '52', '53', '63', '64', '65', '71', '72', '73', '74', '75', '76'])
const isWit = (province: string): boolean => /^[89]/.test(province)

/** Seats of the regional offices outside WIB: a region may lie in two zones. */
const KANREG_ZONES: Readonly<Record<string, Zone>> = { '04': 'WITA', '08': 'WITA', '09': 'WIT', '10': 'WITA', '11': 'WITA', '14': 'WIT' }

const zoneOfProvince = (province: string): Zone => (isWit(province) ? 'WIT' : WITA.has(province) ? 'WITA' : 'WIB')

/** The zone of an agency: that of its province; central agencies are in Jakarta. */
export function agencyZone(instansiId: string | null | undefined): Zone {
  const info = getInfo('instansi', instansiId)
  return zoneOfProvince(String(info?.provinsi_kode_kini ?? info?.provinsi_kode ?? ''))
}

/** The zone in which an office counts its days. */
export function officeZone(tier: Tingkat, at: { instansi_id: string | null; wilayah_id: string | null }): Zone {
  if (tier === 4) return 'WIB'
  return tier === 3 ? (KANREG_ZONES[at.wilayah_id ?? ''] ?? 'WIB') : agencyZone(at.instansi_id)
}

/** Saturday or Sunday. */
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())

/** The end of the n-th working day after the day on which it came in. */
export function dueAt(from: Date, days: number, zone: Zone, holidays: ReadonlySet<string>): Date {
  let day = dayIn(from, zone)
  for (let left = days; left > 0;) {
    day = dayAfter(day)
    if (!isWeekend(day) && !holidays.has(day)) left--
  }
  return endOfDay(day, zone)
}

/** When a ticket that comes to this tier now is due there. */
export async function dueNow(db: DbOrTx, tier: Tingkat, at: { instansi_id: string | null; wilayah_id: string | null }): Promise<Date> {
  const { rows } = await sql<{ kini: Date; hari: number; libur: string[] }>`select clock_timestamp() as kini,
    (select hari_kerja from tiket_tenggat_hari where tingkat = ${tier}) as hari,
    array(select tanggal::text from hari_libur where tanggal > current_date - 2 and tanggal < current_date + 366) as libur`.execute(db)
  const { kini, hari, libur } = rows[0]!
  return dueAt(kini, hari, officeZone(tier, at), new Set(libur))
}
