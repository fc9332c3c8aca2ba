// Unit trees of ministries and other central agencies: head office, vertical offices, campuses, hospitals, madrasah.
import { capitalOf, getKabupaten, kabupatenOf, type Kabupaten } from './area.ts'
import type { Kuota } from './formasi.ts'
import { hash, hashText } from './random.ts'
import { kanreg, namaProvinsi, provinsi, pusat, type Instansi, type Pusat, type Vertikal } from './reference.ts'
import { addHospital } from './unitService.ts'
import { addUnit, employ, newTree, spread, type Tree, type Unit } from './unit.ts'

type Site = { seed: number; tree: Tree; spec: Pusat; people: number; kuota: Kuota }

const JAKARTA = ['31.71', '31.74', '31.75']
const { umum } = pusat
/** Below this many people only the main units are built, so that those there are share them. */
const SMALL = 600

export const specOf = (i: Instansi): Pusat => pusat.instansi[i.kode] ?? pusat.bawaan

/** The tree of a central agency for a number of people. */
export function centralTree(seed: number, instansi: Instansi, people: number, kuota: Kuota): Tree {
  const city = getKabupaten(JAKARTA[hash(seed, hashText(instansi.kode)) % JAKARTA.length]!)
  const tree = newTree(seed, instansi, anyDesa(city, seed))
  const site: Site = { seed, tree, spec: specOf(instansi), people, kuota }
  addSecretariat(site)
  addInspectorate(site)
  for (const name of headUnits(site)) addMainUnit(site, name)
  for (const v of site.spec.vertikal ?? []) addVertical(site, v)
  addCampuses(site)
  addHospitals(site)
  if (site.spec.madrasah) addMadrasah(site)
  employ(tree, tree.units.find((u) => u.slug === 'penelitian') ?? tree.root, 'jft')
  return tree
}

const anyDesa = (k: Kabupaten, salt: number) => {
  const kecamatan = k.kecamatan[hash(salt, k.kecamatan.length) % k.kecamatan.length]!
  return kecamatan.desa[hash(salt, 3, kecamatan.desa.length) % kecamatan.desa.length]!.kode
}

const ministry = (i: Instansi) => i.kelompok === 'KEMENTERIAN' || i.kelompok === 'KEMENKO'

function headUnits({ spec, people }: Site): string[] {
  const named = spec.utama ?? ['Deputi Bidang Koordinasi dan Kebijakan', 'Deputi Bidang Pembinaan', 'Deputi Bidang Pengawasan dan Evaluasi']
  return people < SMALL ? named.slice(0, 4) : named
}

function addSecretariat(site: Site): void {
  const { seed, tree, people } = site
  const [nama, jabatan] = ministry(tree.instansi) ? ['Sekretariat Jenderal', 'Sekretaris Jenderal'] : ['Sekretariat Utama', 'Sekretaris Utama']
  const head = addUnit(seed, tree, tree.root, nama, { eselon: '11', jabatan, jenis: 'sekretariat', slug: 'sekretariat' })
  for (const biro of umum.biro!) {
    const unit = addUnit(seed, tree, head, `Biro ${biro}`, { eselon: '21', verifikator: true, jenis: 'biro', satker: true })
    addLevels(site, unit, ['Bagian', 'Subbagian'], people < SMALL ? 2 : 3)
    employ(tree, unit, 'jft')
  }
  for (const center of ['Data dan Informasi', 'Pendidikan dan Pelatihan']) {
    const unit = addUnit(seed, tree, head, `Pusat ${center}`, { eselon: '21', verifikator: true, jenis: 'pusat', satker: true })
    addLevels(site, unit, ['Bidang', 'Subbidang'], 2)
    employ(tree, unit, 'jft')
  }
  if (!ministry(tree.instansi)) return
  for (const field of ['Hukum', 'Ekonomi', 'Hubungan Antarlembaga']) {
    addUnit(seed, tree, head, `Staf Ahli Bidang ${field}`, { eselon: '12', jabatan: `Staf Ahli Menteri Bidang ${field}`, jenis: 'staf_ahli' })
  }
}

/** Two levels below an eselon II unit: III.a and IV.a. */
function addLevels({ seed, tree }: Site, induk: Unit, [third, fourth]: readonly [string, string], wide: number): void {
  const parts = third === 'Bagian' ? umum.bagian! : umum.subdirektorat!
  for (const part of parts.slice(0, wide)) {
    const unit = addUnit(seed, tree, induk, `${third} ${part}`, { eselon: '31', jenis: third.toLowerCase(), jfu: 0.3 })
    for (const sub of fourth === 'Subbagian' ? umum.subbagian!.slice(0, 2) : umum.seksi!) {
      addUnit(seed, tree, unit, `${fourth} ${fourth === 'Subbagian' ? sub : `${part} ${sub}`}`, { eselon: '41', jenis: fourth.toLowerCase(), jfu: 1.5 })
    }
  }
}

