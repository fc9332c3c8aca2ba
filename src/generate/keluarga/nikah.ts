// Marriages and the children in them. Of a couple of two civil servants everything is drawn once, so that both say the same.
import { monthOfDay, type Day } from '../calendar.ts'
import type { Random, Weighted } from '../random.ts'
import { after, birthYear, invent, type Orang } from './orang.ts'

export type StatusNikah = 'MENIKAH' | 'CERAI' | 'MENINGGAL'
export type Anak = Orang & { status: 'KANDUNG' | 'ANGKAT' | 'TIRI' }
export type Nikah = {
  suami: Orang
  istri: Orang
  tanggal: Day
  akta: string
  status: StatusNikah
  berakhir: Day | null
  aktaBerakhir: string
  anak: readonly Anak[]
}

/** The longest a marriage can be put off: nobody has married in the last months before the reference date. */
export const LATELY = 120
const ROMAN = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII']

/** A wedding of two people; they were old enough, and it lies between the two days. */
export function drawNikah(r: Random, suami: Orang, istri: Orang, from: Day, until: Day): Nikah {
  const wanted = Math.max(after(suami.lahir, r.normal(26.5, 3.4)), after(istri.lahir, r.normal(24, 3.2)), earliest(suami, istri), from)
  const tanggal = Math.min(wanted, until)
  const akta = `${r.int(1, 480)}/SIM-${r.int(10, 99)}/${ROMAN[monthOfDay(tanggal) % 12]}/${birthYear(tanggal)}`
  return { suami, istri, tanggal, akta, status: 'MENIKAH', berakhir: null, aktaBerakhir: '', anak: [] }
}

/** The first day on which both may marry. */
export const earliest = (suami: Orang, istri: Orang): Day => Math.max(after(suami.lahir, 20), after(istri.lahir, 18))

/** The same marriage, over: by death or divorce, some years later but before a day. */
export function ended(r: Random, n: Nikah, status: StatusNikah, before: Day): Nikah {
  const from = n.tanggal + 500
  const berakhir = Math.min(before, from + r.int(0, Math.max(0, before - from)))
  const serial = String(r.int(1, 2999)).padStart(4, '0')
  const year = birthYear(berakhir)
  const aktaBerakhir = status === 'CERAI' ? `${serial}/AC/SIM/${year}` : `SIM-KM-${year}-${serial}`
  return { ...n, status, berakhir, aktaBerakhir }
}

const WANTED: Weighted<number> = [
  [0, 5],
  [1, 16],
  [2, 37],
  [3, 26],
  [4, 11],
  [5, 4],
  [6, 1.4],
  [7, 0.6],
]
const NINE_MONTHS = 270
const APART = 330
const MOST = 7

/** The children of a marriage, eldest first; `known` are those who are civil servants themselves. */
export function withChildren(r: Random, n: Nikah, known: readonly Orang[], home: string, today: Day): Nikah {
  const until = Math.min(today - 20, after(n.istri.lahir, 43), n.berakhir ?? today)
  const births = r.chance(0.03) ? [] : birthsOf(r, n.tanggal + NINE_MONTHS, until, r.weighted(WANTED))
  const own = births.filter((day) => known.every((k) => Math.abs(k.lahir - day) > APART)).slice(0, MOST - known.length)
  const names = new Set(known.map((k) => k.nama))
  const child = (lahir: Day, status: Anak['status']): Anak => {
    let anak = invent(r, n.suami, r.chance(0.51), lahir, home, n.suami.nama)
    for (let i = 0; i < 5 && names.has(anak.nama); i++) anak = invent(r, n.suami, anak.lelaki, lahir, home, n.suami.nama)
    names.add(anak.nama)
    return { ...anak, status }
  }
  const anak = [...known.map((k): Anak => ({ ...k, status: 'KANDUNG' })), ...own.map((day) => child(day, r.chance(0.03) ? 'ANGKAT' : 'KANDUNG'))]
  const step = stepChild(r, n)
  if (step !== undefined && anak.length < MOST) anak.push({ ...child(step, 'TIRI'), suku: n.suami.suku })
  return { ...n, anak: anak.sort((a, b) => a.lahir - b.lahir) }
}

function birthsOf(r: Random, from: Day, until: Day, wanted: number): Day[] {
  const births: Day[] = []
  for (let day = from + r.int(0, 500); births.length < wanted && day <= until; day += r.int(APART + 60, wanted > 3 ? 1000 : 1800)) births.push(day)
  return births
}

/** A child that husband or wife brought into a marriage of which only one of them is a civil servant. */
function stepChild(r: Random, { suami, istri, tanggal }: Nikah): Day | undefined {
  if ((suami.bio && istri.bio) || !r.chance(0.02)) return undefined
  const parent = suami.bio ? istri : suami
  const from = after(parent.lahir, 19)
  return from < tanggal - 400 ? r.int(from, tanggal - 400) : undefined
}

/** Husband or wife of one of the two. */
export const partnerOf = (n: Nikah, lelaki: boolean): Orang => (lelaki ? n.istri : n.suami)
