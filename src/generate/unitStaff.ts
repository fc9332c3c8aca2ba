// The offices every regional government has besides its services: secretariats and inspectorate.
import { skpd, type Instansi } from './reference.ts'
import { addUnit, employ, type Tree, type Unit } from './unit.ts'
import type { Site } from './unitService.ts'

/** Sekretariat Daerah with its assistants, and Sekretariat DPRD. */
export function addSecretariat(site: Site, provincial: boolean): void {
  const { seed, tree } = site
  const [sekda, asisten, bagian] = provincial ? ['12', '21', '22'] : ['21', '22', '31']
  const setda = addUnit(seed, tree, tree.root, 'Sekretariat Daerah', {
    ...OFFICE,
    eselon: sekda,
    jabatan: 'Sekretaris Daerah',
    slug: 'setda',
  })
  for (const [nama, ...parts] of skpd.asisten) {
    const head = addUnit(seed, tree, setda, nama, { eselon: asisten, jabatan: nama, jenis: 'asisten' })
    for (const [part, ...subs] of parts) {
      const title = `${provincial ? 'Biro' : 'Bagian'} ${part}`
      const unit = addUnit(seed, tree, head, title, { eselon: bagian, jenis: 'bagian', jfu: 0.5 })
      employ(tree, unit, 'setda')
      // A biro of a province has a level more between it and its subbagian.
      const between = (sub: string) => addUnit(seed, tree, unit, `Bagian ${sub}`, { eselon: '31', jenis: 'bagian' })
      for (const sub of subs) addSection(seed, tree, provincial ? between(sub) : unit, `Subbagian ${sub}`, 1.4)
    }
  }
  for (const field of skpd.staf_ahli) {
    const jabatan = `Staf Ahli ${headTitle(tree.instansi)} Bidang ${field}`
    addUnit(seed, tree, setda, `Staf Ahli Bidang ${field}`, { eselon: asisten, jabatan, jenis: 'staf_ahli' })
  }
  addCouncilOffice(site, asisten!)
}

const OFFICE = { verifikator: true, jenis: 'sekretariat', satker: true } as const

function addCouncilOffice({ seed, tree }: Site, eselon: string): void {
  const dprd = addUnit(seed, tree, tree.root, 'Sekretariat DPRD', { ...OFFICE, eselon, jabatan: 'Sekretaris DPRD', slug: 'dprd' })
  for (const [part, ...subs] of skpd.sekretariat_dprd) {
    const unit = addUnit(seed, tree, dprd, `Bagian ${part}`, { eselon: '31', jenis: 'bagian' })
    for (const sub of subs) addSection(seed, tree, unit, `Subbagian ${sub}`, 1.6)
  }
}

const headTitle = (i: Instansi) => (i.jenis === 'KABUPATEN' ? 'Bupati' : i.jenis === 'KOTA' ? 'Wali Kota' : 'Gubernur')

/** A seksi, subbagian or subbidang; `jfu` is its weight for general posts. */
export function addSection(seed: number, tree: Tree, induk: Unit, nama: string, jfu: number, eselon = '41'): Unit {
  return addUnit(seed, tree, induk, nama, { eselon, jenis: nama.startsWith('Sub') ? 'subbagian' : 'seksi', jfu })
}

/** Inspektorat with its four areas. */
export function addInspectorate({ seed, tree }: Site, provincial: boolean): void {
  const office = addUnit(seed, tree, tree.root, 'Inspektorat', {
    eselon: provincial ? '21' : '22',
    jabatan: 'Inspektur',
    verifikator: true,
    slug: 'inspektorat',
    jenis: 'inspektorat',
    satker: true,
  })
  const secretariat = addUnit(seed, tree, office, 'Sekretariat Inspektorat', {
    eselon: '31',
    jabatan: 'Sekretaris Inspektorat',
    jenis: 'sekretariat',
  })
  for (const sub of ['Perencanaan', 'Evaluasi dan Pelaporan', 'Administrasi dan Umum']) addSection(seed, tree, secretariat, `Subbagian ${sub}`, 1.2)
  for (const region of ['I', 'II', 'III', 'IV']) {
    const unit = addUnit(seed, tree, office, `Inspektorat Pembantu Wilayah ${region}`, {
      eselon: '31',
      jabatan: `Inspektur Pembantu Wilayah ${region}`,
      jenis: 'irban',
      jfu: 0.5,
    })
    employ(tree, unit, 'inspektorat')
  }
}
