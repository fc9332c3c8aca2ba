// Rows of Riwayat Pendidikan: the simulated education, and for some the schools before it.
import { dayOf, dayText, monthInYear, yearOf, type Day, type Month } from '../calendar.ts'
import { titleOf } from '../gelar.ts'
import type { Pendidikan } from '../pendidikan.ts'
import type { Person } from '../person.ts'
import { Random, STREAM } from '../random.ts'
import { program } from '../reference.ts'
import { hexId } from '../unit.ts'
import type { Row } from './row.ts'

const SECTION = 7 // SIASN's number of this history
const [SMP, SD] = ['100001', '050001']

/** One row per diploma, earliest first. */
export function pendidikanRows(seed: number, p: Person): Row[] {
  const r = new Random(seed, p.n, STREAM.sekolah)
  return [...earlier(r, p), ...p.pendidikan].map((x, i) => {
    const tahun = yearOf(x.lulus)
    return {
      id: hexId(seed, p.n, SECTION, i),
      tingkat_pendidikan: x.tingkat,
      pendidikan: x.kode,
      tanggal_lulus: dayText(graduated(r, x.lulus, p.acuan)),
      tahun_lulus: String(tahun),
      nomor_ijazah: `SIM-${x.tingkat}/${String(r.int(1, 99_999)).padStart(5, '0')}/${tahun}`,
      nama_sekolah: schoolName(r, x, p),
      ...titles(x, p.lelaki),
      pendidikan_pertama: String(x.pertama),
    }
  })
}

const graduated = (r: Random, lulus: Month, acuan: Day): Day => Math.min(acuan, dayOf(yearOf(lulus), monthInYear(lulus), r.int(2, 28)))

function titles({ kode }: Pendidikan, lelaki: boolean): Row {
  const { depan, belakang } = titleOf(kode, lelaki)
  return { gelar_depan: depan, gelar_belakang: belakang }
}

/** Some also list where they went to school before. */
function earlier(r: Random, { pendidikan, diri }: Person): Pendidikan[] {
  const first = pendidikan[0]!
  const schools: Pendidikan[] = []
  const birth = yearOf(first.lulus) - Math.round((first.lulus - monthOfBirth(diri.lahir)) / 12)
  const at = (age: number): Month => (birth + age) * 12 + 5
  if (r.chance(0.5) && first.tingkat > '12' && at(16) <= first.lulus - 30) schools.push({ kode: SMP, tingkat: '10', lulus: at(16), pertama: false })
  if (r.chance(0.2) && first.tingkat > '05' && at(13) <= first.lulus - 30) schools.unshift({ kode: SD, tingkat: '05', lulus: at(13), pertama: false })
  return schools
}

const monthOfBirth = (lahir: Day): Month => Math.floor(lahir / 30.436875) + 1970 * 12

const SCHOOLS: Record<string, string> = {
  '05': 'SD Negeri {n} {kota}',
  10: 'SMP Negeri {n} {kota}',
  12: 'ST Negeri {n} {kota}',
  15: 'SMA Negeri {n} {kota}',
  17: 'SMK Negeri {n} {kota}',
  18: 'SPG Negeri {kota}',
}
const COLLEGES = ['Akademi Nusantara {kota}', 'Politeknik {kota}', 'Sekolah Tinggi Bina Bangsa {kota}', 'Akademi Karya Utama {kota}']
const UNIVERSITIES = ['Universitas {kota}', 'Universitas Nusantara {kota}', 'Institut Bina Nusa {kota}', 'Universitas Karya Bangsa {kota}']

function schoolName(r: Random, { tingkat, kode }: Pendidikan, p: Person): string {
  const pattern = SCHOOLS[tingkat] ?? r.pick(tingkat >= '40' ? UNIVERSITIES : COLLEGES)
  const madrasah = program.get(kode)!.nama.startsWith('MADRASAH')
  return (madrasah ? 'Madrasah Negeri {n} {kota}' : pattern).replace('{n}', String(r.int(1, 9))).replace('{kota}', p.home.nama)
}
