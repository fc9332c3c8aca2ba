// Pages are packed for browsers that can unpack them, and only what is worth it.
import { gunzipSync } from 'node:zlib'
import Fastify from 'fastify'
import { expect, test } from 'vitest'
import { registerCompression } from '../../src/web/compress.ts'

const long = `<p>${'panjang é '.repeat(200)}</p>`
const app = Fastify()
registerCompression(app)
app.get('/panjang', (_req, reply) => reply.type('text/html; charset=utf-8').send(long))
app.get('/pendek', (_req, reply) => reply.type('text/html; charset=utf-8').send('<p>ya</p>'))
app.get('/berkas', (_req, reply) => reply.type('application/pdf').send(Buffer.from(long)))
app.get('/json', async () => ({ long }))

const get = (url: string, accept = 'gzip, deflate, br') => app.inject({ url, headers: { 'accept-encoding': accept } })

test.each(['/panjang', '/json'])('%s is packed, and says that this depends on the browser', async (url) => {
  const { headers, rawPayload } = await get(url)
  expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding', 'content-length': String(rawPayload.length) })
  expect(gunzipSync(rawPayload).toString()).toContain(long)
})

test('a browser that cannot unpack gets the page as it is', async () => {
  const { headers, body } = await get('/panjang', 'identity')
  expect(headers['content-encoding']).toBeUndefined()
  expect(headers.vary).toBe('accept-encoding')
  expect(body).toBe(long)
})

test.each(['/pendek', '/berkas'])('%s is left alone', async (url) => {
  expect((await get(url)).headers['content-encoding']).toBeUndefined()
})
