// Members of families: colleagues with a NIP, or people who stand in no list.
import type { Bio } from '../bio.ts'
import { monthOfDay, yearOf, type Day } from '../calendar.ts'
import { drawNama, type Asal } from '../nama.ts'
import type { Random } from '../random.ts'
import { nama as pools } from '../reference.ts'

/** A relative as forms name one; `bio` of somebody who is a civil servant of the set. */
export type Orang = Asal & { nama: string; lelaki: boolean; lahir: Day; tempatLahir: string; bio?: Pick<Bio, 'n' | 'nip'> }

export const YEAR = 365.2425

/** So many years after a day. */
export const after = (day: Day, years: number): Day => day + Math.round(years * YEAR)

export const birthYear = (day: Day): number => yearOf(monthOfDay(day))

export const asOrang = (bio: Bio): Orang => ({ ...pickOrang(bio), bio })

const pickOrang = ({ agama, suku, nama, lelaki, lahir, tempatLahir }: Bio): Orang => ({ agama, suku, nama, lelaki, lahir, tempatLahir })

/** Somebody who is no civil servant. Where names of families are used, `family` gives one. */
export function invent(r: Random, asal: Asal, lelaki: boolean, lahir: Day, tempatLahir: string, family?: string): Orang {
  const nama = drawNama(r, asal, lelaki, birthYear(lahir))
  return { agama: asal.agama, suku: asal.suku, nama: family && hasFamilies(asal) ? named(nama, family) : nama, lelaki, lahir, tempatLahir }
}

export const hasFamilies = ({ suku }: Asal): boolean => pools[suku]!.pola === 'marga'

/** The family name, which stands last. */
export const familyOf = (nama: string): string => nama.slice(nama.lastIndexOf(' ') + 1)

function named(nama: string, family: string): string {
  const words = nama.split(' ')
  return [...(words.length > 1 ? words.slice(0, -1) : words), familyOf(family)].join(' ')
}
