// Offices of central agencies all over the country: vertical offices, campuses, hospitals, madrasah.
import { capitalOf, getKabupaten, kabupatenOf, type Kabupaten } from './area.ts'
import type { Kuota } from './formasi.ts'
import { hash } from './random.ts'
import { kanreg, namaProvinsi, provinsi, pusat, type Pusat, type Vertikal } from './reference.ts'
import { addUnit, employ, spread, type Tree, type Unit } from './unit.ts'
import { addHospital } from './unitService.ts'

/** A central agency being built, for how many people. */
export type Site = { seed: number; tree: Tree; spec: Pusat; people: number; kuota: Kuota }

/** Some village of a kabupaten. */
export const anyDesa = (k: Kabupaten, salt: number) => {
  const kecamatan = k.kecamatan[hash(salt, k.kecamatan.length) % k.kecamatan.length]!
  return kecamatan.desa[hash(salt, 3, kecamatan.desa.length) % kecamatan.desa.length]!.kode
}

type Seat = { place: Kabupaten; prov: string; romawi: string; kec: string; lokasi: string }

function seats({ seed, people, spec }: Site, v: Vertikal): Seat[] {
  const kinds = spec.vertikal!.length
  const wanted = Math.max(1, Math.ceil((people * 0.7) / kinds / v.isi))
  const at = (kode: string, extra: Partial<Seat> = {}): Seat => {
    const place = getKabupaten(kode)
    return {
      place,
      prov: namaProvinsi.get(kode.slice(0, 2)) ?? 'Papua',
      romawi: '',
      kec: '',
      lokasi: anyDesa(place, seed),
      ...extra,
    }
  }
  const provinces = Object.keys(provinsi)
  if (v.lingkup === 'kanreg') return kanreg.slice(1).map((k) => at(capitalOf(k.provinsi[0]!), { romawi: k.romawi }))
  if (v.lingkup === 'provinsi') return spread(provinces, wanted).map((kode) => at(capitalOf(kode), { prov: namaProvinsi.get(kode)! }))
  // A few offices stand in capitals, many everywhere.
  const all = wanted <= provinces.length && v.lingkup === 'kabupaten' ? provinces.map(capitalOf) : provinces.flatMap(kabupatenOf)
  if (v.lingkup === 'kabupaten') return spread(all, wanted).map((kode) => at(kode))
  return spread(
    all.flatMap((kode) => getKabupaten(kode).kecamatan),
    wanted,
  ).map((k) => at(k.kode.slice(0, 5), { kec: k.nama, lokasi: k.desa[0]!.kode }))
}

/** Offices of a kind in provinces, kabupaten, kecamatan or where BKN has its regional offices. */
export function addVertical(site: Site, v: Vertikal): void {
  const { seed, tree } = site
  const offices = new Map(tree.units.filter((u) => u.jenis === 'vertikal' && u.eselon === '31').map((u) => [u.lokasi.slice(0, 5), u]))
  const anyOffice = offices.values().next().value ?? tree.root
  for (const s of seats(site, v)) {
    const nama = v.nama
      .replace('{prov}', s.prov)
      .replace('{romawi}', s.romawi)
      .replace('{kec}', s.kec)
      .replace('{kab}', s.place.kota ? `Kota ${s.place.nama}` : s.place.nama)
    const parent = v.lingkup === 'kecamatan' ? (offices.get(s.place.kode) ?? anyOffice) : tree.root
    const head = addUnit(seed, tree, parent, nama, {
      eselon: v.eselon,
      verifikator: parent === tree.root,
      jenis: 'vertikal',
      slug: 'vertikal',
      lokasi: s.lokasi,
      satker: parent === tree.root,
      jfu: v.lingkup === 'kecamatan' ? 2 : 0,
    })
    employ(tree, head, 'jft_vertikal')
    if (v.lingkup !== 'kecamatan') addVerticalParts(site, head, v, nama)
  }
}

function addVerticalParts({ seed, tree }: Site, head: Unit, v: Vertikal, nama: string): void {
  const regional = v.eselon.startsWith('2')
  const admin = addUnit(seed, tree, head, `${regional ? 'Bagian' : 'Subbagian'} Tata Usaha ${nama}`, {
    eselon: regional ? '31' : '41',
    jenis: 'subbagian',
    jfu: 2.5,
  })
  if (regional) addUnit(seed, tree, admin, `Subbagian Kepegawaian ${nama}`, { eselon: '41', jenis: 'subbagian', jfu: 2 })
  else for (const part of ['Kepegawaian', 'Umum']) addUnit(seed, tree, admin, `Urusan ${part} ${nama}`, { eselon: '51', jenis: 'urusan', jfu: 1 })
  for (const part of v.seksi) {
    const unit = addUnit(seed, tree, head, `${regional ? 'Bidang' : 'Seksi'} ${part} ${nama}`, {
      eselon: regional ? '31' : '41',
      jenis: 'seksi',
      jfu: 2.5,
    })
    if (regional) addUnit(seed, tree, unit, `Seksi ${part} Wilayah I ${nama}`, { eselon: '41', jenis: 'seksi', jfu: 2 })
    else addUnit(seed, tree, unit, `Subseksi ${part} ${nama}`, { eselon: '51', jenis: 'subseksi', jfu: 1 })
  }
}

