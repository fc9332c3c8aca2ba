// Rows of Penilaian Prestasi Kerja: the last two whole years, DP3 before 2014.
import { dayOf, dayText, type Day } from '../calendar.ts'
import { drawNama } from '../nama.ts'
import { JENIS } from '../pelaksana.ts'
import type { Person } from '../person.ts'
import { hashText, Random, STREAM } from '../random.ts'
import { hexId, type Unit } from '../unit.ts'
import { yearOf, monthOfDay } from '../calendar.ts'
import type { Row } from './row.ts'

const SECTION = 25 // SIASN's number of SKP
const FIRST_PPK = 2014
const PPK = ['orientasi_pelayanan', 'integritas', 'komitmen', 'disiplin', 'kerja_sama']
const DP3 = ['kesetiaan', 'prestasi_kerja', 'tanggung_jawab', 'ketaatan', 'kejujuran', 'kerjasama', 'prakarsa']

/** Two years, or as many as the person has served to the end. */
export function prestasiRows(seed: number, p: Person): Row[] {
  const r = new Random(seed, p.n, STREAM.prestasi)
  const last = yearOf(monthOfDay(p.acuan)) - 1
  const years = [last - 1, last].filter((year) => p.cpns < dayOf(year, 7, 1))
  return years.map((tahun, i) => {
    const assessors = assessorsOf(seed, p)
    return { id: hexId(seed, p.n, SECTION, i), tahun_penilaian: String(tahun), ...scores(r, tahun, leads(p, tahun)), ...assessors }
  })
}

/** Leadership is judged of officials only. */
const leads = (p: Person, tahun: number) => p.jabatan.findLast((j) => j.tmt <= dayOf(tahun, 12, 31))?.jenis === JENIS.struktural

const two = (hundredths: number) => (hundredths / 100).toFixed(2)

/** Everything in hundredths, so that nothing is rounded twice. */
function scores(r: Random, tahun: number, leader: boolean): Row {
  const ppk = tahun >= FIRST_PPK
  const level = r.int(77, 88)
  const asked = [...(ppk ? PPK : DP3), ...(leader ? ['kepemimpinan'] : [])]
  const given = asked.map((key) => [key, level + r.int(-2, 4)] as const)
  const sum = given.reduce((total, [, n]) => total + n, 0)
  const average = Math.round((sum * 100) / given.length)
  const skp = (level + r.int(0, 6)) * 100 + r.pick([0, 25, 50, 75])
  const result = ppk ? Math.round((60 * skp + 40 * average) / 100) : average
  return {
    jenis_penilaian: ppk ? 'PPK' : 'DP3',
    nilai_skp: ppk ? two(skp) : '',
    ...Object.fromEntries(given.map(([key, n]) => [key, two(n * 100)])),
    jumlah_nilai: two(sum * 100),
    nilai_rata_rata: two(average),
    nilai_prestasi: two(result),
    predikat: result >= 9100 ? 'Sangat Baik' : result >= 7600 ? 'Baik' : 'Cukup',
  }
}

/** Whoever heads the unit judges; whoever heads the one above it signs too. */
function assessorsOf(seed: number, p: Person): Row {
  const unit = headed(p.post.unit === ownUnit(p) ? (p.post.unit.induk ?? p.post.unit) : p.post.unit)
  return { ...officer(seed, 'penilai', unit), ...officer(seed, 'atasan', headed(unit.induk ?? unit)) }
}

/** The unit that the person heads. */
const ownUnit = (p: Person) => (p.post.eselon ? p.post.unit : undefined)

function headed(unit: Unit): Unit {
  let u = unit
  while (!u.jabatan && u.induk && u.jenis !== 'sekolah') u = u.induk
  return u
}

const known = new Map<string, readonly [nama: string, nip: string, golongan: string, tmt: Day]>()
const MANY = 20_000

/** The same unit has the same head in everybody's rows. */
function officer(seed: number, role: 'penilai' | 'atasan', unit: Unit): Row {
  let found = known.get(`${seed}/${unit.id}`)
  if (!found) {
    if (known.size > MANY) known.clear()
    known.set(`${seed}/${unit.id}`, (found = drawOfficer(seed, unit)))
  }
  const [nama, nip, golongan, tmt] = found
  return {
    [`${role}_nip`]: nip,
    [`${role}_nama`]: nama,
    [`${role}_jabatan`]: unit.jabatan || `Kepala ${unit.nama}`,
    [`${role}_unor`]: unit.nama,
    [`${role}_golongan`]: golongan,
    [`${role}_tmt_golongan`]: dayText(tmt),
  }
}

/** Heads of units are many more than people of a set: their names are invented, and their NIP has an invented serial number. */
function drawOfficer(seed: number, unit: Unit): readonly [string, string, string, Day] {
  const r = new Random(seed, hashText(unit.id), STREAM.prestasi)
  const lelaki = r.chance(0.64)
  const born = r.int(1958, 1972)
  const birth = `${born}${String(r.int(1, 12)).padStart(2, '0')}${String(r.int(1, 28)).padStart(2, '0')}`
  const nip = `${birth}${born + r.int(23, 30)}03${lelaki ? 1 : 2}${r.int(501, 999)}`
  const golongan = { 1: '45', 2: '43', 3: '41', 4: '34' }[unit.eselon[0] ?? ''] ?? '41'
  return [drawNama(r, { agama: '1', suku: 'JAWA' }, lelaki, born), nip, golongan, dayOf(r.int(2006, 2012), r.pick([4, 10]), 1)]
}
