// From the true rows to the SAPK copy. Each kind of fault has its own file and its own rate.
import type { Person } from '../person.ts'
import { Random, STREAM } from '../random.ts'
import type { Rows } from '../sections/row.ts'
import { copyOf, type Copy } from './copy.ts'
import { damageFamily } from './keluarga.ts'
import { damageName } from './nama.ts'
import { damageAgency, damageGolongan, damagePosition, damageUnit } from './posisi.ts'
import { damageHistories } from './riwayat.ts'
import { damageBirthplace, damageEducation, damageFacts, damageNumbers, damageStanding, damageTitles } from './utama.ts'

/** The person as SAPK has it. `agencies` are those a person may have moved from. */
export function damaged(seed: number, person: Person, rows: Rows, agencies: readonly string[]): Copy {
  const copy = copyOf(new Random(seed, person.n, STREAM.kerusakan), person, rows)
  damageNumbers(copy)
  damageName(copy)
  damageEducation(copy)
  damageTitles(copy)
  damageBirthplace(copy)
  damageFacts(copy)
  damageStanding(copy)
  damageGolongan(copy)
  damagePosition(copy)
  damageUnit(copy)
  damageAgency(copy, seed, agencies)
  const r = new Random(seed, person.n, STREAM.kerusakanRiwayat)
  damageFamily(copy, r)
  damageHistories(copy, r)
  return copy
}
