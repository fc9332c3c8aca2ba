// Unit trees of provinces, kabupaten and kota as they were built until 2016 (PP 41/2007).
import { getKabupaten, kabupatenOf, seatOf, type Kabupaten, type Kecamatan } from './area.ts'
import type { Kuota } from './formasi.ts'
import { hash } from './random.ts'
import { namaProvinsi, skpd, type Instansi, type Skpd } from './reference.ts'
import { addSchools, addHealthCentres, addHospital, type Site } from './unitService.ts'
import { addUnit, employ, newTree, type Tree, type Unit } from './unit.ts'

/** Eselon of head, secretary, bidang and seksi of an office. */
type Ranks = readonly [kepala: string, sekretaris: string, bidang: string, seksi: string]

const DINAS: Ranks = ['22', '31', '32', '41']
const DINAS_PROVINSI: Ranks = ['21', '31', '31', '41']
const DKI = '31'

/** The tree of a regional government, large enough for the people it has. */
export function regionalTree(seed: number, instansi: Instansi, kuota: Kuota): Tree {
  const area = getKabupaten(seatOf(instansi))
  const capital = area.kecamatan.find((k) => k.nama === area.nama) ?? area.kecamatan[0]!
  const tree = newTree(seed, instansi, placeIn(seed, capital, 0))
  const site: Site = { seed, tree, area, kuota }
  const provincial = instansi.jenis === 'PROVINSI'
  addSecretariat(site, provincial)
  for (const office of skpd.skpd) addOffice(site, office, provincial ? DINAS_PROVINSI : DINAS)
  addInspectorate(site, provincial)
  const health = officeBySlug(tree, 'kesehatan')
  const education = officeBySlug(tree, 'pendidikan')
  addHospital(site, tree.root, provincial ? `RSUD Provinsi ${namaProvinsi.get(instansi.provinsi)}` : `RSUD ${area.nama}`, provincial ? ['21', '31', '41'] : ['22', '32', '41'])
  if (provincial) addProvincialBranches(site)
  for (const k of provincial && instansi.provinsi !== DKI ? [] : districtsOf(instansi, area)) {
    addDistrict(site, k)
    addHealthCentres(site, health, k)
    addSchools(site, education, k)
  }
  if (provincial && instansi.provinsi !== DKI) addSpecialSchools(site, education)
  return tree
}

function districtsOf(instansi: Instansi, area: Kabupaten): readonly Kecamatan[] {
  return instansi.provinsi === DKI ? kabupatenOf(DKI).flatMap((kode) => getKabupaten(kode).kecamatan) : area.kecamatan
}

/** A village of a kecamatan, by address. */
export function placeIn(seed: number, k: Kecamatan, salt: number): string {
  return k.desa[hash(seed, salt, k.desa.length) % k.desa.length]!.kode
}

function officeBySlug(tree: Tree, slug: string): Unit {
  return tree.units.find((u) => u.slug === slug && u.induk === tree.root)!
}

function addSecretariat({ seed, tree }: Site, provincial: boolean): void {
  const { root } = tree
  const [sekda, asisten, bagian] = provincial ? ['12', '21', '22'] : ['21', '22', '31']
  const setda = addUnit(seed, tree, root, 'Sekretariat Daerah', { eselon: sekda, jabatan: 'Sekretaris Daerah', verifikator: true, slug: 'setda', jenis: 'sekretariat', satker: true })
  for (const [nama, ...parts] of skpd.asisten) {
    const head = addUnit(seed, tree, setda, nama, { eselon: asisten, jabatan: nama, jenis: 'asisten' })
    for (const [part, ...subs] of parts) {
      const unit = addUnit(seed, tree, head, `${provincial ? 'Biro' : 'Bagian'} ${part}`, { eselon: bagian, jenis: 'bagian', jfu: 0.5 })
      employ(tree, unit, 'setda')
      for (const sub of subs) addSection(seed, tree, provincial ? addUnit(seed, tree, unit, `Bagian ${sub}`, { eselon: '31', jenis: 'bagian' }) : unit, `Subbagian ${sub}`, 1.4)
    }
  }
  for (const field of skpd.staf_ahli) {
    addUnit(seed, tree, setda, `Staf Ahli Bidang ${field}`, { eselon: asisten, jabatan: `Staf Ahli ${headTitle(tree.instansi)} Bidang ${field}`, jenis: 'staf_ahli' })
  }
  const dprd = addUnit(seed, tree, root, 'Sekretariat DPRD', { eselon: asisten, jabatan: 'Sekretaris DPRD', verifikator: true, slug: 'dprd', jenis: 'sekretariat', satker: true })
  for (const [part, ...subs] of skpd.sekretariat_dprd) {
    const unit = addUnit(seed, tree, dprd, `Bagian ${part}`, { eselon: '31', jenis: 'bagian' })
    for (const sub of subs) addSection(seed, tree, unit, `Subbagian ${sub}`, 1.6)
  }
}

