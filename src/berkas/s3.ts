// Files in a bucket: the four requests that are needed, signed with AWS Signature Version 4.
import { createHash, createHmac } from 'node:crypto'
import { readFile, rm } from 'node:fs/promises'
import type { S3Config } from '../config.ts'
import { semaphore } from '../security/semaphore.ts'
import type { Store, Stored } from './store.ts'

const LIMIT_MS = 30_000
const PREFIX = 'isi/'
/** Puts under way, each with its file in memory. */
const AT_ONCE = 4

export function s3Store(config: S3Config): Store {
  const call = (method: string, key: string, more: Sent = {}) => request(config, method, key, more)
  const inTurn = semaphore(AT_ONCE, 200)
  return {
    put: (name, from) =>
      inTurn(async () => {
        await done(await call('PUT', PREFIX + name, { body: await readFile(from) }))
        await rm(from, { force: true })
      }),
    async get(name) {
      return Buffer.from(await (await done(await call('GET', PREFIX + name))).arrayBuffer())
    },
    async remove(name) {
      const answer = await call('DELETE', PREFIX + name)
      if (answer.status !== 404) await done(answer)
    },
    list: () => pages(call),
  }
}

type Sent = { body?: Buffer; query?: Readonly<Record<string, string>> }
type Call = (method: string, key: string, more?: Sent) => Promise<Response>

/** An answer that is none throws; its text may quote what was sent, so only the number is told. */
async function done(answer: Response): Promise<Response> {
  if (answer.ok) return answer
  await answer.body?.cancel()
  throw new Error(`the file store answered ${answer.status}`)
}

async function* pages(call: Call): AsyncIterable<readonly Stored[]> {
  for (let token = ''; ;) {
    const query = { 'list-type': '2', prefix: PREFIX, ...(token && { 'continuation-token': token }) }
    const xml = await (await done(await call('GET', '', { query }))).text()
    yield [...xml.matchAll(/<Contents>([\s\S]*?)<\/Contents>/g)].map(([, entry]) => ({
      name: tag(entry!, 'Key').slice(PREFIX.length),
      at: new Date(tag(entry!, 'LastModified')),
    }))
    token = tag(xml, 'NextContinuationToken')
    if (!token) return
  }
}

const tag = (xml: string, name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? ''

function request(config: S3Config, method: string, key: string, { body, query = {} }: Sent): Promise<Response> {
  const path = `/${[config.bucket, ...(key ? key.split('/') : [])].map(escaped).join('/')}`
  const search = Object.entries(query)
    .map(([k, v]) => `${escaped(k)}=${escaped(v)}`)
    .sort()
    .join('&')
  const at = new Date().toISOString().replace(/[-:]|\.\d+/g, '')
  const headers = { host: new URL(config.endpoint).host, 'x-amz-content-sha256': hash(body ?? ''), 'x-amz-date': at }
  const authorization = sign(config, { method, path, search, headers, at })
  const { host: _, ...sent } = headers
  return fetch(`${config.endpoint}${path}${search && `?${search}`}`, {
    method,
    body: body && new Uint8Array(body),
    headers: { ...sent, authorization },
    signal: AbortSignal.timeout(LIMIT_MS),
    redirect: 'error',
  })
}

type Signed = { method: string; path: string; search: string; headers: Readonly<Record<string, string>>; at: string }

/** The Authorization header (Signature Version 4). */
export function sign({ region, accessKey, secretKey }: Pick<S3Config, 'region' | 'accessKey' | 'secretKey'>, r: Signed): string {
  const names = Object.keys(r.headers).sort()
  const canonical = [r.method, r.path, r.search, ...names.map((n) => `${n}:${r.headers[n]}`), '', names.join(';'), r.headers['x-amz-content-sha256']].join('\n')
  const scope = `${r.at.slice(0, 8)}/${region}/s3/aws4_request`
  const key = [region, 's3', 'aws4_request'].reduce((k, part) => mac(k, part), mac(`AWS4${secretKey}`, r.at.slice(0, 8)))
  const signature = mac(key, ['AWS4-HMAC-SHA256', r.at, scope, hash(canonical)].join('\n')).toString('hex')
  return `AWS4-HMAC-SHA256 Credential=${accessKey}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`
}

const mac = (key: string | Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const hash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex')
const escaped = (text: string): string => encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)
