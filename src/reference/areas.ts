// Indonesian areas from the npm package idn-area-data (ODbL: loaded at install time, never copied into the repository).
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Papa from 'papaparse'
import type { Entry } from './index.ts'

type AreaFile = 'provinces' | 'regencies' | 'districts' | 'villages'
type AreaRow = { code: string; parent: string | null; name: string }

export type Areas = Readonly<Record<AreaFile, readonly AreaRow[]>> & { regencyByKey: ReadonlyMap<string, string> }

const require = createRequire(import.meta.url)
const SMALL_WORDS = new Set(['dan'])
const AREA_TYPES: readonly [capitals: string, shown: string, kind: string][] = [
  ['KABUPATEN ADMINISTRASI ', 'Kab. Adm. ', 'KABUPATEN_ADM'],
  ['KOTA ADMINISTRASI ', 'Kota Adm. ', 'KOTA_ADM'],
  ['KABUPATEN ', 'Kab. ', 'KABUPATEN'],
  ['KOTA ', 'Kota ', 'KOTA'],
]

/** All provinces and kabupaten; kecamatan and desa of the named provinces, or of all. */
export function readAreas(provinces?: readonly string[]): Areas {
  const wanted = (row: AreaRow) => !provinces || provinces.includes(row.code.slice(0, 2))
  const regencies = readArea('regencies')
  const regencyByKey = new Map(
    regencies.map(({ code, name }) => {
      const { kind, bare } = splitType(name)
      return [areaKey(code.slice(0, 2), kind, bare), code]
    }),
  )
  return {
    provinces: readArea('provinces'),
    regencies,
    districts: readArea('districts').filter(wanted),
    villages: readArea('villages').filter(wanted),
    regencyByKey,
  }
}

/** What joins an agency to its area: province, kind, and the letters and digits of the name. */
export function areaKey(province: string, kind: string, name: string): string {
  return `${province}/${kind}/${name.toLowerCase().replace(/[^a-z0-9]/g, '')}`
}

function readArea(file: AreaFile): AreaRow[] {
  const text = readFileSync(require.resolve(`idn-area-data/data/${file}.csv`), 'utf8')
  const rows = Papa.parse<string[]>(text, { skipEmptyLines: true }).data.slice(1)
  return rows.map((cells) => ({ code: cells[0]!, parent: cells.length > 2 ? cells[1]! : null, name: cells.at(-1)!.trim() }))
}

/** Entries of ref_wilayah; names as people write them: "Kab. Purworejo", "Kota Sabang", "Kec. Bener". */
export function areaEntries(areas: Areas, provinces: readonly Readonly<Record<string, string>>[]): Entry[] {
  const official = new Map(provinces.map((row) => [row.kode, row]))
  const province = (row: AreaRow): Entry => {
    const { nama = titleCase(row.name), ibukota = '' } = official.get(row.code) ?? {}
    return entry(row, 'P', nama, ibukota ? { ibukota } : {})
  }
  const regency = (row: AreaRow): Entry => {
    const { shown, bare } = splitType(row.name)
    return entry(row, 'KB', shown + titleCase(bare))
  }
  return [
    ...areas.provinces.map(province),
    ...areas.regencies.map(regency),
    ...areas.districts.map((row) => entry(row, 'KC', `Kec. ${row.name}`)),
    ...areas.villages.map((row) => entry(row, 'DE', row.name, { tipe: row.code.split('.')[3]!.startsWith('1') ? 'Kelurahan' : 'Desa' })),
  ]
}

function entry(row: AreaRow, jenis: string, nama: string, info: Record<string, string> = {}): Entry {
  return { id: row.code, kode: row.code, nama, induk_id: row.parent, lingkup_id: null, jenis, info, aktif: true, urutan: null }
}

function splitType(name: string): { shown: string; kind: string; bare: string } {
  const type = AREA_TYPES.find(([capitals]) => name.startsWith(capitals))
  return type ? { shown: type[1], kind: type[2], bare: name.slice(type[0].length) } : { shown: '', kind: '', bare: name }
}

function titleCase(name: string): string {
  const word = (w: string) => (SMALL_WORDS.has(w) ? w : w.charAt(0).toUpperCase() + w.slice(1))
  return name.toLowerCase().split(' ').map(word).join(' ')
}
