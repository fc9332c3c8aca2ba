// Unit trees of ministries and other central agencies: the head office.
import { getKabupaten } from './area.ts'
import type { Kuota } from './formasi.ts'
import { hash, hashText } from './random.ts'
import { pusat, specOf, type Instansi } from './reference.ts'
import { addUnit, employ, newTree, type Tree, type Unit } from './unit.ts'
import { addCampuses, addHospitals, addMadrasah, addVertical, anyDesa, type Site } from './unitVertical.ts'

const JAKARTA = ['31.71', '31.74', '31.75']
const { umum } = pusat
/** Below this many people only the main units are built, so that those there are share them. */
const SMALL = 600

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
    addUnit(seed, tree, head, `Staf Ahli Bidang ${field}`, {
      eselon: '12',
      jabatan: `Staf Ahli Menteri Bidang ${field}`,
      jenis: 'staf_ahli',
    })
  }
}

/** Two levels below an eselon II unit: III.a and IV.a. */
function addLevels({ seed, tree, people }: Site, induk: Unit, [third, fourth]: readonly [string, string], wide: number): void {
  const parts = third === 'Bagian' ? umum.bagian! : umum.subdirektorat!
  for (const part of parts.slice(0, wide)) {
    const unit = addUnit(seed, tree, induk, `${third} ${part}`, { eselon: '31', jenis: third.toLowerCase(), jfu: 0.3 })
    const subs = (fourth === 'Subbagian' ? umum.subbagian! : umum.seksi!).slice(0, people < SMALL ? 2 : 3)
    for (const sub of subs) {
      addUnit(seed, tree, unit, `${fourth} ${fourth === 'Subbagian' ? sub : `${part} ${sub}`}`, {
        eselon: '41',
        jenis: fourth.toLowerCase(),
        jfu: 1.5,
      })
    }
  }
}

function addInspectorate(site: Site): void {
  const { seed, tree } = site
  const big = ministry(tree.instansi)
  const head = big
    ? addUnit(seed, tree, tree.root, 'Inspektorat Jenderal', {
        eselon: '11',
        jabatan: 'Inspektur Jenderal',
        jenis: 'inspektorat',
        slug: 'inspektorat',
      })
    : tree.root
  for (const which of big ? [' I', ' II', ' III'] : ['']) {
    const unit = addUnit(seed, tree, head, `Inspektorat${which}`, {
      eselon: '21',
      jabatan: `Inspektur${which}`,
      verifikator: true,
      jenis: 'inspektorat',
      slug: 'inspektorat',
      satker: true,
    })
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
    const secretariat = addUnit(seed, tree, head, `Sekretariat ${nama}`, {
      eselon: '21',
      jabatan: `Sekretaris ${nama}`,
      verifikator: true,
      jenis: 'sekretariat',
      satker: true,
    })
    addLevels(site, secretariat, ['Bagian', 'Subbagian'], people < SMALL ? 2 : 3)
  }
  const center = nama.startsWith('Badan')
  const parts = (center ? umum.pusat! : umum.direktorat!).slice(0, people < SMALL ? 2 : 5)
  for (const part of parts) {
    const field = `${part} ${nama.replace(/^(Direktorat Jenderal|Deputi Bidang) /, '')}`
    const title = `${center ? 'Pusat' : 'Direktorat'} ${field}`
    const unit = addUnit(seed, tree, head, title, {
      eselon: '21',
      jabatan: center ? `Kepala ${title}` : `Direktur ${field}`,
      verifikator: true,
      jenis: center ? 'pusat' : 'direktorat',
      satker: true,
    })
    addLevels(site, unit, center ? ['Bidang', 'Subbidang'] : ['Subdirektorat', 'Seksi'], people < SMALL ? 2 : 4)
    employ(tree, unit, 'jft')
  }
}
