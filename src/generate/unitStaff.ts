// The offices every regional government has besides its services: secretariats and inspectorate.
import { skpd, type Instansi } from './reference.ts'
import { addUnit, employ, type Tree, type Unit } from './unit.ts'
import type { Site } from './unitService.ts'

/** Sekretariat Daerah with its assistants, and Sekretariat DPRD. */
export function addSecretariat({ seed, tree }: Site, provincial: boolean): void {
  const { root } = tree
  const [sekda, asisten, bagian] = provincial ? ['12', '21', '22'] : ['21', '22', '31']
  const setda = addUnit(seed, tree, root, 'Sekretariat Daerah', {
    eselon: sekda,
    jabatan: 'Sekretaris Daerah',
    verifikator: true,
    slug: 'setda',
    jenis: 'sekretariat',
    satker: true,
  })
  for (const [nama, ...parts] of skpd.asisten) {
    const head = addUnit(seed, tree, setda, nama, { eselon: asisten, jabatan: nama, jenis: 'asisten' })
    for (const [part, ...subs] of parts) {
      const unit = addUnit(seed, tree, head, `${provincial ? 'Biro' : 'Bagian'} ${part}`, {
        eselon: bagian,
        jenis: 'bagian',
        jfu: 0.5,
      })
      employ(tree, unit, 'setda')
      for (const sub of subs)
        addSection(
          seed,
          tree,
          provincial ? addUnit(seed, tree, unit, `Bagian ${sub}`, { eselon: '31', jenis: 'bagian' }) : unit,
          `Subbagian ${sub}`,
          1.4,
        )
    }
  }
  for (const field of skpd.staf_ahli) {
    addUnit(seed, tree, setda, `Staf Ahli Bidang ${field}`, {
      eselon: asisten,
      jabatan: `Staf Ahli ${headTitle(tree.instansi)} Bidang ${field}`,
      jenis: 'staf_ahli',
    })
  }
  const dprd = addUnit(seed, tree, root, 'Sekretariat DPRD', {
    eselon: asisten,
    jabatan: 'Sekretaris DPRD',
    verifikator: true,
    slug: 'dprd',
    jenis: 'sekretariat',
    satker: true,
  })
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
  for (const sub of ['Perencanaan', 'Evaluasi dan Pelaporan', 'Administrasi dan Umum'])
    addSection(seed, tree, secretariat, `Subbagian ${sub}`, 1.2)
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
