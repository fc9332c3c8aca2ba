// Calendar arithmetic on whole numbers: months since year 0 and days since 1970, written as 'yyyy-mm-dd'.

/** Number of a month: year * 12 + month - 1. */
export type Month = number
/** Days since 1 January 1970. */
export type Day = number

const pad = (n: number) => (n < 10 ? `0${n}` : String(n))

export const monthOf = (year: number, month: number): Month => year * 12 + month - 1
export const yearOf = (m: Month): number => Math.floor(m / 12)
export const monthInYear = (m: Month): number => (m % 12) + 1

/** Day number of a date (proleptic Gregorian calendar). */
export function dayOf(year: number, month: number, day: number): Day {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719468
}

/** Year, month and day of a day number. */
export function partsOf(d: Day): [year: number, month: number, day: number] {
  const z = d + 719468
  const era = Math.floor(z / 146097)
  const dayOfEra = z - era * 146097
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1]
}

export const firstDay = (m: Month): Day => dayOf(yearOf(m), monthInYear(m), 1)
export const monthOfDay = (d: Day): Month => {
  const [y, m] = partsOf(d)
  return monthOf(y, m)
}

const texts = new Map<Day, string>()

/** 'yyyy-mm-dd'; remembered, because the same few thousand days come again and again. */
export function dayText(d: Day): string {
  let text = texts.get(d)
  if (text === undefined) {
    const [y, m, day] = partsOf(d)
    texts.set(d, (text = `${y}-${pad(m)}-${pad(day)}`))
  }
  return text
}

/** Day number of 'yyyy-mm-dd'. */
export function readDay(text: string): Day {
  return dayOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8, 10)))
}

/** The same day, or the Friday before a weekend: offices sign decrees on working days. */
export function workingDay(d: Day): Day {
  const weekday = (((d + 4) % 7) + 7) % 7
  if (weekday === 6) return d - 1
  return weekday === 0 ? d - 2 : d
}

/** The first 1 April or 1 October from a month on: the two dates of promotion. */
export function promotionMonth(from: Month): Month {
  const rest = from % 12
  if (rest <= 3) return from - rest + 3
  return rest <= 9 ? from - rest + 9 : from - rest + 15
}

/** Completed years between a birth date and a day. */
export function ageOn(birth: Day, on: Day): number {
  const [by, bm, bd] = partsOf(birth)
  const [y, m, d] = partsOf(on)
  return y - by - (m < bm || (m === bm && d < bd) ? 1 : 0)
}
