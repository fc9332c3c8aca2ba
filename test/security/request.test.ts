import Fastify from 'fastify'
import { Writable } from 'node:stream'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { Problem, problem, waitingTime } from '../../src/problems.ts'
import { addressPrefix, clientAddress } from '../../src/security/address.ts'
import { cookieFlags, cookieName } from '../../src/security/cookies.ts'
import { csrfAllowed, csrfToken } from '../../src/security/csrf.ts'
import { registerHeaders, securityHeaders } from '../../src/security/headers.ts'
import { actorHash, LOG_OPTIONS } from '../../src/security/redact.ts'
import { keys, otherKeys } from './kunci.ts'

const HTTPS = 'https://epupns.contoh.test'

describe('clientAddress', () => {
  test.each([
    ['no proxy: headers are the client talking', '203.0.113.9', '198.51.100.1', 0, '203.0.113.9'],
    ['one proxy: what it appended', '10.0.0.1', '198.51.100.1', 1, '198.51.100.1'],
    ['one proxy: forged entries stand to the left', '10.0.0.1', '1.1.1.1, 2.2.2.2, 198.51.100.1', 1, '198.51.100.1'],
    ['two proxies', '10.0.0.1', '6.6.6.6, 198.51.100.1, 10.0.0.2', 2, '198.51.100.1'],
    ['two headers', '10.0.0.1', ['6.6.6.6', '198.51.100.1'], 1, '198.51.100.1'],
    ['passed no proxy', '203.0.113.9', undefined, 1, '203.0.113.9'],
    ['fewer entries than proxies', '203.0.113.9', '6.6.6.6', 2, '203.0.113.9'],
    ['nonsense', '203.0.113.9', "'; drop table batas", 1, '203.0.113.9'],
    ['port and brackets', '10.0.0.1', '[2001:DB8:0:0::1]:443', 1, '2001:db8::1'],
    ['IPv4 with port', '10.0.0.1', '198.51.100.1:8080', 1, '198.51.100.1'],
    ['IPv4 inside IPv6', '::ffff:203.0.113.9', undefined, 0, '203.0.113.9'],
    ['no socket any more', undefined, undefined, 0, '0.0.0.0'],
  ])('%s', (_, socket, forwarded, hops, address) => {
    expect(clientAddress(socket, forwarded, hops)).toBe(address)
  })

  test('a thousand forged headers are one address', () => {
    const seen = Array.from({ length: 1000 }, (_, i) => clientAddress('10.0.0.1', `${i % 256}.1.2.3, evil, 198.51.100.1`, 1))
    expect(new Set(seen).size).toBe(1)
  })

  test.each([
    ['198.51.100.1', '198.51.100.1'],
    ['::ffff:198.51.100.1', '198.51.100.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['nonsense', 'tidak dikenal'],
  ])('prefix of %s', (address, prefix) => {
    expect(addressPrefix(address)).toBe(prefix)
  })
})

describe('csrfAllowed', () => {
  const post = (headers: Record<string, string>) => ({ method: 'POST', headers: { host: 'epupns.contoh.test', ...headers } })
  const none = { token: undefined, subject: 'sesi-1' }
  const good = { token: csrfToken(keys, 'sesi-1'), subject: 'sesi-1' }

  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'none' }, true],
    [{ 'sec-fetch-site': 'same-site' }, false],
    [{ 'sec-fetch-site': 'cross-site' }, false],
    [{ 'sec-fetch-site': 'cross-site', origin: HTTPS }, false],
    [{ origin: HTTPS }, true],
    [{ origin: 'https://epupns.contoh.test.jahat.test' }, false],
    [{ origin: 'http://epupns.contoh.test' }, false],
    [{ origin: 'null' }, false],
    [{}, false],
    [{ referer: `${HTTPS}/formulir` }, false],
  ] as const)('POST with %j', (headers, allowed) => {
    expect(csrfAllowed(post(headers), keys, HTTPS, none)).toBe(allowed)
  })

  test('reading is always allowed, other methods are not', () => {
    const foreign = { 'sec-fetch-site': 'cross-site' }
    expect(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH'].map((method) => csrfAllowed({ method, headers: foreign }, keys, HTTPS, none))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })

  test('an old browser without headers needs the token of its own session', () => {
    const allowed = (form: { token: unknown; subject: string | undefined }, headers = {}) => csrfAllowed(post(headers), keys, HTTPS, form)
    expect(allowed(good)).toBe(true)
    expect(allowed(good, { origin: 'null' })).toBe(true)
    expect(allowed(good, { origin: 'https://jahat.test' })).toBe(false)
    expect(allowed({ ...good, subject: 'sesi-2' })).toBe(false)
    expect(allowed({ ...good, subject: undefined })).toBe(false)
    expect(allowed({ ...good, token: [good.token] })).toBe(false)
    expect(allowed({ ...good, token: csrfToken(otherKeys, 'sesi-1') })).toBe(false)
  })

  test('an anonymous form needs the token even from our own page', () => {
    const own = post({ 'sec-fetch-site': 'same-origin' })
    expect(csrfAllowed(own, keys, HTTPS, { ...none, needToken: true })).toBe(false)
    expect(csrfAllowed(own, keys, HTTPS, { ...good, needToken: true })).toBe(true)
  })

  test('over plain http the address in the local network is our own; over https the Host header proves nothing', () => {
    const phone = { host: '192.168.1.5:3000', origin: 'http://192.168.1.5:3000' }
    expect(csrfAllowed(post(phone), keys, 'http://localhost:3000', none)).toBe(true)
    expect(csrfAllowed(post({ ...phone, origin: 'http://192.168.1.6:3000' }), keys, 'http://localhost:3000', none)).toBe(false)
    expect(csrfAllowed(post(phone), keys, HTTPS, none)).toBe(false)
  })
})

describe('headers and cookies', () => {
  test('every answer carries them; only a route that says so may be cached', async () => {
    const app = Fastify()
    registerHeaders(app, HTTPS)
    app.get('/halaman', async () => 'isi')
    app.get('/gaya.css', async (_, reply) => reply.header('cache-control', 'public, max-age=31536000, immutable').send('a{}'))
    app.get('/gagal', async () => Promise.reject(new Error('x')))
    for (const url of ['/halaman', '/gagal', '/tidak-ada', '/gaya.css']) {
      const { headers } = await app.inject(url)
      expect(headers, url).toMatchObject(securityHeaders(HTTPS))
      expect(headers['cache-control']).toBe(url === '/gaya.css' ? 'public, max-age=31536000, immutable' : 'no-store')
    }
    await app.close()
  })

  test('content policy allows nothing inline and nobody to frame us; HSTS only over https', () => {
    const https = securityHeaders(HTTPS)
    expect(https['content-security-policy']).toMatch(/^default-src 'none'; /)
    expect(https['content-security-policy']).toMatch(/frame-ancestors 'none'.*base-uri 'none'/)
    expect(https['content-security-policy']).not.toMatch(/unsafe|\*|https?:/)
    expect(https).toMatchObject({
      'referrer-policy': 'no-referrer',
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
    })
    expect(securityHeaders('http://localhost:3000')).not.toHaveProperty('strict-transport-security')
  })

  test('cookie names and flags follow the scheme', () => {
    expect([cookieName(HTTPS, 'sesi'), cookieName('http://localhost:3000', 'sesi')]).toEqual(['__Host-epupns_sesi', 'epupns_sesi'])
    expect(cookieFlags(HTTPS)).toEqual({ path: '/', httpOnly: true, sameSite: 'lax', secure: true })
    expect(cookieFlags('http://localhost:3000', 60)).toEqual({
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: false,
      maxAge: 60,
    })
  })
})

describe('problems', () => {
  test('a problem knows status, sentence and time; its message holds no filled-in text', () => {
    const slow = problem('too_many', { retryAfter: 125 })
    expect(slow).toBeInstanceOf(Problem)
    expect(slow).toMatchObject({ code: 'too_many', status: 429, retryAfter: 125, message: 'too_many' })
    expect(slow.text).toContain('3 menit')
    expect(problem('held_by_other', { fill: { pemegang: 'Budi Santoso' } }).text).toContain('dipegang oleh Budi Santoso')
    expect(problem('held_by_other', { fill: { pemegang: 'Budi Santoso' } }).message).not.toContain('Budi')
    expect(problem('busy')).toMatchObject({ status: 503, retryAfter: 30 })
  })

  test.each([
    [0, '1 detik'],
    [30, '30 detik'],
    [59.2, '60 detik'],
    [60, '1 menit'],
    [61, '2 menit'],
    [3600, '1 jam'],
    [3601, '2 jam'],
  ])('%d seconds are %s', (seconds, words) => {
    expect(waitingTime(seconds)).toBe(words)
  })
})

describe('logs', () => {
  test('only allowed fields, no address of a request, no value inside an error', () => {
    const lines: string[] = []
    const log = pino(LOG_OPTIONS, new Writable({ write: (chunk, _, done) => (lines.push(String(chunk)), done()) }))
    const failed = Object.assign(new Error('invalid input syntax for type date: "RAHASIA" in 3306010101850003 of siti@dinas.test'), {
      code: '22007',
      detail: 'Key (nik)=(3306010101850003)',
    })
    log.info(
      {
        nik: '3306010101850003',
        body: { sandi: 'RAHASIA' },
        statusCode: 200,
        actor: actorHash(keys, '198503172010012004'),
        code: { nested: 'RAHASIA' },
      },
      'selesai',
    )
    log.error(
      {
        err: failed,
        req: {
          id: 'r1',
          method: 'GET',
          url: '/tautan/RAHASIA',
          headers: { cookie: 'RAHASIA' },
          routeOptions: { url: '/tautan/:token' },
        },
        res: { statusCode: 500, body: 'RAHASIA' },
      },
      'gagal',
    )
    const text = lines.join('')
    expect(text).not.toMatch(/RAHASIA|3306|19850317|siti@/)
    expect(JSON.parse(lines[0]!)).toMatchObject({
      level: 'info',
      msg: 'selesai',
      statusCode: 200,
      time: expect.stringMatching(/Z$/),
    })
    expect(JSON.parse(lines[1]!)).toMatchObject({
      req: { id: 'r1', method: 'GET', route: '/tautan/:token' },
      res: { statusCode: 500 },
      err: { code: '22007', type: 'Error', stack: expect.stringContaining('at ') },
    })
  })
})
