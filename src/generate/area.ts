// Areas from the npm package idn-area-data (ODbL: read where it is installed, never copied), arranged for addresses and
// offices. Villages are cut out of the file kabupaten by kabupaten: a demo needs a handful of the 514.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { areaKey } from '../reference/areas.ts'
import { hash } from './random.ts'
import { ibukota, provinsi, type Instansi } from './reference.ts'

export type Place = { kode: string; nama: string }
export type Kecamatan = Place & { desa: readonly Place[] }
export type Kabupaten = Place & { kota: boolean; kecamatan: readonly Kecamatan[] }

type Regency = Place & { kota: boolean }
type Index = {
  regencies: Map<string, Regency>
  /** province, kind and name of an agency → code of its area */
  keys: Map<string, string>
  districts: Map<string, Place[]>
  byProvince: Map<string, string[]>
  villages: string
  /** where the villages of a kabupaten stand in the text */
  spans: Map<string, [from: number, until: number]>
}

let index: Index | undefined
const kabupaten = new Map<string, Kabupaten>()
const require = createRequire(import.meta.url)
const REGENCY_CODE = 5 // '33.06'
const DISTRICT_CODE = 8 // '33.06.01'

function load(): Index {
  const regencies = new Map<string, Regency>()
  const keys = new Map<string, string>()
  const byProvince = new Map<string, string[]>()
  for (const { kode, nama } of readRows(textOf('regencies'))) {
    const kota = nama.startsWith('KOTA ')
    const own = { kode, nama: bare(nama), kota }
    regencies.set(kode, own)
    keys.set(areaKey(kode.slice(0, 2), kota ? 'KOTA' : 'KABUPATEN', own.nama), kode)
    append(byProvince, kode.slice(0, 2), kode)
  }
  const districts = new Map<string, Place[]>()
  for (const row of readRows(textOf('districts'))) append(districts, row.kode.slice(0, REGENCY_CODE), row)
  const villages = textOf('villages')
  return { regencies, keys, districts, byProvince, villages, spans: spansOf(villages) }
}

const textOf = (file: string) => readFileSync(require.resolve(`idn-area-data/data/${file}.csv`), 'utf8')

/** Code and name of each line; the code of the parent between them is part of the code anyway. */
function* readRows(text: string, from = text.indexOf('\n') + 1, until = text.length): Generator<Place> {
  for (let at = from; at < until;) {
    const end = text.indexOf('\n', at)
    const line = text.slice(at, end < 0 ? until : end)
    const name = line.slice(line.indexOf(',', line.indexOf(',') + 1) + 1)
    yield { kode: line.slice(0, line.indexOf(',')), nama: name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name }
    at = end < 0 ? until : end + 1
  }
}

/** The file is sorted: the villages of a kabupaten stand together. */
function spansOf(text: string): Map<string, [number, number]> {
  const spans = new Map<string, [number, number]>()
  for (let at = text.indexOf('\n') + 1; at > 0 && at < text.length;) {
    const kode = text.slice(at, at + REGENCY_CODE)
    const end = text.indexOf('\n', at) + 1 || text.length
    const span = spans.get(kode)
    if (span) span[1] = end
    else spans.set(kode, [at, end])
    at = end
  }
  return spans
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

const SMALL_WORDS = new Set(['dan'])

/** 'KABUPATEN ACEH SELATAN' → 'Aceh Selatan' */
function bare(name: string): string {
  const words = name
    .replace(/^(KABUPATEN|KOTA) (ADMINISTRASI )?/, '')
    .toLowerCase()
    .split(' ')
  return words.map((w) => (SMALL_WORDS.has(w) ? w : w.charAt(0).toUpperCase() + w.slice(1))).join(' ')
}

const areas = () => (index ??= load())

/** A kabupaten or kota with its kecamatan and desa. */
export function getKabupaten(kode: string): Kabupaten {
  let found = kabupaten.get(kode)
  if (!found) {
    const { regencies, districts, villages, spans } = areas()
    const desa = new Map<string, Place[]>()
    for (const row of readRows(villages, ...(spans.get(kode) ?? [0, 0]))) append(desa, row.kode.slice(0, DISTRICT_CODE), row)
    const own = (districts.get(kode) ?? []).map((d): Kecamatan => ({ ...d, desa: desa.get(d.kode) ?? [] }))
    found = { ...regencies.get(kode)!, kecamatan: own.filter((k) => k.desa.length > 0) }
    kabupaten.set(kode, found)
  }
  return found
}

/** 'Kabupaten Purworejo', 'Kota Magelang' */
export const fullName = (k: Place & { kota: boolean }): string => `${k.kota ? 'Kota' : 'Kabupaten'} ${k.nama}`

/** Codes of the kabupaten and kota of a province of 2015; Papua's were divided since. */
export function kabupatenOf(provinsiKode: string): readonly string[] {
  const now = { 91: ['91', '93', '94', '95'], 92: ['92', '96'] }[provinsiKode] ?? [provinsiKode]
  return now.flatMap((kode) => areas().byProvince.get(kode) ?? [])
}

/** Area code of a regional government: its own kabupaten, or the capital of the province. */
export function seatOf(i: Instansi): string {
  if (i.jenis === 'PROVINSI') return capitalOf(i.provinsi)
  return areas().keys.get(areaKey(i.provinsiKini, i.jenis, i.wilayah)) ?? kabupatenOf(i.provinsi)[0]!
}

/** Area code of the capital of a province. */
export function capitalOf(kode: string): string {
  const { keys } = areas()
  const named = provinsi[kode]?.ibukota
  const own = kabupatenOf(kode)
  if (named) return own.find((k) => fullName(areas().regencies.get(k)!).toUpperCase() === named.replace('KOTA ADMINISTRASI', 'KOTA')) ?? own[0]!
  const name = ibukota.get(kode) ?? ''
  return keys.get(areaKey(kode, 'KOTA', name)) ?? keys.get(areaKey(kode, 'KABUPATEN', name)) ?? own[0]!
}

/** A village of a kecamatan, by address. */
export function placeIn(seed: number, k: Kecamatan, salt: number): string {
  return k.desa[hash(seed, salt, k.desa.length) % k.desa.length]!.kode
}
