// The entries that ship with the product: small official lists (seeds/reference), countries and areas (npm packages).
import countries from 'i18n-iso-countries'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import Papa from 'papaparse'
import type pg from 'pg'
import { addAliases, type Alias } from './aliases.ts'
import { areaEntries, areaKey, readAreas, type Areas } from './areas.ts'
import { withCopy } from './copy.ts'
import { lists, type Entry, type ReferenceList } from './index.ts'
import { findLastRun } from './runs.ts'
import { replaceList, SEED_SOURCE } from './store.ts'

type Row = Readonly<Record<string, string>>

const folder = new URL('../../seeds/reference/', import.meta.url)
const require = createRequire(import.meta.url)
const plain = new Set<string>(['id', 'kode', 'nama', 'induk_id', 'lingkup_id', 'jenis', 'info', 'aktif', 'urutan'])

export type LoadOptions = {
  /** Kecamatan and desa of these provinces only, nothing retired; provinces and kabupaten are always complete. For tests. */
  provinces?: readonly string[]
  log?: (line: string) => void
}

/**
 * Loads every list that ships with the product. A list whose entries are loaded already, or that was imported from an
 * official file since, is left alone.
 */
export async function loadReference(pool: pg.Pool, options: LoadOptions = {}): Promise<void> {
  const areas = readAreas(options.provinces)
  for (const list of lists) {
    const entries = seedEntries(list, areas)
    if (entries.length === 0) continue
    const sha256 = createHash('sha256').update(JSON.stringify(entries)).digest('hex')
    const last = await findLastRun(pool, list.code)
    if (last && (last.berkas !== SEED_SOURCE || last.sha256 === sha256)) continue
    await replaceList(pool, list, { berkas: SEED_SOURCE, sha256, rows: entries, retire: !options.provinces })
    options.log?.(`${list.title}: ${entries.length} baris`)
  }
  const aliases = readSeed('nama_lain').map(({ daftar, kode, nama, jenis }) => ({ daftar, entri_id: kode, nama, jenis }) as Alias)
  await withCopy(pool, (tx) => addAliases(tx, SEED_SOURCE, aliases))
}

/** The entries of one list, in order. */
export function seedEntries(list: ReferenceList, areas: Areas): Entry[] {
  if (list.code === 'wilayah') return [...countryEntries(), ...areaEntries(areas, readSeed('provinsi'))]
  if (!list.seed) return []
  const [column, value] = list.seed.only ?? []
  const rows = readSeed(list.seed.file).filter((row) => !column || row[column] === value)
  return rows.map((row, i) => finish(list, row, toEntry(list, row, i + 1), areas))
}

function readSeed(file: string): Row[] {
  return Papa.parse<Row>(readFileSync(new URL(`${file}.csv`, folder), 'utf8'), { header: true, skipEmptyLines: true }).data
}

function toEntry(list: ReferenceList, row: Row, position: number): Entry {
  const named: Record<string, string | undefined> = { ...row }
  for (const [theirs, ours] of Object.entries(list.seed?.columns ?? {})) named[ours] = row[theirs]
  const info = Object.entries(row).filter(([key, v]) => v !== '' && !plain.has(key))
  const kode = named.kode ?? ''
  return {
    id: kode,
    kode,
    nama: named.nama ?? '',
    induk_id: named.induk_id || null,
    lingkup_id: null,
    jenis: named.jenis || null,
    info: Object.fromEntries(info),
    aktif: true,
    urutan: Number(named.urutan) || position,
  }
}

/** What single lists need besides; the join of instansi and areas is told in reference/README. */
function finish(list: ReferenceList, row: Row, e: Entry, areas: Areas): Entry {
  if (list.code === 'pilihan') return { ...e, id: `${row.daftar}:${row.kode}`, info: {} }
  if (list.code === 'jenis_jabatan') return { ...e, jenis: row.tampil_di_formulir === 'ya' ? 'formulir' : null }
  if (list.code === 'jabatan_fungsional') return { ...e, info: { ...positionGroup(row.jft_kode ?? ''), ...e.info } }
  if (list.code === 'mata_pelajaran') return { ...e, jenis: e.jenis === 'KELAS' ? 'KELAS' : 'MAPEL', info: { ...e.info, kelompok: e.jenis ?? '' } }
  if (list.code === 'instansi') return agency(row, e, areas)
  return e
}

let groups: Map<string, Row> | undefined

function positionGroup(kode: string): Record<string, string> {
  groups ??= new Map(readSeed('jabatan_fungsional_tertentu').map((row) => [row.kode ?? '', row]))
  const { kelompok = '', rumpun = '' } = groups.get(kode) ?? {}
  return { kelompok, rumpun }
}

/** `wilayah` is the area the agency governs: its own province, kabupaten or kota. */
function agency(row: Row, e: Entry, areas: Areas): Entry {
  const { provinsi_kode_kini = '', wilayah_nama = '', jenis = '', status } = row
  const wilayah = jenis === 'PROVINSI' ? provinsi_kode_kini : areas.regencyByKey.get(areaKey(provinsi_kode_kini, jenis, wilayah_nama))
  return { ...e, info: wilayah ? { ...e.info, wilayah } : e.info, aktif: status === 'AKTIF' }
}

function countryEntries(): Entry[] {
  countries.registerLocale(require('i18n-iso-countries/langs/id.json') as countries.LocaleData)
  const corrected = new Map(readSeed('negara_koreksi').map((row) => [row.kode, row.nama]))
  const names = Object.entries(countries.getNames('id')).filter(([code]) => code !== 'ID')
  return names.map(([code, name]) => ({
    id: `NG-${code}`,
    kode: code,
    nama: corrected.get(code) ?? name,
    induk_id: null,
    lingkup_id: null,
    jenis: 'NG',
    info: {},
    aktif: true,
    urutan: null,
  }))
}
