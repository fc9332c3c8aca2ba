// Style sheet and browser code: built once at start, kept in memory, served under names that carry their hash.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { buildSync, type BuildOptions } from 'esbuild'
import type { FastifyInstance } from 'fastify'
import { sections } from '../sections/index.ts'

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
export const inlineScript = (entry: string): string => bundle({ entryPoints: [folder + entry], format: 'iife' })[0]!.text.trim()

function build(): ReadonlyMap<string, Asset> {
  const built = bundle({ entryPoints: ['form.ts', 'style.css'].map((e) => folder + e), splitting: true }).map((f) => toAsset(f.path, Buffer.from(f.contents)))
  const icon = named('ikon', 'svg', readFileSync(`${folder}ikon.svg`))
  // Parts that several files share are called chunk-HASH; they keep that name.
  return new Map([...built, icon, ...sections.map(definitionOf)].map((a) => [basename(a.path).replace(/^(?!chunk)(\w+)-\w{8}\./, '$1.'), a]))
}

/**
 * A section's definition with its rules, a file of its own, because it comes with its page only. Bundled twice: of the sections
 * that it borrows functions from, the bundler leaves out the rest only where everything stands in one file.
 */
function definitionOf(s: { code: string }): Asset {
  const whole = bundle({ entryPoints: [`${folder}../sections/${camel(s.code)}.ts`], minify: false })[0]!.text
  return named(camel(s.code), 'js', Buffer.from(bundle({ stdin: { contents: whole } })[0]!.contents))
}

const named = (stem: string, ext: string, plain: Buffer): Asset =>
  toAsset(`/aset/${stem}-${createHash('sha256').update(plain).digest('hex').slice(0, 8).toUpperCase()}.${ext}`, plain)

const camel = (code: string): string => code.replace(/-(.)/g, (_, c: string) => c.toUpperCase())

/** Address of a section's definition for the browser. */
export const definition = (s: { code: string }): string => asset(`${camel(s.code)}.js`)

/** The bundler puts the hash into the names, because files ask for each other by them. */
const bundle = (options: BuildOptions) =>
  buildSync({
    entryNames: '[name]-[hash]',
    chunkNames: '[name]-[hash]',
    bundle: true,
    minify: true,
    write: false,
    outdir: '/aset',
    target,
    format: 'esm',
    legalComments: 'none',
    ...options,
  }).outputFiles!

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
