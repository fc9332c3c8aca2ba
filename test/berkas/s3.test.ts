// The same files in a bucket: a stand-in for an S3-compatible service that checks every signature.
import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '../../src/config.ts'
import { sign } from '../../src/berkas/s3.ts'
import { sweepFiles } from '../../src/berkas/job.ts'
import { storeOf } from '../../src/berkas/store.ts'
import { addPerson, get, post, type Person } from '../isian/adegan.ts'
import { NAMA, onDisk, rowsOf, upload, useFiles, work } from './adegan.ts'
import { jpeg, pdf } from './contoh.ts'

const SECRET = { region: 'id-jkt', accessKey: 'KUNCIUJI', secretKey: 'rahasia/uji+1' }
const bucket = new Map<string, { bytes: Buffer; at: Date }>()
let server: Server
let away = false
let siti: Person
const f = useFiles()

beforeAll(async () => {
  server = createServer(async (req, res) => {
    const parts: Buffer[] = []
    for await (const part of req) parts.push(part as Buffer)
    const { status, body } = away ? { status: 503, body: '' } : answer(req, Buffer.concat(parts))
    res.writeHead(status).end(body)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const port = (server.address() as AddressInfo).port
  f.s.ctx.config.berkas = { folder: f.folder, s3: { ...SECRET, endpoint: `http://127.0.0.1:${port}`, bucket: 'epupns' } }
  siti = await addPerson(f.s, 'SITI RAHAYU')
})
afterAll(() => void server.close())

function answer(req: IncomingMessage, body: Buffer): { status: number; body: Buffer | string } {
  const url = new URL(req.url!, 'http://s3')
  const headers = Object.fromEntries(['host', 'x-amz-content-sha256', 'x-amz-date'].map((n) => [n, String(req.headers[n])]))
  const wanted = sign(SECRET, { method: req.method!, path: url.pathname, search: url.search.slice(1), headers, at: headers['x-amz-date']! })
  if (req.headers.authorization !== wanted || headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex'))
    return { status: 403, body: '' }
  if (url.searchParams.has('list-type')) return { status: 200, body: listing(url) }
  const key = url.pathname.replace('/epupns/', '')
  if (req.method === 'PUT') bucket.set(key, { bytes: body, at: new Date() })
  if (req.method === 'DELETE') return { status: bucket.delete(key) ? 204 : 404, body: '' }
  const found = bucket.get(key)
  return found ? { status: 200, body: req.method === 'GET' ? found.bytes : '' } : { status: 404, body: '' }
}

/** One key a page, so that the second page is asked for. */
function listing(url: URL): string {
  const after = url.searchParams.get('continuation-token') ?? ''
  const [key, next] = [...bucket.keys()].sort().filter((k) => k > after)
  const entry = key ? `<Contents><Key>${key}</Key><LastModified>${bucket.get(key)!.at.toISOString()}</LastModified></Contents>` : ''
  return `<ListBucketResult>${entry}${next ? `<NextContinuationToken>${key}</NextContinuationToken>` : ''}</ListBucketResult>`
}

test('the example of the service’s own documentation has this signature', () => {
  const empty = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
  const got = sign(
    { region: 'us-east-1', accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' },
    {
      method: 'GET',
      path: '/test.txt',
      search: '',
      headers: { host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9', 'x-amz-content-sha256': empty, 'x-amz-date': '20130524T000000Z' },
      at: '20130524T000000Z',
    },
  )
  expect(got).toMatch(/Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41$/)
})

test('uploaded, made anew, opened and deleted in the bucket; nothing stays on this machine', async () => {
  await upload(f.s, siti, { name: 'foto.jpg', bytes: await jpeg(300, 200) })
  expect(bucket.size).toBe(1)
  expect(onDisk(f.folder)).toEqual([])
  await work(f.s)
  const [row] = await rowsOf(f.s, siti)
  expect([...bucket.keys()]).toEqual([`isi/${row!.tempat}`])
  expect((await get(f.s, siti, `/berkas/${row!.id}`)).rawPayload.subarray(0, 3).toString('hex')).toBe('ffd8ff')
  await post(f.s, siti, '/berkas/lepas', { untuk: NAMA, berkas: row!.id })
  expect(bucket.size).toBe(0)
})

test('what no row names is deleted from the bucket, page by page', async () => {
  await upload(f.s, siti, { name: 'tetap.pdf', bytes: await pdf(['tetap']) })
  for (const n of ['11', '22', '33']) bucket.set(`isi/${n.repeat(20)}`, { bytes: Buffer.from('x'), at: new Date(0) })
  expect(await sweepFiles(f.s.ctx)).toBe(3)
  expect(bucket.size).toBe(1)
})

test('a wrong key and a service that is away are faults, never a file that seems kept', async () => {
  const before = (await rowsOf(f.s, siti)).length
  away = true
  expect((await upload(f.s, siti, { name: 'hilang.pdf', bytes: await pdf(['hilang']) })).statusCode).toBe(503)
  away = false
  expect(await rowsOf(f.s, siti)).toHaveLength(before)
  const { s3 } = f.s.ctx.config.berkas
  const wrong = storeOf({ folder: f.folder, s3: { ...s3!, secretKey: 'salah' } })
  await expect(wrong.get('ab'.repeat(20))).rejects.toThrow('403')
})

test('configured by environment, with every fault said', () => {
  const env = { EPUPNS_MODE: 'uji', EPUPNS_DATA: f.folder }
  expect(readConfig({ ...env, EPUPNS_S3: 'https://s3.contoh.go.id/epupns/', EPUPNS_S3_KUNCI: 'a:b:c', CLAMD: 'clamd:3310' })).toMatchObject({
    berkas: { s3: { endpoint: 'https://s3.contoh.go.id', bucket: 'epupns', region: 'us-east-1', accessKey: 'a', secretKey: 'b:c' } },
    clamd: { host: 'clamd', port: 3310 },
  })
  expect(() => readConfig({ ...env, EPUPNS_S3: 'https://s3.contoh.go.id' })).toThrow(/EPUPNS_S3_KUNCI wajib[\s\S]*nama bucket/)
  expect(() => readConfig({ ...env, CLAMD: 'clamd' })).toThrow(/CLAMD harus/)
})
