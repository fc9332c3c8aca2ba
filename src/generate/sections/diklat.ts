// Rows of the two training histories.
import { dayText, partsOf, workingDay, type Day } from '../calendar.ts'
import { JENIS } from '../pelaksana.ts'
import type { Person } from '../person.ts'
import { Random, STREAM, type Weighted } from '../random.ts'
import { data, diklatJft } from '../reference.ts'
import { hexId } from '../unit.ts'
import type { Row } from './row.ts'

const [STRUKTURAL, FUNGSIONAL] = [91, 92] // both are number 9 of SIASN
/** Course of each eselon, and the hours it takes. */
const COURSES: Record<string, readonly [kode: string, jam: number]> = { 4: ['2', 285], 3: ['3', 360], 2: ['4', 430], 1: ['5', 405] }
const SHARE = { official: 0.75, other: 0.24 }

const yearsOf = (day: Day) => String(partsOf(day)[0])

/** PIM IV to I: three of four officials have that of their eselon, and most those below it. */
export function diklatStrukturalRows(seed: number, p: Person): Row[] {
  const r = new Random(seed, p.n, STREAM.diklat)
  const rows: Row[] = []
  for (const tier of ['4', '3', '2', '1']) {
    const post = p.jabatan.find((j) => j.jenis === JENIS.struktural && j.eselon[0] === tier)
    const course = COURSES[tier]!
    const wanted = post ? SHARE.official : tier === '4' && p.umur > 45 && p.golongan.at(-1)!.grade > 9 ? SHARE.other : 0
    if (!r.chance(wanted)) continue
    const from = Math.max(p.cpns + 400, (post?.tmt ?? p.acuan - r.int(400, 6000)) - 200)
    const tanggal = workingDay(from + r.int(0, 900))
    if (tanggal > p.acuan) continue
    rows.push({
      id: hexId(seed, p.n, STRUKTURAL, rows.length),
      diklat_struktural: course[0],
      nomor_diklat: `SIM-${String(r.int(1, 9999)).padStart(4, '0')}/DIKLATPIM/${yearsOf(tanggal)}`,
      tanggal_diklat: dayText(tanggal),
      tahun_diklat: yearsOf(tanggal),
      jumlah_jam: String(course[1]),
      institusi_penyelenggara: p.agency.block.instansi.jenis === 'PUSAT' ? 'Pusat Pendidikan dan Pelatihan' : 'Badan Pendidikan dan Pelatihan Provinsi',
    })
  }
  return rows
}

const tables = data<{ rataRata: Record<string, number>; umum: string[]; penyelenggara: string[] }>('diklat')
const KINDS: Weighted<readonly [jenis: string, tipe: string]> = [
  [['122', 'FORMAL'], 45],
  [['1231', 'FORMAL'], 20],
  [['1234', 'NONFORMAL'], 20],
  [['1233', 'NONFORMAL'], 15],
]

/** How many courses: most have none or one, few very many. */
function wanted(r: Random, mean: number): number {
  let n = 0
  for (const again = mean / (1 + mean); n < 15 && r.chance(again);) n++
  return n
}

/** Courses of the position, or of general use. */
export function diklatFungsionalRows(seed: number, p: Person): Row[] {
  const r = new Random(seed, p.n, STREAM.diklatFungsional)
  const own = diklatJft.get(p.post.jft ?? '')
  const { kelompok } = p.post
  const n = wanted(r, tables.rataRata[kelompok] ?? (kelompok.startsWith('guru') ? tables.rataRata.guru! : tables.rataRata.lain!))
  const service = p.acuan - p.cpns - 60
  if (service < 100) return []
  const days = Array.from({ length: n }, () => workingDay(p.cpns + 30 + r.int(0, service))).sort((a, b) => a - b)
  return [...new Set(days)].map((tanggal, i) => {
    const [jenis, tipe] = r.weighted(KINDS)
    return {
      id: hexId(seed, p.n, FUNGSIONAL, i),
      tipe_diklat: tipe,
      jenis_diklat: jenis,
      nama_diklat: own && r.chance(0.8) ? own : r.pick(tables.umum),
      lamanya: String(r.int(2, 40) * 8),
      tanggal_diklat: dayText(tanggal),
      nomor_sertifikat: `SIM-${String(r.int(1, 9999)).padStart(4, '0')}/SERT/${yearsOf(tanggal)}`,
      instansi: p.agency.block.instansi.kode,
      institusi_penyelenggara: r.pick(tables.penyelenggara),
    }
  })
}