const headTitle = (i: Instansi) => (i.jenis === 'KABUPATEN' ? 'Bupati' : i.jenis === 'KOTA' ? 'Wali Kota' : 'Gubernur')

function addSection(seed: number, tree: Tree, induk: Unit, nama: string, jfu: number, eselon = '41'): Unit {
  return addUnit(seed, tree, induk, nama, { eselon, jenis: nama.startsWith('Sub') ? 'subbagian' : 'seksi', jfu })
}

function addOffice({ seed, tree, area }: Site, o: Skpd, ranks: Ranks): void {
  const { instansi, root } = tree
  if (o.hanya && !o.hanya.includes(instansi.jenis)) return
  const nama = (instansi.jenis === 'PROVINSI' && o.nama_provinsi) || o.nama
  const kantor = nama.startsWith('Kantor')
  const [kepala, sekretaris, bidang, seksi] = kantor ? (['31', '41', '', '41'] as const) : ranks
  const office = addUnit(seed, tree, root, nama, { eselon: kepala, verifikator: true, slug: o.slug, jenis: nama.split(' ')[0]!.toLowerCase(), satker: true })
  const badan = nama.startsWith('Badan')
  if (kantor) addSection(seed, tree, office, 'Subbagian Tata Usaha', 2)
  else {
    const secretariat = addUnit(seed, tree, office, `Sekretariat ${nama}`, { eselon: sekretaris, jabatan: `Sekretaris ${nama}`, jenis: 'sekretariat' })
    for (const sub of skpd.sekretariat) addSection(seed, tree, secretariat, `Subbagian ${sub}`, 1.5)
  }
  for (const [field, ...parts] of o.bidang) {
    const unit = kantor ? office : addUnit(seed, tree, office, `Bidang ${field}`, { eselon: bidang, jenis: 'bidang', jfu: 0.4 })
    for (const part of parts) addSection(seed, tree, unit, `${badan ? 'Subbidang' : 'Seksi'} ${part}`, weightOf(o.slug), seksi)
    employ(tree, unit, o.slug)
  }
  if (instansi.jenis !== 'PROVINSI' && (o.slug === 'pertanian' || o.slug === 'kb')) for (const k of area.kecamatan.slice(0, 12)) addFieldOffice(seed, tree, office, o.slug, k)
  if (o.lama && hash(seed, Number(instansi.kode), office.nama.length) % 3 < 2) addFormer(seed, tree, office, o.lama)
}

/** Field offices of extension workers: the smallest unit of those who work in the villages. */
function addFieldOffice(seed: number, tree: Tree, office: Unit, slug: string, k: Kecamatan): void {
  const nama = slug === 'kb' ? `UPT Keluarga Berencana Kecamatan ${k.nama}` : `Balai Penyuluhan Pertanian Kecamatan ${k.nama}`
  const unit = addUnit(seed, tree, office, nama, { eselon: '42', jenis: 'upt', lokasi: placeIn(seed, k, 5), jfu: 0.3 })
  employ(tree, unit, slug, slug, slug)
}

const WEIGHTS: Record<string, number> = { satpolpp: 9, pu: 4, perhubungan: 3, dagang: 3, pendapatan: 2.5, lh: 2 }
const weightOf = (slug: string) => WEIGHTS[slug] ?? 1.3

/** The same office before the reorganisation: retired, kept for old rows. */
function addFormer(seed: number, tree: Tree, office: Unit, nama: string): void {
  const eselon = nama.startsWith('Kantor') || nama.startsWith('Bagian') ? '31' : office.eselon
  office.lama = addUnit(seed, tree, tree.root, nama, { eselon, aktif: false, slug: `lama-${office.slug}`, jenis: office.jenis })
}

