// Unit trees of provinces, kabupaten and kota as they were built until 2016 (PP 41/2007).
import { getKabupaten, kabupatenOf, placeIn, seatOf, type Kabupaten, type Kecamatan } from './area.ts'
import type { Kuota } from './formasi.ts'
import { hash } from './random.ts'
import { namaProvinsi, skpd, type Instansi, type Skpd } from './reference.ts'
import { addSchools, addHealthCentres, addHospital, type Site } from './unitService.ts'
import { addUnit, employ, newTree, type Tree, type Unit } from './unit.ts'
import { addInspectorate, addSecretariat, addSection } from './unitStaff.ts'

/** Eselon of head, secretary, bidang and seksi of an office. */
type Ranks = readonly [kepala: string, sekretaris: string, bidang: string, seksi: string]

const DINAS: Ranks = ['22', '31', '32', '41']
const DINAS_PROVINSI: Ranks = ['21', '31', '31', '41']
const DKI = '31'
/** With more heads of bidang than this a government runs a second hospital. */
const MANY_HOSPITALS = 200

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
  addHospital(
    site,
    tree.root,
    provincial ? `RSUD Provinsi ${namaProvinsi.get(instansi.provinsi)}` : `RSUD ${area.nama}`,
    provincial ? ['21', '31', '41'] : ['22', '32', '41'],
  )
  const second = (kuota.es3 ?? 0) > MANY_HOSPITALS && area.kecamatan.find((k) => k !== capital)
  if (second) addHospital(site, tree.root, `RSUD ${second.nama}`, ['31', '32', '41'], placeIn(seed, second, 3))
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

function officeBySlug(tree: Tree, slug: string): Unit {
  return tree.units.find((u) => u.slug === slug && u.induk === tree.root)!
}

function addOffice(site: Site, o: Skpd, ranks: Ranks): void {
  const { seed, tree } = site
  const { instansi, root } = tree
  if (o.hanya && !o.hanya.includes(instansi.jenis)) return
  const nama = (instansi.jenis === 'PROVINSI' && o.nama_provinsi) || o.nama
  const kantor = nama.startsWith('Kantor')
  const [kepala, sekretaris, bidang, seksi] = kantor ? (['31', '41', '', '41'] as const) : ranks
  const office = addUnit(seed, tree, root, nama, {
    eselon: kepala,
    verifikator: true,
    slug: o.slug,
    jenis: nama.split(' ')[0]!.toLowerCase(),
    satker: true,
  })
  const badan = nama.startsWith('Badan')
  if (kantor) addSection(seed, tree, office, 'Subbagian Tata Usaha', 2)
  else {
    const secretariat = addUnit(seed, tree, office, `Sekretariat ${nama}`, {
      eselon: sekretaris,
      jabatan: `Sekretaris ${nama}`,
      jenis: 'sekretariat',
    })
    for (const sub of skpd.sekretariat) addSection(seed, tree, secretariat, `Subbagian ${sub}`, 1.5)
  }
  const more = kantor ? [] : MORE_FIELDS.slice(0, Math.floor((site.kuota.es3 ?? 0) / MANY_FIELDS))
  for (const [field, ...parts] of [...o.bidang, ...more]) {
    const unit = kantor ? office : addUnit(seed, tree, office, `Bidang ${field}`, { eselon: bidang, jenis: 'bidang', jfu: 0.4 })
    for (const part of parts) addSection(seed, tree, unit, `${badan ? 'Subbidang' : 'Seksi'} ${part}`, weightOf(o.slug), seksi)
    employ(tree, unit, o.slug)
  }
  if (instansi.jenis !== 'PROVINSI' && o.slug in FIELD_OFFICES) addFieldOffices(site, office)
  if (o.lama && hash(seed, Number(instansi.kode), office.nama.length) % 3 < 2) addFormer(seed, tree, office, o.lama)
}

/** For each so many heads of bidang the larger offices have one bidang more. */
const MANY_FIELDS = 130
const MORE_FIELDS = [
  ['Program dan Pengembangan', 'Penyusunan Program', 'Pengembangan dan Kerja Sama'],
  ['Pengendalian dan Evaluasi', 'Pengendalian', 'Evaluasi'],
]

const FIELD_OFFICES: Record<string, string> = {
  pertanian: 'Balai Penyuluhan Pertanian Kecamatan',
  kb: 'UPT Keluarga Berencana Kecamatan',
  pu: 'UPT Pekerjaan Umum Kecamatan',
  peternakan: 'UPT Peternakan dan Perikanan Kecamatan',
  pendapatan: 'UPT Pendapatan Kecamatan',
}
/** From this many officials on, an agency has all of them, with an administration of their own. */
const MANY = 500

