// Takes a form with a file off the line: sealed straight to the disk, never as a whole in memory, at a pace that is alive.
import multipart from '@fastify/multipart'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Ctx } from '../context.ts'
import { problem } from '../problems.ts'
import { newName, openBytes, sealing } from './seal.ts'
import { inspectInTurn, tooLarge } from './inspect.ts'
import { cleanName, REQUEST_BYTES, UPLOAD_BYTES, type Kind } from './rules.ts'
import { arriving } from './store.ts'

/** A file that was looked at and may be kept; it lies sealed at `path`. */
export type Upload = { place: string; path: string; kind: Kind; stem: string; size: number; hash: string }
export type Received = { fields: Record<string, string>; upload?: Upload; fault?: string }

/** Requests of this sort under way in this process. */
const AT_ONCE = 40
let underWay = 0

declare module 'fastify' {
  interface FastifyContextConfig {
    /** takes files: may last longer than a form */
    files?: boolean
  }
}

/** Slowest line that is waited for: 16 kbit/s. */
const PACE = { ms: 10_000, bytes: 20 * 1024 }

const LIMITS = { fileSize: UPLOAD_BYTES, files: 1, fields: 12, parts: 14, fieldSize: 4096, fieldNameSize: 100, headerPairs: 20 }

/** Adds a route that takes forms with files. Only there bodies of several parts are read; everywhere else they stay an unknown kind. */
export function receivesFiles(app: FastifyInstance, url: string, handle: (req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>): void {
  app.register(async (scope) => {
    await scope.register(multipart, { limits: LIMITS, throwFileSizeLimit: false })
    scope.post(url, { config: { files: true } }, handle)
  })
}

/** Reads the form and hands it to `use`; whatever then still lies at the arriving place is deleted. Errors: busy, body_too_large. */
export async function withUpload<T>(ctx: Ctx, req: FastifyRequest, use: (r: Received) => Promise<T>): Promise<T> {
  if (!req.isMultipart()) throw problem('media_type')
  if (Number(req.headers['content-length'] ?? 0) > REQUEST_BYTES) throw problem('body_too_large')
  if (underWay >= AT_ONCE) throw problem('busy')
  underWay++
  const place = newName()
  const path = await arriving(ctx.config.berkas, place)
  try {
    return await use(await receive(ctx, req, place, path))
  } finally {
    underWay--
    await rm(path, { force: true })
  }
}

async function receive(ctx: Ctx, req: FastifyRequest, place: string, path: string): Promise<Received> {
  const out: Received = { fields: Object.create(null) as Record<string, string> }
  for await (const part of req.parts()) {
    if (part.type === 'field') out.fields[part.fieldname] = String(part.value).replaceAll('\0', '')
    else if (!part.filename) part.file.resume()
    else Object.assign(out, await take(ctx, part.file, part.filename, place, path))
  }
  return out
}

async function take(
  ctx: Ctx,
  file: Readable & { truncated: boolean },
  filename: string,
  place: string,
  path: string,
): Promise<Pick<Received, 'upload' | 'fault'>> {
  const hash = createHash('sha256')
  const counted = counting(hash)
  await pipeline(file, counted.stream, sealing(ctx.keys, place), createWriteStream(path, { mode: 0o600, flags: 'wx' })).catch(diskFault)
  const verdict = file.truncated ? { fault: tooLarge() } : await inspectInTurn(async () => openBytes(ctx.keys, place, await readFile(path)))
  if ('fault' in verdict) {
    await rm(path, { force: true })
    return verdict
  }
  return { upload: { place, path, kind: verdict.kind, stem: cleanName(filename), size: counted.size(), hash: hash.digest('hex') } }
}

/** A full disk is a pause (trust R8). */
function diskFault(error: NodeJS.ErrnoException): never {
  throw ['ENOSPC', 'EDQUOT', 'EROFS', 'EIO'].includes(error.code ?? '') ? problem('database_away', { cause: error }) : error
}

/** Counts and hashes what passes, and ends what does not move. */
function counting(hash: ReturnType<typeof createHash>): { stream: Transform; size: () => number } {
  let size = 0
  let seen = 0
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length
      hash.update(chunk)
      done(null, chunk)
    },
  })
  const timer = setInterval(() => {
    if (size - seen < PACE.bytes)
      stream.destroy(problem('bad_request', { text: 'Sambungan terlalu lambat untuk berkas ini. Pilih berkas yang lebih kecil, lalu coba lagi.' }))
    seen = size
  }, PACE.ms)
  stream.on('close', () => clearInterval(timer))
  return { stream, size: () => size }
}