function addInspectorate({ seed, tree }: Site, provincial: boolean): void {
  const office = addUnit(seed, tree, tree.root, 'Inspektorat', { eselon: provincial ? '21' : '22', jabatan: 'Inspektur', verifikator: true, slug: 'inspektorat', jenis: 'inspektorat', satker: true })
  const secretariat = addUnit(seed, tree, office, 'Sekretariat Inspektorat', { eselon: '31', jabatan: 'Sekretaris Inspektorat', jenis: 'sekretariat' })
  for (const sub of ['Perencanaan', 'Evaluasi dan Pelaporan', 'Administrasi dan Umum']) addSection(seed, tree, secretariat, `Subbagian ${sub}`, 1.2)
  for (const region of ['I', 'II', 'III', 'IV']) {
    const unit = addUnit(seed, tree, office, `Inspektorat Pembantu Wilayah ${region}`, { eselon: '31', jabatan: `Inspektur Pembantu Wilayah ${region}`, jenis: 'irban', jfu: 0.5 })
    employ(tree, unit, 'inspektorat')
  }
}

/** Camat, secretary, seksi and the kelurahan of a kecamatan. */
function addDistrict({ seed, tree }: Site, k: Kecamatan): void {
  const lokasi = placeIn(seed, k, 1)
  const office = addUnit(seed, tree, tree.root, `Kecamatan ${k.nama}`, { eselon: '31', jabatan: `Camat ${k.nama}`, verifikator: true, slug: 'kecamatan', jenis: 'kecamatan', lokasi, satker: true })
  const secretariat = addUnit(seed, tree, office, `Sekretariat Kecamatan ${k.nama}`, { eselon: '32', jabatan: `Sekretaris Kecamatan ${k.nama}`, jenis: 'sekretariat' })
  for (const sub of ['Umum dan Kepegawaian', 'Perencanaan dan Keuangan']) addSection(seed, tree, secretariat, `Subbagian ${sub}`, 0.7, '42')
  for (const part of skpd.kecamatan) addSection(seed, tree, office, `Seksi ${part}`, 0.8)
  for (const desa of k.desa.filter((d) => /^\d\d\.\d\d\.\d\d\.1/.test(d.kode))) {
    const kelurahan = addUnit(seed, tree, office, `Kelurahan ${desa.nama}`, { eselon: '41', jabatan: `Lurah ${desa.nama}`, slug: 'kelurahan', jenis: 'kelurahan', lokasi: desa.kode, jfu: 1 })
    for (const part of skpd.kelurahan) addSection(seed, tree, kelurahan, `Seksi ${part} Kelurahan ${desa.nama}`, 0.4, '42')
  }
}

function addProvincialBranches({ seed, tree }: Site): void {
  const slugs = ['sosial', 'pertanian', 'pu', 'sosial', 'pu', 'pendapatan']
  kabupatenOf(tree.instansi.provinsi).forEach((kode, i) => {
    const k = getKabupaten(kode)
    const which = [i % 5, 5]
    for (const w of which) {
      const office = officeBySlug(tree, slugs[w]!)
      const unit = addUnit(seed, tree, office, skpd.balai_provinsi[w]!.replace('{kab}', k.nama), { eselon: '31', jenis: 'upt', lokasi: placeIn(seed, k.kecamatan[0]!, w), jfu: 2 })
      addSection(seed, tree, unit, 'Subbagian Tata Usaha', 1.5)
      for (const part of ['Pelayanan', 'Pengembangan']) addSection(seed, tree, unit, `Seksi ${part}`, 2)
      employ(tree, unit, office.slug)
    }
  })
}

/** Special schools were run by the province already before 2017. */
function addSpecialSchools({ seed, tree }: Site, education: Unit): void {
  for (const kode of kabupatenOf(tree.instansi.provinsi)) {
    const k = getKabupaten(kode)
    const school = addUnit(seed, tree, education, `SLB Negeri ${k.nama}`, { jenis: 'sekolah', slug: 'sekolah', lokasi: placeIn(seed, k.kecamatan[0]!, 9), jfu: 1 })
    employ(tree, school, 'guru_slb', 'guru_sd', 'guru_smp', 'guru_sma', 'guru_smk', 'guru_tk')
  }
}
