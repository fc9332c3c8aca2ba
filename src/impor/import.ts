// Imports a file or a folder: finds out what every file is, loads it, and answers with a report instead of an error.
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import type pg from 'pg'
import { findList, getList, lists, type ReferenceList } from '../reference/index.ts'
import { FileFault, findLastRun, recordRun, refusedRun, type RunHead, type RunResult } from '../reference/runs.ts'
import { replaceList } from '../reference/store.ts'
import { withCopy } from '../reference/copy.ts'
import { findSection, sections } from '../sections/index.ts'
import type { Keys } from '../security/keys.ts'
import { StartError } from '../startError.ts'
import type { CsvOptions } from './csv.ts'
import type { Mapping } from './header.ts'
import { openListCsv } from './listFile.ts'
import { openSectionCsv } from './sectionFile.ts'
import { upsertSection } from './sectionLoad.ts'
import { findShape, openJson } from './siasn.ts'

/** A file and what it holds: a list (CSV or JSON) or a section. */
export type Source = { path: string; stem: string; code: string; title: string; json: boolean; section: boolean }

export type ImportOptions = {
  keys: Keys
  /** check and report, change nothing */
  dryRun?: boolean
  /** import again what was imported already */
  again?: boolean
  allowShrink?: boolean
  /** the rows are about invented people (the generator's folders) */
  synthetic?: boolean
  onBytes?: (n: number) => void
}

/** `run` is missing when the same file was imported before. */
export type Outcome = { source: Source; run?: RunResult }

/** The files to import, lists before the people who refer to them. `code` says what a single file is when its name does not. */
export function findSources(path: string, code?: string): Source[] {
  if (!existsSync(path)) throw new StartError(`Berkas atau folder tidak ditemukan: ${path}`)
  if (!statSync(path).isDirectory()) return [identify(path, code) ?? unknownFile(path, code)]
  const folders = [path, join(path, 'referensi'), join(path, 'sapk')].filter((f) => existsSync(f))
  const found = folders.flatMap((folder) =>
    readdirSync(folder)
      .sort()
      .flatMap((file) => identify(join(folder, file)) ?? []),
  )
  const wanted = code ? found.filter((s) => s.code === code) : found
  if (wanted.length === 0)
    throw new StartError(`Tidak ada berkas yang dapat diimpor di ${path}. Nama berkas harus nama daftar atau bagian, misalnya unor.csv atau data-utama.csv.`)
  return wanted.sort((a, b) => order(a) - order(b))
}

function identify(path: string, code?: string): Source | undefined {
  const [, stem = '', kind = ''] = /^(.+?)\.(csv|json)(?:\.gz)?$/.exec(basename(path)) ?? []
  const json = kind === 'json'
  if (!kind || stem.endsWith('.peta')) return undefined
  const of = (found: { code: string; title: string } | undefined, section: boolean) =>
    found && { path, stem, code: found.code, title: found.title, json, section }
  if (json) return of(findList(findShape(stem)?.list ?? ''), false)
  const asked = code ?? stem
  const list = of(findList(asked.replaceAll('-', '_')), false)
  const section = of(findSection(asked), true)
  // One name may mean both, a list and the section that picks from it: then the folder says which.
  return basename(dirname(path)) === 'sapk' ? (section ?? list) : (list ?? section)
}

function unknownFile(path: string, code?: string): never {
  const known = [...lists, ...sections].map((l) => l.code).join(', ')
  throw new StartError(
    `${basename(path)}: tidak diketahui ini daftar atau bagian apa${code ? ` ("${code}")` : ''}. Sebutkan dengan --daftar, salah satu dari: ${known}`,
  )
}

const order = (s: Source) => (s.section ? lists.length + sections.findIndex((x) => x.code === s.code) : lists.findIndex((l) => l.code === s.code))

/** Imports one file. Whatever is wrong with it stands in the report; nothing of a file with a fault as a whole is taken. */
export async function importFile(pool: pg.Pool, source: Source, options: ImportOptions): Promise<Outcome> {
  const sha256 = await hashOf(source.path)
  const head: RunHead = {
    daftar: source.code,
    judul: source.title,
    berkas: basename(source.path),
    sha256,
    ujiCoba: options.dryRun ?? false,
  }
  const before = options.again ? undefined : await findLastRun(pool, source.code, head.berkas)
  if (before?.sha256 === sha256) return { source }
  const remarks: string[] = []
  try {
    const run = await load(pool, source, options, sha256, { onBytes: options.onBytes, onNote: (text) => remarks.push(text) })
    return { source, run: { ...run, catatan: [...run.catatan, ...remarks] } }
  } catch (error) {
    if (!(error instanceof FileFault)) throw error
    const run = refusedRun(head, error)
    await withCopy(pool, (tx) => recordRun(tx, run))
    return { source, run }
  }
}

async function load(pool: pg.Pool, source: Source, options: ImportOptions, sha256: string, read: CsvOptions): Promise<RunResult> {
  const common = { berkas: basename(source.path), sha256, dryRun: options.dryRun }
  if (!source.section) return await loadList(pool, getList(source.code), source, { ...common, allowShrink: options.allowShrink }, read)
  const section = findSection(source.code)!
  const rows = await openSectionCsv(source.path, section, options.keys, readMapping(source), read)
  return await upsertSection(pool, section, { ...rows, ...common, synthetic: options.synthetic })
}

type ListSettings = { berkas: string; sha256: string; dryRun?: boolean; allowShrink?: boolean }

async function loadList(pool: pg.Pool, list: ReferenceList, source: Source, settings: ListSettings, read: CsvOptions): Promise<RunResult> {
  if (!source.json) return await replaceList(pool, list, { ...(await openListCsv(source.path, list, readMapping(source), read)), ...settings })
  const shape = findShape(source.stem)!
  return await replaceList(pool, getList(shape.list), {
    ...openJson(source.path, source.stem, read.onNote),
    ...settings,
    retire: !shape.partial,
  })
}

/** `<file>.peta.json` beside a file names its columns where they differ from ours (refdata.md 1). */
function readMapping(source: Source): Mapping | undefined {
  const path = source.path.slice(0, -extname(source.path).length).replace(/\.csv$/, '') + '.peta.json'
  if (!existsSync(path)) return undefined
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Mapping
  } catch {
    throw new FileFault(1, `berkas pemetaan ${basename(path)} bukan JSON`)
  }
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}
