// Who a person is, without the career: what relatives know of each other.
import { kabupatenOf, type Kabupaten } from './area.ts'
import { ageOn, monthOfDay, yearOf, type Day } from './calendar.ts'
import { drawDiri, nipOf, type Diri } from './diri.ts'
import { drawBirthplace, drawIdentitas, homeOf, type Identitas } from './identitas.ts'
import { drawAsal, drawNama, type Asal } from './nama.ts'
import { postOf, type Agency, type Post } from './post.ts'
import { Random, STREAM, type Weighted } from './random.ts'
import { provinsi } from './reference.ts'

export type Bio = Identitas &
  Asal & {
    n: number
    nip: string
    post: Post
    diri: Diri
    home: Kabupaten
    lelaki: boolean
    lahir: Day
    /** age in years on the reference date */
    umur: number
    tempatLahir: string
    nama: string
  }

const PROVINCES: Weighted<string> = Object.entries(provinsi).map(([kode, p]) => [kode, p.bobot])

/** The i-th person of an agency (from 0). */
export function drawBio(seed: number, agency: Agency, i: number, today: Day): Bio {
  const n = agency.block.dari + i
  const post = postOf(agency, i)
  const diri = drawDiri(seed, n, post, today)
  const home = homeOf(post.unit.lokasi)
  const r = new Random(seed, n, STREAM.identitas)
  const provinsiKini = home.kode.slice(0, 2)
  const tempatLahir = drawBirthplace(r, home.kode, kabupatenOf, provinsi2015(provinsiKini), () => r.weighted(PROVINCES))
  const own = new Random(seed, n, STREAM.nama)
  const culture = tempatLahir.startsWith('NG') ? provinsiKini : tempatLahir.slice(0, 2)
  const asal = drawAsal(own, provinsi2015(culture), needsMuslim(agency, post))
  const { lelaki, lahir } = diri
  return {
    n,
    nip: nipOf(diri),
    post,
    diri,
    home,
    lelaki,
    lahir,
    umur: ageOn(lahir, today),
    tempatLahir,
    ...asal,
    nama: drawNama(own, asal, lelaki, yearOf(monthOfDay(lahir))),
    ...drawIdentitas(r, n, diri, home, agency.block.instansi.jenis === 'PUSAT'),
  }
}

/** Papua's provinces were two in 2015. */
const provinsi2015 = (kode: string) => ({ 93: '91', 94: '91', 95: '91', 96: '92' })[kode] ?? kode

/** Teachers of Islamic schools, marriage registrars and the like are Muslims. */
function needsMuslim({ block }: Agency, post: Post): boolean {
  return block.instansi.kode === '3012' && post.kelompok !== 'es1' && post.kelompok !== 'jfu'
}
