// Style sheet and browser code: built once at start, kept in memory, served under names that carry their hash.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { buildSync } from 'esbuild'
import type { FastifyInstance } from 'fastify'

export type Asset = { path: string; type: string; plain: Buffer; br: Buffer; gzip: Buffer }

const folder = fileURLToPath(new URL('../browser/', import.meta.url))
const types: Record<string, string> = { css: 'text/css; charset=utf-8', js: 'text/javascript; charset=utf-8', svg: 'image/svg+xml' }
/** The oldest browsers the pages are made for; older ones get the pages without script. */
const target = ['chrome90', 'firefox90', 'safari15']

let loaded: ReadonlyMap<string, Asset> | undefined

/** Builds at the first call (about 0.1 s); later calls return the same. Keys are plain names: style.css, form.js. */
export const loadAssets = (): ReadonlyMap<string, Asset> => (loaded ??= build())

/** Address of an asset: asset('style.css') → /aset/style-1A2B3C4D.css */
export function asset(name: string): string {
  const found = loadAssets().get(name)
  if (!found) throw new Error(`No such asset: ${name}`)
  return found.path
}

/** Names of the files that a script asks for at once, itself first. */
export function parts(name: string): string[] {
  const wanted = new Set([name])
  for (const part of wanted)
    for (const [, file] of loadAssets()
      .get(part)!
      .plain.toString()
      .matchAll(/(?:from|import)"\.\/([^"]+)"/g))
      wanted.add([...loadAssets()].find(([, a]) => a.path.endsWith(`/${file}`))![0])
  return [...wanted]
}

const preloaded = new Map<string, readonly string[]>()

/** Addresses of the parts of a script, so that a page can ask for all of them at the same time. */
export function preloads(name: string): readonly string[] {
  const known = preloaded.get(name)
  if (known) return known
  const found = parts(name).slice(1).map(asset)
  preloaded.set(name, found)
  return found
}

/** Browser code that stands inside a page (the busy page, which must not ask for anything). */
export const inlineScript = (entry: string): string => bundle([entry], 'iife')[0]!.text.trim()

function build(): ReadonlyMap<string, Asset> {
  const files = bundle(['form.ts', 'style.css'], 'esm').map((f) => toAsset(f.path, Buffer.from(f.contents)))
  const plain = readFileSync(`${folder}ikon.svg`)
  const icon = toAsset(`/aset/ikon-${createHash('sha256').update(plain).digest('hex').slice(0, 8)}.svg`, plain)
  // Parts that several files share are called chunk-HASH; they keep that name.
  return new Map([...files, icon].map((a) => [basename(a.path).replace(/^(?!chunk)(\w+)-\w{8}\./, '$1.'), a]))
}

/** The bundler puts the hash into the names: files ask for each other by them, so a section's rules are loaded with its page only. */
const bundle = (entries: readonly string[], format: 'esm' | 'iife') =>
  buildSync({
    entryPoints: entries.map((e) => folder + e),
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    splitting: format === 'esm',
    bundle: true,
    minify: true,
    write: false,
    outdir: '/aset',
    target,
    format,
    legalComments: 'none',
  }).outputFiles

function toAsset(path: string, plain: Buffer): Asset {
  return { path, type: types[path.split('.').at(-1)!]!, plain, br: brotliCompressSync(plain), gzip: gzipSync(plain, { level: 9 }) }
}

/** GET /aset/*: long cache, because another content has another name. */
export function registerAssets(app: FastifyInstance): void {
  for (const { path, type, ...bodies } of loadAssets().values())
    app.get(path, (request, reply) => {
      const accepted = request.headers['accept-encoding'] ?? ''
      const encoding = accepted.includes('br') ? 'br' : accepted.includes('gzip') ? 'gzip' : null
      if (encoding) reply.header('content-encoding', encoding)
      return reply
        .headers({ 'content-type': type, vary: 'accept-encoding', 'cache-control': 'public, max-age=31536000, immutable' })
        .send(bodies[encoding ?? 'plain'])
    })
}
