// The JSON lists of BKN's reference service: one gzip-compressed array of flat objects per list.
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import type { Entry } from '../reference/index.ts'
import { FileFault } from '../reference/runs.ts'
import type { Incoming } from '../reference/store.ts'
import { faultOf } from './listFile.ts'
import { clean, unprintable } from './text.ts'

type Json = Readonly<Record<string, string | null>>
type Shape = {
  list: string
  /** what the file speaks about */
  columns: readonly (keyof Entry)[]
  /** the parts of an entry that are not id and nama; undefined = the row belongs to another list */
  read?: (row: Json) => Partial<Entry> | undefined
  /** only a part of the list: nothing is retired */
  partial?: boolean
}

const AGENCY_KINDS: Readonly<Record<string, string>> = { KAB: 'KABUPATEN', KOT: 'KOTA', PROV: 'PROVINSI' }
const TEACHER_GROUP = 'A5EB03E23DCFF6A0E040640A040252AD'

/** By file name. Empty text and null both mean that there is no value. */
const shapes: Readonly<Record<string, Shape>> = {
  instansi: {
    list: 'instansi',
    columns: ['kode'],
    read: (r) => ({
      kode: r.kodeCepat || null,
      jenis: AGENCY_KINDS[r.jenisInstansiId ?? ''] ?? (r.jenis === 'P' ? 'PUSAT' : null),
      info: filled({ jenis_instansi: r.jenisInstansiId }),
    }),
  },
  satuanKerja: { list: 'satuan_kerja', columns: ['lingkup_id', 'aktif'], read: (r) => ({ lingkup_id: r.instansiId || null }) },
  jabatanFungsional: {
    list: 'jabatan_fungsional',
    columns: ['kode', 'jenis', 'aktif'],
    read: (r) => ({
      kode: r.kodeCepat || null,
      jenis: r.jenjang || null,
      aktif: r.status === 'N',
      info: filled({ usia_bup: r.usiaBup, kelompok_id: r.kelompokJabatanId }),
    }),
  },
  jabatanPelaksana: {
    list: 'jabatan_fungsional_umum',
    columns: ['kode', 'aktif'],
    read: (r) => ({ kode: r.kodeCepat || null, aktif: r.status !== '0' }),
  },
  pendidikan: {
    list: 'pendidikan',
    columns: ['induk_id', 'aktif'],
    read: (r) => ({ induk_id: r.tingkatPendidikanId || null, aktif: r.status !== '0' }),
  },
  kabupaten: {
    list: 'wilayah',
    columns: ['induk_id', 'jenis', 'aktif'],
    read: (r) => ({ induk_id: r.lokasiId || null, jenis: r.jenis || null }),
  },
  kursus: { list: 'diklat_fungsional', columns: ['aktif'] },
  kompetensi: { list: 'kompetensi', columns: ['aktif'] },
  latihanStruktural: { list: 'diklat_struktural', columns: ['aktif'] },
  subJabatan: {
    list: 'mata_pelajaran',
    columns: ['jenis', 'aktif'],
    partial: true,
    read: (r) =>
      r.kelompokJabatanId === TEACHER_GROUP
        ? {
            id: `SJ${r.id}`,
            jenis: /\bkelas\b/i.test(r.nama ?? '') ? 'KELAS' : 'MAPEL',
            aktif: r.status === '1',
            info: filled({ kelompok_id: r.kelompokJabatanId }),
          }
        : undefined,
  },
}

/** The list a JSON file is for, by its name without endings. */
export function findShape(stem: string): { list: string; partial: boolean } | undefined {
  const shape = shapes[stem]
  return shape && { list: shape.list, partial: shape.partial ?? false }
}

/** Reads a JSON list; line numbers are positions in the array. These files are small enough to be read whole. */
export function openJson(path: string, stem: string, onNote?: (text: string) => void): { columns: readonly (keyof Entry)[]; rows: Incoming[] } {
  const shape = shapes[stem]!
  const all = parse(path)
  const rows = all.flatMap((row, i) => toIncoming(shape, row, i + 1) ?? [])
  const skipped = shape.partial ? all.length - rows.length : 0
  if (skipped > 0) onNote?.(`${skipped} baris milik kelompok jabatan lain dilewati`)
  return { columns: shape.columns, rows }
}

function toIncoming(shape: Shape, row: unknown, baris: number): Incoming | undefined {
  if (typeof row !== 'object' || row === null) return { baris, id: null, tolak: 'bukan objek JSON' }
  const json = row as Json
  const more = shape.read ? shape.read(json) : {}
  if (!more) return undefined
  const nama = clean(json.nama ?? '')
  const e: Entry = {
    id: (json.id ?? '').trim(),
    kode: null,
    nama,
    induk_id: null,
    lingkup_id: null,
    jenis: null,
    info: {},
    aktif: true,
    urutan: null,
    ...more,
  }
  const fault = unprintable(nama) ? 'nama memuat tanda yang tidak dapat disimpan' : faultOf(e)
  return fault ? { baris, id: e.id || null, tolak: fault } : { ...e, baris }
}

function parse(path: string): unknown[] {
  const bytes = readFileSync(path)
  const value = json(path.endsWith('.gz') ? unzip(bytes) : bytes)
  if (!Array.isArray(value)) throw new FileFault(1, 'berkas JSON harus memuat satu larik objek')
  return value
}

function unzip(bytes: Buffer): Buffer {
  try {
    return gunzipSync(bytes)
  } catch {
    throw new FileFault(1, 'berkas gzip terpotong atau rusak')
  }
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new FileFault(1, 'berkas bukan JSON UTF-8 yang utuh')
  }
}

function filled(info: Readonly<Record<string, string | null | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(info).filter((pair): pair is [string, string] => Boolean(pair[1])))
}
