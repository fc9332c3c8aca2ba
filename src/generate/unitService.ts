// Schools, health centres and hospitals: the units most civil servants work in.
import type { Kabupaten, Kecamatan } from './area.ts'
import type { Kuota } from './formasi.ts'
import { hash } from './random.ts'
import { skpd } from './reference.ts'
import { addUnit, employ, type Tree, type Unit } from './unit.ts'

/** Where a tree is being built and for how many people. */
export type Site = { seed: number; tree: Tree; area: Kabupaten; kuota: Kuota }

const TEACHERS = { guru_sd: 8, guru_smp: 25, guru_sma: 32, guru_smk: 34, guru_tk: 3, guru_slb: 12 }
export const HEALTH = ['perawat', 'bidan', 'dokter', 'dokter_gigi', 'gizi', 'sanitasi', 'laboratorium', 'farmasi', 'kesehatan_lain']
const HOSPITAL_ONLY = ['dokter_spesialis']

/** Villages taken in turn, so that two schools of a kecamatan rarely share one. */
const village = (k: Kecamatan, i: number) => k.desa[(i * 7 + 3) % k.desa.length]!.kode

/** How many schools of a kind a kecamatan needs: at least `least`, more where more teachers work. */
function wanted({ kuota, area }: Site, group: keyof typeof TEACHERS, least: number): number {
  return Math.max(least, Math.round((kuota[group] ?? 0) / TEACHERS[group] / area.kecamatan.length))
}

/** Schools of a kecamatan below the education office; primary schools below its branch office. */
export function addSchools(site: Site, education: Unit, k: Kecamatan): void {
  const { seed, tree, area } = site
  const branch = addUnit(seed, tree, education, `UPT Dinas Pendidikan Kecamatan ${k.nama}`, {
    eselon: '41',
    jenis: 'upt',
    lokasi: village(k, 0),
    jfu: 1,
  })
  addUnit(seed, tree, branch, `Subbagian Tata Usaha UPT Dinas Pendidikan Kecamatan ${k.nama}`, {
    eselon: '42',
    jenis: 'subbagian',
    jfu: 1,
  })
  employ(tree, branch, 'pengawas')
  for (let i = 1; i <= wanted(site, 'guru_sd', 2); i++) school(site, branch, `SDN ${String(i).padStart(3, '0')} ${k.nama}`, village(k, i), 0.5, 'guru_sd')
  for (let i = 1; i <= wanted(site, 'guru_smp', 1); i++) school(site, education, `SMPN ${i} ${k.nama}`, village(k, i + 20), 2, 'guru_smp')
  if (wanted(site, 'guru_tk', 0) > 0 || hash(seed, k.desa.length, 3) % 3 === 0)
    school(site, branch, `TK Negeri Pembina ${k.nama}`, village(k, 40), 0.2, 'guru_tk')
  const order = area.kecamatan.indexOf(k) + 1
  const perDistrict = (group: 'guru_sma' | 'guru_smk') =>
    Math.max(2 / area.kecamatan.length, (site.kuota[group] ?? 0) / TEACHERS[group] / area.kecamatan.length)
  for (const [group, prefix] of [
    ['guru_sma', 'SMAN'],
    ['guru_smk', 'SMKN'],
  ] as const) {
    const [before, after] = [Math.round((order - 1) * perDistrict(group)), Math.round(order * perDistrict(group))]
    for (let i = before + 1; i <= after; i++) school(site, education, `${prefix} ${i} ${area.nama}`, village(k, i + 30), 3, group)
  }
  if (order === 1) school(site, education, `SLB Negeri ${area.nama}`, village(k, 50), 1, 'guru_slb')
}

function school({ seed, tree }: Site, induk: Unit, nama: string, lokasi: string, jfu: number, group: string): void {
  const large = group !== 'guru_sd' && group !== 'guru_tk' && group !== 'guru_slb'
  const unit = addUnit(seed, tree, induk, nama, {
    jenis: 'sekolah',
    slug: large ? 'sekolah' : 'sekolah_dasar',
    lokasi,
    jfu: large ? 0 : jfu,
  })
  employ(tree, unit, group)
  // Only larger schools have an office of their own, headed at eselon V.
  if (large) addUnit(seed, tree, unit, `Urusan Tata Usaha ${nama}`, { eselon: '51', jenis: 'urusan', jfu })
}

/** Health centres of a kecamatan, one or two. */
export function addHealthCentres({ seed, tree }: Site, health: Unit, k: Kecamatan): void {
  const names = hash(seed, k.desa.length, 7) % 3 === 0 ? [`Puskesmas ${k.nama} I`, `Puskesmas ${k.nama} II`] : [`Puskesmas ${k.nama}`]
  names.forEach((nama, i) => {
    const unit = addUnit(seed, tree, health, nama, {
      eselon: '41',
      jenis: 'puskesmas',
      slug: 'puskesmas',
      lokasi: village(k, 10 + i),
      jfu: 2,
    })
    addUnit(seed, tree, unit, `Subbagian Tata Usaha ${nama}`, { eselon: '42', jenis: 'subbagian', jfu: 1.5 })
    employ(tree, unit, ...HEALTH)
  })
}

/** A hospital with its wards; ranks of head, bidang and seksi. */
export function addHospital(
  { seed, tree }: Pick<Site, 'seed' | 'tree'>,
  induk: Unit,
  nama: string,
  [kepala, bidang, seksi]: readonly [string, string, string],
  lokasi = induk.lokasi,
): void {
  const unit = addUnit(seed, tree, induk, nama, {
    eselon: kepala,
    jabatan: `Direktur ${nama}`,
    verifikator: true,
    slug: 'rumah_sakit',
    jenis: 'rumah_sakit',
    lokasi,
    satker: true,
  })
  for (const [field, ...parts] of skpd.rsud) {
    const head = addUnit(seed, tree, unit, `Bidang ${field} ${nama}`, {
      eselon: bidang,
      jabatan: `Kepala Bidang ${field}`,
      jenis: 'bidang',
    })
    for (const part of parts)
      addUnit(seed, tree, head, `Seksi ${part} ${nama}`, {
        eselon: seksi,
        jabatan: `Kepala Seksi ${part}`,
        jenis: 'seksi',
        jfu: 4,
      })
  }
  for (const ward of ['Instalasi Rawat Inap', 'Instalasi Rawat Jalan', 'Instalasi Gawat Darurat', 'Instalasi Penunjang Medik']) {
    const place = addUnit(seed, tree, unit, `${ward} ${nama}`, { jenis: 'instalasi', jfu: 3 })
    employ(tree, place, ...HEALTH, ...HOSPITAL_ONLY)
  }
}
