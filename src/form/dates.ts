// Calendar days as 'yyyy-mm-dd' text, never as Date objects: no time zone can move them.

const months = ['Januari', 'Februari', 'Maret', 'April', 'Mei', 'Juni', 'Juli', 'Agustus', 'September', 'Oktober', 'November', 'Desember']
const pad = (n: number | string, width = 2) => String(n).padStart(width, '0')

/** Days in the month of a day. */
export function daysIn(day: string): number {
  const [y, m] = parts(day)
  if (m === 2) return (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(m) ? 30 : 31
}

function parts(day: string): [number, number, number] {
  return [Number(day.slice(0, 4)), Number(day.slice(5, 7)), Number(day.slice(8, 10))]
}

/**
 * Reads `14-03-1976`, `14/3/76`, `14 3 1976`, `14031976` and `1976-03-14`. Two-digit years up to 40 are 20xx.
 * Undefined when it is not a date; day 31 of a short month passes here, so that the sentence can name it.
 */
export function readDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  const m = iso ? [text, iso[3], iso[2], iso[1]] : (/^(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4}|\d{2})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text))
  if (!m) return undefined
  const [d, mo, y] = [Number(m[1]), Number(m[2]), Number(m[3])]
  if (mo < 1 || mo > 12 || d < 1 || d > 31) return undefined
  const year = m[3]!.length === 4 ? y : y <= 40 ? 2000 + y : 1900 + y
  return `${pad(year, 4)}-${pad(mo)}-${pad(d)}`
}

/** `14-03-1976` */
export function showDate(day: string): string {
  return `${day.slice(8, 10)}-${day.slice(5, 7)}-${day.slice(0, 4)}`
}

/** `14 Maret 1976`, where a form leaves room for words. */
export function longDate(day: string): string {
  const [y, m, d] = parts(day)
  return `${d} ${months[m - 1]} ${y}`
}

/** What was understood of a typed date, in words. Undefined while it is no day of the calendar. */
export function readBackOf(text: string): string | undefined {
  const day = readDate(text)
  return day && Number(day.slice(8)) <= daysIn(day) ? longDate(day) : undefined
}

/** Whole years from one day to a later one. */
export function yearsBetween(from: string, to: string): number {
  return Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0)
}

/** The same day some years later (29 February becomes 28). */
export const addYears = (day: string, years: number): string => addMonths(day, years * 12)

/** The same day some months later; where the month has no such day, its last. */
export function addMonths(day: string, months: number): string {
  const [y, m, d] = parts(day)
  const count = y * 12 + m - 1 + months
  const month = `${pad(Math.floor(count / 12), 4)}-${pad((count % 12) + 1)}`
  return `${month}-${pad(Math.min(d, daysIn(`${month}-01`)))}`
}

/** The day after. */
export function dayAfter(day: string): string {
  const d = parts(day)[2]
  return d < daysIn(day) ? `${day.slice(0, 8)}${pad(d + 1)}` : `${addMonths(day, 1).slice(0, 8)}01`
}

/** Do two days lie at most this many years apart, whichever comes first? */
export function withinYears(a: string, b: string, years: number): boolean {
  return a < b ? b <= addYears(a, years) : a <= addYears(b, years)
}

// Hours ahead of UTC all year round. By Intl every page would cost twice the time and much memory outside the heap.
const zones = { WIB: 7, WITA: 8, WIT: 9 } as const
export type Zone = keyof typeof zones

/** A moment as an ISO text whose digits are those of the zone. */
const inZone = (at: Date, zone: Zone): string => new Date(at.getTime() + zones[zone] * 3_600_000).toISOString()

/** A moment in an Indonesian zone: `14 Maret 2026 pukul 10.42 WIB`. */
export function showTime(at: Date, zone: Zone = 'WIB'): string {
  return `${longDate(dayIn(at, zone))} pukul ${clock(at, zone)} ${zone}`
}

/** `10.42` */
export function clock(at: Date, zone: Zone = 'WIB'): string {
  return inZone(at, zone).slice(11, 16).replace(':', '.')
}

/** The calendar day of a moment in a zone. */
export function dayIn(at: Date, zone: Zone = 'WIB'): string {
  return inZone(at, zone).slice(0, 10)
}

/** The last second of a day in a zone. */
export function endOfDay(day: string, zone: Zone): Date {
  return new Date(Date.parse(`${day}T23:59:59Z`) - zones[zone] * 3_600_000)
}
