// The scene of the file tests: the form pages with a file store of their own, uploads as a browser sends them, and the job run by hand.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect } from 'vitest'
import { checkFile } from '../../src/berkas/job.ts'
import type { FileStoreConfig } from '../../src/config.ts'
import { cookieName } from '../../src/security/cookies.ts'
import { useDatabase } from '../harness.ts'
import { cookieOf, makeScene, newSession, SAME_SITE, type Person, type Scene } from '../isian/adegan.ts'
import type { Sample } from './contoh.ts'

export const NAMA = 'data-utama/nama'

/** Call at the top of a test file. */
export function useFiles(store: (folder: string) => FileStoreConfig = (folder) => ({ folder })) {
  const t = useDatabase()
  const folder = mkdtempSync(join(tmpdir(), 'berkas-'))
  let s: Scene
  beforeAll(async () => {
    s = await makeScene(t)
    s.ctx.config.berkas = store(folder)
  })
  afterAll(async () => {
    await s?.app.close()
    rmSync(folder, { recursive: true, force: true })
    expect(s.errors).toEqual([])
  })
  return {
    get s() {
      return s
    },
    folder,
  }
}

/** What the browser sends for a form with a file. */
export function multipart(fields: Readonly<Record<string, string>>, file?: Sample): { payload: Buffer; headers: Record<string, string> } {
  const boundary = '----uji7f3a'
  const head = (name: string, more = '') => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${more}`
  const parts: Buffer[] = Object.entries(fields).map(([name, value]) => Buffer.from(`${head(name)}\r\n\r\n${value}\r\n`))
  const name = (file?.name ?? '').replaceAll('"', '%22').replace(/[\r\n]/g, (c) => encodeURIComponent(c))
  const type = file?.type ?? 'application/octet-stream'
  parts.push(
    Buffer.from(`${head('berkas', `; filename="${name}"`)}\r\nContent-Type: ${type}\r\n\r\n`),
    file?.bytes ?? Buffer.alloc(0),
    Buffer.from(`\r\n--${boundary}--\r\n`),
  )
  return { payload: Buffer.concat(parts), headers: { 'content-type': `multipart/form-data; boundary=${boundary}` } }
}

export async function upload(
  s: Scene,
  p: Pick<Person, 'cookie'>,
  file?: Sample,
  untuk = NAMA,
  fields: Record<string, string> = {},
): Promise<LightMyRequestResponse> {
  const { payload, headers } = multipart({ _kunci: uuidv7(), ...fields }, file)
  return s.app.inject({
    method: 'POST',
    url: `/berkas/unggah?untuk=${encodeURIComponent(untuk)}`,
    payload,
    headers: { ...SAME_SITE, ...headers },
    cookies: cookieOf(s, p),
  })
}

/** Runs the job for everything that waits. */
export async function work(s: Scene): Promise<void> {
  for (const { id } of await rowsOf(s)) await checkFile(s.ctx, { id })
}

export type Row = {
  id: string
  nip: string
  jenis: string
  ukuran: number
  status: string
  alasan: string | null
  tempat: string | null
  dipindai: Date | null
}
export const rowsOf = async (s: Scene, p?: Person): Promise<Row[]> =>
  (await sql<Row>`select * from berkas where ${p ? sql`nip = ${p.nip}` : sql`true`} order by dibuat`.execute(s.t.owner.db)).rows

/** Names in the folder store, arriving ones included. */
export const onDisk = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => e.name)
    .sort()

/** GET as a member of staff. */
export async function staffGet(s: Scene, petugasId: string, url: string): Promise<LightMyRequestResponse> {
  const cookie = await newSession(s, 'petugas', petugasId)
  return s.app.inject({ method: 'GET', url, headers: SAME_SITE, cookies: { [cookieName(s.ctx.config.baseUrl, 'petugas')]: cookie } })
}

export const eventsOf = async (s: Scene, p: Person, jenis: string): Promise<{ pelaku: string; pelaku_id: string; data: Record<string, string> }[]> =>
  (
    await sql<{
      pelaku: string
      pelaku_id: string
      data: Record<string, string>
    }>`select pelaku, pelaku_id, data from peristiwa where nip = ${p.nip} and jenis = ${jenis} order by urut`.execute(s.t.owner.db)
  ).rows

/** The sentence at the file input. */
export const faultOn = (body: string): string =>
  /id="berkas-err">([\s\S]*?)<\/p>/
    .exec(body)?.[1]
    ?.replace(/<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<[^>]+>/g, '')
    .replace(/^Kesalahan:\s*/, '')
    .replaceAll('&quot;', '"')
    .trim() ?? ''
