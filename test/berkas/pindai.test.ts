// Malware scanner: a stand-in for clamd that is clean, finds something, breaks off, or is away.
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { scan } from '../../src/berkas/clamd.ts'
import { checkFile } from '../../src/berkas/job.ts'
import { addPerson, ENDANG, fillAll, forgetLimits, formOf, get, sendForm, type Person } from '../isian/adegan.ts'
import { NAMA, onDisk, rowsOf, staffGet, upload, useFiles } from './adegan.ts'
import { jpeg, pdf } from './contoh.ts'

const f = useFiles()
let clamd: Server
let says: (socket: Socket, bytes: Buffer) => void
let siti: Person
const sockets = new Set<Socket>()

beforeAll(async () => {
  clamd = createServer((socket) => {
    sockets.add(socket)
    let got = Buffer.alloc(0)
    socket.on('data', (part) => {
      got = Buffer.concat([got, part as Buffer])
      const bytes = readStream(got)
      if (bytes) says(socket, bytes)
    })
    socket.on('error', () => {})
  })
  await new Promise<void>((done) => clamd.listen(0, '127.0.0.1', done))
  f.s.ctx.config.clamd = { host: '127.0.0.1', port: (clamd.address() as AddressInfo).port }
})
afterAll(() => {
  for (const socket of sockets) socket.destroy()
  clamd.close()
})
beforeEach(async () => {
  siti = await addPerson(f.s, 'SITI RAHAYU')
  await forgetLimits(f.s)
})

/** What was sent, once the empty piece has come. */
function readStream(got: Buffer): Buffer | undefined {
  const start = got.indexOf(0) + 1
  expect(got.toString('latin1', 0, Math.min(start, 11))).toMatch(/^z?I?N?S?T?R?E?A?M?/)
  const parts: Buffer[] = []
  for (let at = start; at + 4 <= got.length;) {
    const n = got.readUInt32BE(at)
    if (n === 0) return Buffer.concat(parts)
    if (at + 4 + n > got.length) return undefined
    parts.push(got.subarray(at + 4, at + 4 + n))
    at += 4 + n
  }
  return undefined
}
const clean = (socket: Socket): void => void socket.end('stream: OK\0')

test('clean: the whole file was asked about, and staff read nothing of a scan that is missing', async () => {
  const bytes = await pdf(['bersih'], { info: { Title: 'x'.repeat(200_000) } })
  let asked: Buffer | undefined
  says = (socket, got) => ((asked = Buffer.from(got)), clean(socket))
  await upload(f.s, siti, { name: 'bersih.pdf', bytes })
  await checkFile(f.s.ctx, (await rowsOf(f.s, siti))[0]!)
  expect(asked?.equals(bytes)).toBe(true)
  const [row] = await rowsOf(f.s, siti)
  expect(row).toMatchObject({ status: 'siap', dipindai: expect.any(Date) })
  await fillAll(f.s, siti)
  await sendForm(f.s, siti)
  const page = await staffGet(f.s, ENDANG, `/verifikasi/${(await formOf(f.s, siti)).row!.id}?semua=1`)
  expect(page.body).toContain('bersih.pdf')
  expect(page.body).not.toContain('belum dipindai')
})

test('infected: nothing of it is kept, the owner reads why, staff never hear of it', async () => {
  says = (socket) => void socket.end('stream: Eicar-Test-Signature FOUND\0')
  await upload(f.s, siti, { name: 'jahat.jpg', bytes: await jpeg(200, 100) })
  const [before] = await rowsOf(f.s, siti)
  await checkFile(f.s.ctx, before!)
  const [row] = await rowsOf(f.s, siti)
  expect(row).toMatchObject({ status: 'ditolak', tempat: null })
  expect(onDisk(f.folder)).not.toContain(before!.tempat)
  expect((await get(f.s, siti, `/berkas/unggah?untuk=${NAMA}`)).body).toMatch(/jahat\.jpg[\s\S]*Ditolak\. Pemindai menemukan perangkat lunak jahat/)
  expect((await get(f.s, siti, `/berkas/${row!.id}`)).statusCode).toBe(404)
  await fillAll(f.s, siti)
  await sendForm(f.s, siti)
  expect((await staffGet(f.s, ENDANG, `/verifikasi/${(await formOf(f.s, siti)).row!.id}?semua=1`)).body).not.toContain('jahat.jpg')
  // The same file may be sent again, and is looked at again.
})

test('away or without a verdict: the job fails and is tried again, and until then nobody opens the file', async () => {
  await upload(f.s, siti, { name: 'tunggu.pdf', bytes: await pdf(['tunggu']) })
  await fillAll(f.s, siti)
  await sendForm(f.s, siti)
  const [row] = await rowsOf(f.s, siti)
  for (const answer of ['INSTREAM size limit exceeded. ERROR\0', '', 'stream: OK FOUND? ERROR\0']) {
    says = (socket) => void socket.end(answer)
    await expect(checkFile(f.s.ctx, row!)).rejects.toThrow('no verdict')
  }
  const there = f.s.ctx.config.clamd!
  f.s.ctx.config.clamd = { host: '127.0.0.1', port: 9 }
  await expect(checkFile(f.s.ctx, row!)).rejects.toThrow()
  f.s.ctx.config.clamd = there
  expect((await rowsOf(f.s, siti))[0]).toMatchObject({ status: 'diperiksa' })
  expect((await staffGet(f.s, ENDANG, `/berkas/${row!.id}`)).statusCode).toBe(409)
  expect((await staffGet(f.s, ENDANG, `/verifikasi/${(await formOf(f.s, siti)).row!.id}?semua=1`)).body).toMatch(/tunggu\.pdf[\s\S]*?sedang diperiksa/)
  says = clean
  await checkFile(f.s.ctx, row!)
  expect((await staffGet(f.s, ENDANG, `/berkas/${row!.id}`)).statusCode).toBe(200)
})

test('a scanner that says nothing is not waited for', async () => {
  says = () => {}
  await expect(scan(f.s.ctx.config.clamd!, Buffer.from('x'), 50)).rejects.toThrow('in time')
})
