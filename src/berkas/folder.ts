// Files in a folder: two levels of shards, written under another name first, on disk before it is said that they are.
import { mkdir, open, opendir, readFile, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Store, Stored } from './store.ts'

const PAGE = 500

export function folderStore(folder: string): Store {
  const root = join(folder, 'isi')
  const pathOf = (name: string): string => {
    if (!/^[0-9a-f]{40}$/.test(name)) throw new Error('not a name of the file store')
    return join(root, name.slice(0, 2), name.slice(2, 4), name)
  }
  return {
    async put(name, from) {
      const to = pathOf(name)
      await mkdir(dirname(to), { recursive: true, mode: 0o700 })
      await synced(from)
      await rename(from, to)
      await synced(dirname(to))
    },
    get: (name) => readFile(pathOf(name)),
    remove: (name) => rm(pathOf(name), { force: true }),
    list: () => pages(root),
  }
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

async function* pages(root: string): AsyncIterable<readonly Stored[]> {
  let page: Stored[] = []
  for await (const path of walk(root)) {
    const found = await stat(path).catch(() => undefined)
    if (!found) continue
    page.push({ name: path.slice(-40), at: found.mtime })
    if (page.length < PAGE) continue
    yield page
    page = []
  }
  if (page.length > 0) yield page
}

async function* walk(folder: string): AsyncIterable<string> {
  const entries = await opendir(folder).catch(() => undefined)
  if (!entries) return
  for await (const entry of entries) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) yield* walk(path)
    else if (/^[0-9a-f]{40}$/.test(entry.name)) yield path
  }
}