function addInspectorate(site: Site): void {
  const { seed, tree } = site
  const big = ministry(tree.instansi)
  const head = big ? addUnit(seed, tree, tree.root, 'Inspektorat Jenderal', { eselon: '11', jabatan: 'Inspektur Jenderal', jenis: 'inspektorat', slug: 'inspektorat' }) : tree.root
  for (const which of big ? [' I', ' II', ' III'] : ['']) {
    const unit = addUnit(seed, tree, head, `Inspektorat${which}`, { eselon: '21', jabatan: `Inspektur${which}`, verifikator: true, jenis: 'inspektorat', slug: 'inspektorat', satker: true })
    addUnit(seed, tree, unit, `Subbagian Tata Usaha Inspektorat${which}`, { eselon: '41', jenis: 'subbagian', jfu: 1.5 })
    employ(tree, unit, 'JFT062')
  }
}

function addMainUnit(site: Site, nama: string): void {
  const { seed, tree, people } = site
  const jabatan = nama.startsWith('Direktorat Jenderal') ? nama.replace('Direktorat', 'Direktur') : nama.startsWith('Badan') ? `Kepala ${nama}` : nama
  const slug = nama.includes('Penelitian') ? 'penelitian' : 'teknis'
  const head = addUnit(seed, tree, tree.root, nama, { eselon: '11', jabatan, jenis: 'utama', slug })
  if (!nama.startsWith('Deputi')) {
    const secretariat = addUnit(seed, tree, head, `Sekretariat ${nama}`, { eselon: '21', jabatan: `Sekretaris ${nama}`, verifikator: true, jenis: 'sekretariat', satker: true })
    addLevels(site, secretariat, ['Bagian', 'Subbagian'], people < SMALL ? 2 : 3)
  }
  const center = nama.startsWith('Badan')
  const parts = (center ? umum.pusat! : umum.direktorat!).slice(0, people < SMALL ? 2 : 4)
  for (const part of parts) {
    const field = `${part} ${nama.replace(/^(Direktorat Jenderal|Deputi Bidang) /, '')}`
    const title = `${center ? 'Pusat' : 'Direktorat'} ${field}`
    const unit = addUnit(seed, tree, head, title, { eselon: '21', jabatan: center ? `Kepala ${title}` : `Direktur ${field}`, verifikator: true, jenis: center ? 'pusat' : 'direktorat', satker: true })
    addLevels(site, unit, center ? ['Bidang', 'Subbidang'] : ['Subdirektorat', 'Seksi'], people < SMALL ? 2 : 3)
    employ(tree, unit, 'jft')
  }
}

type Seat = { place: Kabupaten; prov: string; romawi: string; kec: string; lokasi: string }

function seats({ seed, people, spec }: Site, v: Vertikal): Seat[] {
  const kinds = spec.vertikal!.length
  const wanted = Math.max(1, Math.ceil((people * 0.7) / kinds / v.isi))
  const at = (kode: string, extra: Partial<Seat> = {}): Seat => {
    const place = getKabupaten(kode)
    return { place, prov: namaProvinsi.get(kode.slice(0, 2)) ?? 'Papua', romawi: '', kec: '', lokasi: anyDesa(place, seed), ...extra }
  }
  const provinces = Object.keys(provinsi)
  if (v.lingkup === 'kanreg') return kanreg.slice(1).map((k) => at(capitalOf(k.provinsi[0]!), { romawi: k.romawi }))
  if (v.lingkup === 'provinsi') return spread(provinces, wanted).map((kode) => at(capitalOf(kode), { prov: namaProvinsi.get(kode)! }))
  // A few offices stand in capitals, many everywhere.
  const all = wanted <= provinces.length && v.lingkup === 'kabupaten' ? provinces.map(capitalOf) : provinces.flatMap(kabupatenOf)
  if (v.lingkup === 'kabupaten') return spread(all, wanted).map((kode) => at(kode))
  return spread(all.flatMap((kode) => getKabupaten(kode).kecamatan), wanted).map((k) => at(k.kode.slice(0, 5), { kec: k.nama, lokasi: k.desa[0]!.kode }))
}

function addVertical(site: Site, v: Vertikal): void {
  const { seed, tree } = site
  const offices = new Map(tree.units.filter((u) => u.jenis === 'vertikal' && u.eselon === '31').map((u) => [u.lokasi.slice(0, 5), u]))
  const anyOffice = offices.values().next().value ?? tree.root
  for (const s of seats(site, v)) {
    const nama = v.nama.replace('{prov}', s.prov).replace('{romawi}', s.romawi).replace('{kec}', s.kec).replace('{kab}', s.place.kota ? `Kota ${s.place.nama}` : s.place.nama)
    const parent = v.lingkup === 'kecamatan' ? (offices.get(s.place.kode) ?? anyOffice) : tree.root
    const head = addUnit(seed, tree, parent, nama, { eselon: v.eselon, verifikator: parent === tree.root, jenis: 'vertikal', slug: 'vertikal', lokasi: s.lokasi, satker: parent === tree.root, jfu: v.lingkup === 'kecamatan' ? 2 : 0 })
    employ(tree, head, 'jft_vertikal')
    if (v.lingkup !== 'kecamatan') addVerticalParts(site, head, v, nama)
  }
}

