// Does time tell whether a NIP has an account (trust.md A9)? Known and unknown people ask the same pages in turn.
// Not measured: the registration and /klaim, which freezes at once. That a NIP is registered the registration tells by design.
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { buildApp } from '../src/app.ts'
import { accountColumns } from '../src/security/account.ts'
import { hashPassword } from '../src/security/password.ts'
import type { Bench, World } from './bench.ts'
import { percentile, type Figure, type Report } from './figures.ts'

/** Three times what trust.md asks for: of 300 the rank test alone misses its limits once in thirty times where nothing differs. */
const SAMPLES = 900
const FEW = 20
const WARM = 20
const LIMITS = { median: 5, auc: [0.45, 0.55] } as const
const CODE = 'TEKAN'

type Person = { nip: string; nomor: string; petugas: string }
type Form = { name: string; path: string; fields: (p: Person) => Record<string, string>; after?: string }

let mailboxes = 0

const FORMS: readonly Form[] = [
  { name: 'Lupa No. Register', path: '/lupa-nomor-register', fields: ({ nip }) => ({ nip }) },
  { name: 'Lupa Kata Kunci', path: '/lupa-kata-kunci', fields: ({ nip, nomor }) => ({ nip, nomor }) },
  { name: 'Lupa Jawaban', path: '/lupa-jawaban', fields: ({ nip }) => ({ nip, nik: '3306051403769003', ibu: 'Suparmi' }) },
  { name: 'Alamat baru', path: '/alamat-baru', fields: ({ nip }) => ({ nip, kode: 'AAAA2222', email: `baru${++mailboxes}@kotak.test` }) },
  { name: 'Masuk', path: '/masuk', fields: ({ nomor }) => ({ nomor_register: nomor, kata_kunci: 'salah-sama-sekali-9' }) },
  { name: 'Masuk petugas', path: '/petugas/masuk', fields: ({ petugas }) => ({ email: petugas, kata_kunci: 'salah-sama-sekali-9', kode: '123456' }) },
  { name: 'mailed code, wrong', path: '/lupa-nomor-register', fields: ({ nip }) => ({ nip }), after: '/lupa-nomor-register/surat' },
]

/** Medians of both kinds and the rank test, form by form. */
export async function guessing(bench: Bench): Promise<Report> {
  const world = await bench.world()
  const samples = bench.sizes.quick ? FEW : SAMPLES
  const app = await buildApp(world.ctx)
  app.addHook('onResponse', async (req) => void req.raw.emit('close'))
  try {
    const known = await addAccount(world)
    const figures: Figure[] = []
    for (const form of FORMS) figures.push(...(await measure(world, app, form, known, samples)))
    return { suite: 'tebakan', title: `Known or unknown: ${samples} and ${samples} requests a form`, figures, faults: [] }
  } finally {
    await app.close()
  }
}

async function measure({ owner }: World, app: FastifyInstance, form: Form, known: Person, samples: number): Promise<Figure[]> {
  const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] }
  for (let i = 0; i < (samples + WARM) * 2; i++) {
    const kind = i % 2 ? 'known' : 'unknown'
    // The waits of the login are another matter: they show how often a number was tried, not whether it exists.
    await sql`delete from batas`.execute(owner.db)
    const taken = await ask(app, form, kind === 'known' ? known : stranger(i))
    if (i >= WARM * 2) times[kind].push(taken)
  }
  const difference = Math.abs(percentile(times.known, 0.5) - percentile(times.unknown, 0.5))
  return [
    {
      name: `${form.name}: medians differ by`,
      value: difference,
      unit: 'ms',
      n: samples,
      most: LIMITS.median,
      note: `known ${percentile(times.known, 0.5).toFixed(2)} ms`,
    },
    { name: `${form.name}: rank test (AUC)`, value: auc(times.known, times.unknown), unit: '', n: samples, least: LIMITS.auc[0], most: LIMITS.auc[1] },
  ]
}

let visitors = 0

/** One request of a browser of its own, from an address of its own; only the POST is timed. */
async function ask(app: FastifyInstance, form: Form, p: Person): Promise<number> {
  const remoteAddress = `10.${Math.floor(++visitors / 62_500)}.${Math.floor(visitors / 250) % 250}.${visitors % 250}`
  const cookies = new Map<string, string>()
  const send = async (url: string, fields?: Record<string, string>) => {
    const headers = { 'sec-fetch-site': 'same-origin', cookie: [...cookies].map(([k, v]) => `${k}=${v}`).join('; ') }
    const r = await app.inject({
      url,
      remoteAddress,
      ...(fields
        ? { method: 'POST', payload: new URLSearchParams(fields).toString(), headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' } }
        : { method: 'GET', headers }),
    })
    for (const c of r.cookies) cookies.set(c.name, c.value)
    return r
  }
  const hidden = (html: string): Record<string, string> =>
    Object.fromEntries([...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]))
  const page = await send(form.path)
  const fields = { ...hidden(page.body), ...form.fields(p) }
  const body = fields.captcha_token ? { ...fields, captcha: CODE } : fields
  if (!form.after) return timed(() => send(form.path, body))
  await send(form.path, body)
  const waiting = await send(form.after)
  return timed(() => send(form.after!, { ...hidden(waiting.body), kode_surat: 'AAAA2222' }))
}

async function timed(work: () => Promise<{ statusCode: number }>): Promise<number> {
  const began = performance.now()
  const { statusCode } = await work()
  const taken = performance.now() - began
  if (statusCode !== 303 && statusCode !== 422 && statusCode !== 429) throw new Error(`unexpected answer ${statusCode}`)
  return taken
}

/** Chance that a request of a known person took longer than one of an unknown. */
function auc(a: readonly number[], b: readonly number[]): number {
  let wins = 0
  for (const x of a) for (const y of b) wins += x > y ? 1 : x === y ? 0.5 : 0
  return wins / (a.length * b.length)
}

const stranger = (i: number): Person => ({
  nip: `1979010120000325${String(10 + (i % 80)).padStart(2, '0')}`,
  nomor: `WXYZ${String(i).padStart(4, '2').slice(-4)}`,
  petugas: `tiada${i}@ukur.test`,
})

async function addAccount({ ctx, owner, ready }: World): Promise<Person> {
  const nip = ready.at(-1)!
  const secrets = { email: 'ukur@kotak.test', ibu_kandung: 'Suparmi', pertanyaan: 'Siapa guru kelas satu saya?', jawaban: 'Bu Lasmini' }
  const c = await accountColumns(ctx.keys, nip, { ...secrets, sandi_hash: await hashPassword(ctx.keys, 'pagar-bambu-kuning-41') }, true)
  await sql`update akun set email = ${c.email}, email_indeks = ${c.email_indeks}, sandi_hash = ${c.sandi_hash}, ibu_kandung = ${c.ibu_kandung},
    ibu_kandung_indeks = ${c.ibu_kandung_indeks}, pertanyaan = ${c.pertanyaan}, jawaban_hash = ${c.jawaban_hash}, jawaban = ${c.jawaban} where nip = ${nip}`.execute(
    owner.db,
  )
  const { rows } = await sql<{ nomor_register: string }>`select nomor_register from akun where nip = ${nip}`.execute(owner.db)
  const petugas = 'petugas@ukur.test'
  await sql`insert into petugas (id, email, nama, sandi_hash, totp, sintetis)
    values (${uuidv7()}, ${petugas}, 'PETUGAS', ${await hashPassword(ctx.keys, 'pagar-bambu-kuning-42')}, '-', true)`.execute(owner.db)
  return { nip, nomor: rows[0]!.nomor_register, petugas }
}
