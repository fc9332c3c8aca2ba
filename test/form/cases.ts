// What the cases of rules are made of, for the files named cases*.ts beside this one.
import { exampleContext } from '../../src/form/example.ts'
import type { AnySection, Loose, Person, RuleContext } from '../../src/form/section.ts'
import { riwayatJabatan } from '../../src/sections/riwayatJabatan.ts'
import { riwayatPendidikan } from '../../src/sections/riwayatPendidikan.ts'
import { info } from '../../tools/smallLists.ts'

export const siti: Person = {
  nip: '197603142000032001',
  nama: 'SITI',
  tempatLahir: 'Purworejo',
  tanggalLahir: '1976-03-14',
  perempuan: true,
  tmtCpns: '2000-03-01',
  tmtPns: '2001-04-01',
  nik: null,
}
export const woman = { id: '2', nama: 'Perempuan' }
export const man = { id: '1', nama: 'Laki-laki' }
export const ctx = (more: Partial<RuleContext> = {}): RuleContext => ({ ...exampleContext(info), person: siti, ...more })

/** Selects one rule of a section; `says` where number, field and severity are shared. */
type Selected = { id: string; on: string; severity?: 'warning'; section: AnySection; says?: RegExp; ctx?: RuleContext }

/** A rule over one row: each line changes the example of its section. */
export type Case = Selected & { passes: readonly Loose[]; fails: readonly Loose[] }

/** A rule over all rows: the last row of a failing list is to blame, unless `blames` says which (by their place, or '' = the section). */
export type ListCase = Selected & { passes: readonly (readonly Loose[])[]; fails: readonly (readonly Loose[])[]; blames?: readonly string[] }

/** A context in which sections have these rows. */
export const withRows = (rows: Readonly<Record<string, readonly Loose[]>>, more: Partial<RuleContext> = {}): RuleContext =>
  ctx({ rows: (code) => rows[code] ?? [], ...more })

/** An entry whose name does not matter. */
export const entry = (id: string, nama = id) => ({ id, nama })

/** Rows of the histories that rules of other sections look at. */
export const studied = (tingkat: string, day: string, more: Loose = {}): Loose => ({
  tingkat_pendidikan: entry(tingkat),
  pendidikan: entry(`p${tingkat}`),
  tanggal_lulus: day,
  ...more,
})
export const first = { pendidikan_pertama: true }
export const learned = (...rows: Loose[]) => withRows({ [riwayatPendidikan.code]: rows })
export const held = (...rows: Loose[]) => withRows({ [riwayatJabatan.code]: rows })
/** A position: structural with an eselon, specific with a JFT, else general. */
export const official = (eselon: string | null, jft: string | null = null, day = '2010-01-01'): Loose => ({
  jenis_jabatan: entry(eselon ? '1' : jft ? '2' : '4'),
  eselon: eselon ? entry(eselon) : null,
  jabatan_fungsional: jft ? entry(jft) : null,
  tmt_jabatan: day,
})
