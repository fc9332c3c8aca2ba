// Areas from the npm package idn-area-data, arranged for addresses and offices.
import { areaKey, readAreas } from '../reference/areas.ts'
import { ibukota, provinsi, type Instansi } from './reference.ts'

export type Place = { kode: string; nama: string }
export type Kecamatan = Place & { desa: readonly Place[] }
export type Kabupaten = Place & { kota: boolean; kecamatan: readonly Kecamatan[] }

type Index = { regencies: Map<string, Place & { kota: boolean }>; keys: ReadonlyMap<string, string>; districts: Map<string, Place[]>; villages: Map<string, Place[]>; byProvince: Map<string, string[]> }

let index: Index | undefined
const kabupaten = new Map<string, Kabupaten>()

function load(): Index {
  const areas = readAreas()
  const regencies = new Map(areas.regencies.map(({ code, name }) => [code, { kode: code, nama: bare(name), kota: name.startsWith('KOTA ') }]))
  const byProvince = new Map<string, string[]>()
  for (const code of regencies.keys()) append(byProvince, code.slice(0, 2), code)
  const districts = new Map<string, Place[]>()
  for (const row of areas.districts) append(districts, row.parent!, { kode: row.code, nama: row.name })
  const villages = new Map<string, Place[]>()
  for (const row of areas.villages) append(villages, row.parent!, { kode: row.code, nama: row.name })
  return { regencies, keys: areas.regencyByKey, districts, villages, byProvince }
}

function append<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

const SMALL_WORDS = new Set(['dan'])

/** 'KABUPATEN ACEH SELATAN' → 'Aceh Selatan' */
function bare(name: string): string {
  const words = name.replace(/^(KABUPATEN|KOTA) (ADMINISTRASI )?/, '').toLowerCase().split(' ')
  return words.map((w) => (SMALL_WORDS.has(w) ? w : w.charAt(0).toUpperCase() + w.slice(1))).join(' ')
}

const areas = () => (index ??= load())

/** A kabupaten or kota with its kecamatan and desa. */
export function getKabupaten(kode: string): Kabupaten {
  let found = kabupaten.get(kode)
  if (!found) {
    const { regencies, districts, villages } = areas()
    const own = (districts.get(kode) ?? []).map((d): Kecamatan => ({ ...d, desa: villages.get(d.kode) ?? [] }))
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
