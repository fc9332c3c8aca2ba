// The family of a person: marriages with children, father and mother.
import type { Bio } from '../bio.ts'
import { ageOn, type Day } from '../calendar.ts'
import { Random, STREAM } from '../random.ts'
import type { Nikah } from './nikah.ts'
import type { Relatives } from './jendela.ts'
import { after, familyOf, invent, type Orang } from './orang.ts'

/** How exactly a birth date is known: the day, only the year, or not at all. */
export type Ingat = 'hari' | 'tahun' | 'tidak'
export type OrangTua = Orang & { hidup: boolean; ingat: Ingat; pensiunan: boolean }
export type Keluarga = { nikah: readonly Nikah[]; ayah: OrangTua; ibu: OrangTua }

/** Marriages as they were drawn for the whole group; parents who are no colleagues are drawn here. */
export function drawKeluarga(seed: number, bio: Bio, { nikah, orangTua }: Relatives, today: Day): Keluarga {
  const r = new Random(seed, bio.n, STREAM.orangTua)
  if (orangTua) {
    const known = (orang: Orang): OrangTua => ({ ...orang, hidup: true, ingat: 'hari', pensiunan: false })
    return { nikah, ayah: known(orangTua.suami), ibu: known(orangTua.istri) }
  }
  const ibu = after(bio.lahir, -clamp(r.normal(25.5, 4.5), 17, 42))
  const ayah = Math.min(after(ibu, -clamp(r.normal(4.5, 3), -2, 18)), after(bio.lahir, -18))
  return { nikah, ayah: drawParent(r, bio, true, ayah, today), ibu: drawParent(r, bio, false, ibu, today) }
}

const clamp = (x: number, min: number, max: number) => Math.min(max, Math.max(min, x))

// At 40 six of ten fathers and three of four mothers are alive (population.md 3).
const ALIVE = { ayah: [0.86, 0.017], ibu: [0.94, 0.0125] } as const

function drawParent(r: Random, bio: Bio, lelaki: boolean, lahir: Day, today: Day): OrangTua {
  const orang = invent(
    r,
    bio,
    lelaki,
    lahir,
    r.chance(0.75) ? bio.tempatLahir : bio.home.kode,
    lelaki && bio.nama.includes(' ') ? familyOf(bio.nama) : undefined,
  )
  const [at25, perYear] = ALIVE[lelaki ? 'ayah' : 'ibu']
  const hidup = r.chance(clamp(at25 - (bio.umur - 25) * perYear, 0.04, 0.95))
  const age = ageOn(lahir, today)
  const chance = r.next()
  const ingat = age < 55 || chance < 0.58 ? 'hari' : chance < 0.9 ? 'tahun' : 'tidak'
  return { ...orang, hidup, ingat, pensiunan: age > 62 && r.chance(lelaki ? 0.09 : 0.04) }
}
