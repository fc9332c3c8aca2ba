// Where the content of files lies: a folder, or a bucket of an S3-compatible service. It sees sealed bytes and random names only.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileStoreConfig } from '../config.ts'
import { problem } from '../problems.ts'
import { folderStore } from './folder.ts'
import { s3Store } from './s3.ts'

export type Stored = { name: string; at: Date }

export type Store = {
  /** Takes over a finished file. After this it survives a crash. Putting the same name again changes nothing. */
  put(name: string, path: string): Promise<void>
  /** The whole of it: at most ten megabytes. */
  get(name: string): Promise<Buffer>
  /** No error when there is none. */
  remove(name: string): Promise<void>
  /** Everything there is, in pages. */
  list(): AsyncIterable<readonly Stored[]>
}

const opened = new WeakMap<FileStoreConfig, Store>()

/** The store of this program; made at first use. */
export function storeOf(config: FileStoreConfig): Store {
  const known = opened.get(config)
  if (known) return known
  const store = config.s3 ? s3Store(config.s3) : folderStore(config.folder)
  opened.set(config, store)
  return store
}

/** For handlers: a store that does not answer is a pause, not a fault of ours. */
export function storeAway(error: unknown): never {
  throw problem('database_away', { cause: error })
}

const waitingIn = (config: FileStoreConfig): string => join(config.folder, 'masuk')

/** A place for a file that is still arriving, on the same disk as the folder store. */
export async function arriving(config: FileStoreConfig, name: string): Promise<string> {
  const folder = waitingIn(config)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  return join(folder, name)
}

/** Puts bytes that are already sealed. */
export async function putBytes(config: FileStoreConfig, name: string, sealed: Buffer): Promise<void> {
  const path = await arriving(config, name)
  await writeFile(path, sealed, { mode: 0o600 })
  await storeOf(config).put(name, path)
}

/** Deletes what stopped arriving long ago: the program was killed meanwhile. */
export async function sweepArriving(config: FileStoreConfig, before: Date): Promise<number> {
  const folder = waitingIn(config)
  const names = await readdir(folder).catch(() => [])
  let n = 0
  for (const name of names) {
    const found = await stat(join(folder, name)).catch(() => undefined)
    if (!found || found.mtime >= before) continue
    await rm(join(folder, name), { force: true })
    n++
  }
  return n
}