function addVerticalParts({ seed, tree }: Site, head: Unit, v: Vertikal, nama: string): void {
  const regional = v.eselon.startsWith('2')
  const admin = addUnit(seed, tree, head, `${regional ? 'Bagian' : 'Subbagian'} Tata Usaha ${nama}`, { eselon: regional ? '31' : '41', jenis: 'subbagian', jfu: 2.5 })
  if (regional) addUnit(seed, tree, admin, `Subbagian Kepegawaian ${nama}`, { eselon: '41', jenis: 'subbagian', jfu: 2 })
  else for (const part of ['Kepegawaian', 'Umum']) addUnit(seed, tree, admin, `Urusan ${part} ${nama}`, { eselon: '51', jenis: 'urusan', jfu: 1 })
  for (const part of v.seksi) {
    const unit = addUnit(seed, tree, head, `${regional ? 'Bidang' : 'Seksi'} ${part} ${nama}`, { eselon: regional ? '31' : '41', jenis: 'seksi', jfu: 2.5 })
    if (regional) addUnit(seed, tree, unit, `Seksi ${part} Wilayah I ${nama}`, { eselon: '41', jenis: 'seksi', jfu: 2 })
    else addUnit(seed, tree, unit, `Subseksi ${part} ${nama}`, { eselon: '51', jenis: 'subseksi', jfu: 1 })
  }
}

function addCampuses(site: Site): void {
  const { seed, tree, spec, kuota } = site
  const kinds = spec.kampus ?? []
  const wanted = Math.ceil((kuota.dosen ?? 0) / 450)
  const provinces = Object.keys(provinsi)
  for (const kind of kinds) {
    for (const kode of spread(provinces, Math.max(1, Math.ceil(wanted / kinds.length)))) {
      const city = getKabupaten(capitalOf(kode))
      const nama = `${kind} ${city.nama}`
      const campus = addUnit(seed, tree, tree.root, nama, { verifikator: true, jenis: 'kampus', slug: 'kampus', lokasi: anyDesa(city, seed), satker: true })
      const biro = addUnit(seed, tree, campus, `Biro Administrasi Umum dan Akademik ${nama}`, { eselon: '21', jenis: 'biro' })
      for (const part of ['Keuangan', 'Akademik']) {
        const unit = addUnit(seed, tree, biro, `Bagian ${part} ${nama}`, { eselon: '31', jenis: 'bagian' })
        addUnit(seed, tree, unit, `Subbagian ${part} ${nama}`, { eselon: '41', jenis: 'subbagian', jfu: 4 })
      }
      for (const faculty of ['Ekonomi', 'Hukum dan Ilmu Sosial', 'Teknik', 'Pendidikan']) {
        const unit = addUnit(seed, tree, campus, kind.startsWith('Poli') || kind.startsWith('Sekolah') ? `Jurusan ${faculty} ${nama}` : `Fakultas ${faculty} ${nama}`, { jenis: 'fakultas' })
        addUnit(seed, tree, unit, `Subbagian Tata Usaha ${unit.nama}`, { eselon: '41', jenis: 'subbagian', jfu: 3 })
        employ(tree, unit, 'dosen', 'jft')
      }
    }
  }
}

function addHospitals({ seed, tree, spec, people }: Site): void {
  const kinds = spec.rumah_sakit ?? []
  for (const kind of kinds) {
    for (const kode of spread(Object.keys(provinsi), Math.max(2, Math.ceil(people / 1500 / kinds.length)))) {
      const city = getKabupaten(capitalOf(kode))
      addHospital({ seed, tree }, tree.root, `${kind} ${city.nama}`, ['21', '31', '41'], anyDesa(city, seed))
    }
  }
}

/** State madrasah below the office of religious affairs of their kabupaten. */
function addMadrasah({ seed, tree, kuota }: Site): void {
  const offices = tree.units.filter((u) => u.jenis === 'vertikal' && u.eselon === '31')
  const per = (group: string, size: number) => Math.max(1, Math.round((kuota[group] ?? 0) / size / offices.length))
  for (const office of offices) {
    const place = getKabupaten(office.lokasi.slice(0, 5))
    for (const [group, prefix, size] of [['guru_sd', 'MIN', 14], ['guru_smp', 'MTsN', 28], ['guru_sma', 'MAN', 34]] as const) {
      for (let i = 1; i <= per(group, size); i++) {
        const kecamatan = place.kecamatan[(i * 5) % place.kecamatan.length]!
        const school = addUnit(seed, tree, office, `${prefix} ${i} ${place.nama}`, { jenis: 'sekolah', slug: 'sekolah', lokasi: kecamatan.desa[0]!.kode, jfu: 1.2 })
        employ(tree, school, group)
        if (group !== 'guru_sd') addUnit(seed, tree, school, `Urusan Tata Usaha ${school.nama}`, { eselon: '51', jenis: 'urusan', jfu: 1 })
      }
    }
    employ(tree, office, 'pengawas')
  }
}