/** Field offices in the kecamatan: for those who work in the villages the smallest unit. */
function addFieldOffices({ seed, tree, area, kuota }: Site, office: Unit): void {
  const many = (kuota.es4 ?? 0) > MANY
  if (!many && office.slug !== 'pertanian' && office.slug !== 'kb') return
  for (const k of many ? area.kecamatan : area.kecamatan.slice(0, 12)) {
    const nama = `${FIELD_OFFICES[office.slug]} ${k.nama}`
    const unit = addUnit(seed, tree, office, nama, { eselon: '42', jenis: 'upt', lokasi: placeIn(seed, k, 5), jfu: 0.3 })
    employ(tree, unit, office.slug, office.slug, office.slug)
    if (many) addUnit(seed, tree, unit, `Subbagian Tata Usaha ${nama}`, { eselon: '42', jenis: 'subbagian', jfu: 0.3 })
  }
}

const WEIGHTS: Record<string, number> = { satpolpp: 9, pu: 4, perhubungan: 3, dagang: 3, pendapatan: 2.5, lh: 2 }
const weightOf = (slug: string) => WEIGHTS[slug] ?? 1.3

/** The same office before the reorganisation: retired, kept for old rows. */
function addFormer(seed: number, tree: Tree, office: Unit, nama: string): void {
  const eselon = nama.startsWith('Kantor') || nama.startsWith('Bagian') ? '31' : office.eselon
  office.lama = addUnit(seed, tree, tree.root, nama, { eselon, aktif: false, slug: `lama-${office.slug}`, jenis: office.jenis })
}

/** Camat, secretary, seksi and the kelurahan of a kecamatan. */
function addDistrict({ seed, tree }: Site, k: Kecamatan): void {
  const lokasi = placeIn(seed, k, 1)
  const office = addUnit(seed, tree, tree.root, `Kecamatan ${k.nama}`, {
    eselon: '31',
    jabatan: `Camat ${k.nama}`,
    verifikator: true,
    slug: 'kecamatan',
    jenis: 'kecamatan',
    lokasi,
    satker: true,
  })
  const secretariat = addUnit(seed, tree, office, `Sekretariat Kecamatan ${k.nama}`, {
    eselon: '32',
    jabatan: `Sekretaris Kecamatan ${k.nama}`,
    jenis: 'sekretariat',
  })
  for (const sub of ['Umum dan Kepegawaian', 'Perencanaan dan Keuangan']) addSection(seed, tree, secretariat, `Subbagian ${sub}`, 0.7, '42')
  for (const part of skpd.kecamatan) addSection(seed, tree, office, `Seksi ${part}`, 0.8)
  for (const desa of k.desa.filter((d) => /^\d\d\.\d\d\.\d\d\.1/.test(d.kode))) {
    const kelurahan = addUnit(seed, tree, office, `Kelurahan ${desa.nama}`, {
      eselon: '41',
      jabatan: `Lurah ${desa.nama}`,
      slug: 'kelurahan',
      jenis: 'kelurahan',
      lokasi: desa.kode,
      jfu: 1,
    })
    for (const part of skpd.kelurahan) addSection(seed, tree, kelurahan, `Seksi ${part} Kelurahan ${desa.nama}`, 0.4, '42')
  }
}

/** Branch offices in the kabupaten, more kinds of them where the province has more people. */
function addProvincialBranches({ seed, tree, kuota }: Site): void {
  const slugs = ['sosial', 'pertanian', 'pu', 'sosial', 'pu', 'pendapatan']
  const places = kabupatenOf(tree.instansi.provinsi)
  const kinds = Math.min(slugs.length, Math.max(2, Math.ceil((kuota.es4 ?? 0) / places.length / 4)))
  places.forEach((kode, i) => {
    const k = getKabupaten(kode)
    for (let n = 0; n < kinds; n++) {
      const w = n === 0 ? slugs.length - 1 : (i + n) % (slugs.length - 1)
      const office = officeBySlug(tree, slugs[w]!)
      const nama = skpd.balai_provinsi[w]!.replace('{kab}', k.nama)
      const lokasi = placeIn(seed, k.kecamatan[0]!, w)
      const unit = addUnit(seed, tree, office, nama, { eselon: '31', jenis: 'upt', lokasi, jfu: 2 })
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
    const school = addUnit(seed, tree, education, `SLB Negeri ${k.nama}`, {
      jenis: 'sekolah',
      slug: 'sekolah',
      lokasi: placeIn(seed, k.kecamatan[0]!, 9),
      jfu: 1,
    })
    employ(tree, school, 'guru_slb', 'guru_sd', 'guru_smp', 'guru_sma', 'guru_smk', 'guru_tk')
  }
}