/** Campuses with faculties and their administration. */
export function addCampuses(site: Site): void {
  const kinds = site.spec.kampus ?? []
  const wanted = Math.ceil((site.kuota.dosen ?? 0) / 450)
  for (const kind of kinds) {
    for (const kode of spread(Object.keys(provinsi), Math.max(1, Math.ceil(wanted / kinds.length)))) addCampus(site, kind, kode)
  }
}

function addCampus({ seed, tree, spec }: Site, kind: string, provinsiKode: string): void {
  const city = getKabupaten(capitalOf(provinsiKode))
  const nama = `${kind} ${city.nama}`
  const lokasi = anyDesa(city, seed)
  const campus = addUnit(seed, tree, tree.root, nama, {
    verifikator: true,
    jenis: 'kampus',
    slug: 'kampus',
    lokasi,
    satker: true,
  })
  const biro = addUnit(seed, tree, campus, `Biro Administrasi Umum dan Akademik ${nama}`, { eselon: '21', jenis: 'biro' })
  const department = (induk: Unit, title: string, parts: readonly string[], weight: number) => {
    const unit = addUnit(seed, tree, induk, title, { eselon: '31', jenis: 'bagian' })
    for (const part of parts) addUnit(seed, tree, unit, `Subbagian ${part} ${induk.nama}`, { eselon: '41', jenis: 'subbagian', jfu: weight })
  }
  for (const part of ['Keuangan', 'Akademik', 'Kepegawaian']) department(biro, `Bagian ${part} ${nama}`, [part, `Tata Usaha ${part}`], 2)
  const small = kind.startsWith('Poli') || kind.startsWith('Sekolah')
  for (const faculty of spec.fakultas ?? pusat.umum.fakultas!) {
    const unit = addUnit(seed, tree, campus, `${small ? 'Jurusan' : 'Fakultas'} ${faculty} ${nama}`, { jenis: 'fakultas' })
    employ(tree, unit, 'dosen', 'jft')
    if (small) addUnit(seed, tree, unit, `Subbagian Tata Usaha ${unit.nama}`, { eselon: '41', jenis: 'subbagian', jfu: 3 })
    else department(unit, `Bagian Tata Usaha ${unit.nama}`, ['Akademik', 'Keuangan', 'Umum'], 1)
  }
}

/** Hospitals of an agency in provincial capitals. */
export function addHospitals({ seed, tree, spec, people }: Site): void {
  const kinds = spec.rumah_sakit ?? []
  for (const kind of kinds) {
    for (const kode of spread(Object.keys(provinsi), Math.max(2, Math.ceil(people / 1500 / kinds.length)))) {
      const city = getKabupaten(capitalOf(kode))
      addHospital({ seed, tree }, tree.root, `${kind} ${city.nama}`, ['21', '31', '41'], anyDesa(city, seed))
    }
  }
}

/** State madrasah below the office of religious affairs of their kabupaten. */
export function addMadrasah({ seed, tree, kuota }: Site): void {
  const offices = tree.units.filter((u) => u.jenis === 'vertikal' && u.eselon === '31')
  const per = (group: string, size: number) => Math.max(1, Math.round((kuota[group] ?? 0) / size / offices.length))
  for (const office of offices) {
    const place = getKabupaten(office.lokasi.slice(0, 5))
    for (const [group, prefix, size] of [
      ['guru_sd', 'MIN', 14],
      ['guru_smp', 'MTsN', 28],
      ['guru_sma', 'MAN', 34],
    ] as const) {
      for (let i = 1; i <= per(group, size); i++) {
        const kecamatan = place.kecamatan[(i * 5) % place.kecamatan.length]!
        const school = addUnit(seed, tree, office, `${prefix} ${i} ${place.nama}`, {
          jenis: 'sekolah',
          slug: 'sekolah',
          lokasi: kecamatan.desa[0]!.kode,
          jfu: 1.2,
        })
        employ(tree, school, group)
        if (group !== 'guru_sd') addUnit(seed, tree, school, `Urusan Tata Usaha ${school.nama}`, { eselon: '51', jenis: 'urusan', jfu: 1 })
      }
    }
    employ(tree, office, 'pengawas')
  }
}
