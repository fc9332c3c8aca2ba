// Environment → typed configuration. Everything is read here, once, and all faults are reported at once.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { defaultDataFolder, projectFolder } from './db/embeddedFiles.ts'
import { StartError } from './startError.ts'

export type Mode = 'demo' | 'uji' | 'produksi'

export type Config = {
  mode: Mode
  host: string
  port: number
  /** Address people use, without a slash at the end; its scheme decides cookie name and flags. */
  baseUrl: string
  /** Whether baseUrl is https. */
  secure: boolean
  /** Undefined = the PostgreSQL inside. */
  databaseUrl: string | undefined
  /** Folder of everything that must last besides DATABASE_URL. */
  dataFolder: string
  /** 32 bytes from which all keys are derived. */
  masterKey: Buffer
  /** Former master keys, newest first: they still open what they sealed. */
  olderKeys: Buffer[]
  /** Undefined = mails are caught and shown at /_surat. */
  smtpUrl: string | undefined
  mailFrom: string
  /** /_surat also for other machines; demo only. */
  terbuka: boolean
  /** Proxies in front of us whose X-Forwarded-For is believed; 0 = none. */
  trustProxy: number
  /** Where uploaded files lie. */
  berkas: FileStoreConfig
  /** Malware scanner; undefined = none, and staff read that. */
  clamd: { host: string; port: number } | undefined
  /** Connections of the web part and of the jobs; their sum stays below max_connections. */
  pool: { web: number; jobs: number }
}

/** A folder, or a bucket of an S3-compatible service. `folder` also takes what is still arriving. */
export type FileStoreConfig = { folder: string; s3?: S3Config }
export type S3Config = { endpoint: string; bucket: string; region: string; accessKey: string; secretKey: string }

/** What a caller may preset: `serve` is production, the flag --terbuka is not an environment variable. */
export type Preset = {
  mode?: Mode
  terbuka?: boolean
  /** For commands on somebody's DATABASE_URL: never seal with a key made on the spot. */
  knownKey?: boolean
}

const whole = (name: string, min: number, max: number, normal: number) =>
  z.coerce
    .number({ error: `${name} harus bilangan bulat` })
    .int(`${name} harus bilangan bulat`)
    .min(min, `${name} paling kecil ${min}`)
    .max(max, `${name} paling besar ${max}`)
    .default(normal)
const address = (name: string, protocol: RegExp, example: string) => z.url({ protocol, error: `${name} bukan alamat yang sah, contoh: ${example}` })

const isKey = (text: string): boolean => /^[A-Za-z0-9+/]{43}=$/.test(text)

const environment = z.object({
  EPUPNS_MODE: z.enum(['demo', 'uji', 'produksi'], { error: 'EPUPNS_MODE harus demo, uji, atau produksi' }).optional(),
  HOST: z.string().default('0.0.0.0'),
  PORT: whole('PORT', 0, 65_535, 3000),
  BASE_URL: address('BASE_URL', /^https?$/, 'https://epupns.contoh.go.id').optional(),
  DATABASE_URL: address('DATABASE_URL', /^postgres(ql)?$/, 'postgres://epupns:sandi@localhost/epupns').optional(),
  EPUPNS_DATA: z.string().optional(),
  EPUPNS_KUNCI: z
    .string()
    .transform((text) => text.split(',').map((key) => key.trim()))
    .refine((keys) => keys.every(isKey), 'EPUPNS_KUNCI harus 32 byte dalam base64, atau beberapa yang dipisah koma; buat dengan: openssl rand -base64 32')
    .optional(),
  SMTP_URL: address('SMTP_URL', /^smtps?$/, 'smtp://pengguna:sandi@mail.contoh.go.id:587').optional(),
  EMAIL_PENGIRIM: z.string().default('e-PUPNS <tidak-dibalas@epupns.invalid>'),
  EPUPNS_BERKAS: z.string().optional(),
  EPUPNS_S3: address('EPUPNS_S3', /^https?$/, 'https://s3.contoh.go.id/epupns').optional(),
  EPUPNS_S3_WILAYAH: z.string().default('us-east-1'),
  EPUPNS_S3_KUNCI: z
    .string()
    .regex(/^[^:\s]+:\S+$/, 'EPUPNS_S3_KUNCI harus berbentuk <kunci akses>:<kunci rahasia>')
    .optional(),
  CLAMD: z
    .string()
    .regex(/^[^\s:]+:\d{1,5}$/, 'CLAMD harus berbentuk <host>:<port>, contoh: 127.0.0.1:3310')
    .optional(),
  TRUST_PROXY: whole('TRUST_PROXY', 0, 10, 0),
  EPUPNS_POOL: whole('EPUPNS_POOL', 2, 200, 20),
  EPUPNS_POOL_PEKERJAAN: whole('EPUPNS_POOL_PEKERJAAN', 1, 50, 4),
})
type Environment = z.infer<typeof environment>

/** Reads .env beside package.json; what is already set wins. */
export function loadEnvFile(): void {
  const file = join(projectFolder, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
}

/** Typed configuration, or one StartError that lists every fault. In demo and uji a missing key is made and kept. */
export function readConfig(env: NodeJS.ProcessEnv, preset: Preset = {}): Config {
  // An empty variable counts as not set: `PORT= npm start`.
  const read = environment.safeParse(Object.fromEntries(Object.entries(env).filter(([, value]) => value !== '')))
  if (!read.success) throw faultsError(read.error.issues.map((issue) => issue.message))
  const values = read.data
  const mode = values.EPUPNS_MODE ?? preset.mode ?? 'demo'
  const dataFolder = values.EPUPNS_DATA ?? defaultDataFolder()
  const faults = mode === 'produksi' ? productionFaults(values, dataFolder, preset) : []
  if (preset.knownKey && values.DATABASE_URL && mode !== 'produksi' && !values.EPUPNS_KUNCI && !existsSync(keyFile(dataFolder))) {
    faults.push('EPUPNS_KUNCI wajib diisi bersama DATABASE_URL: kunci yang sama dengan program yang memakai basis data itu')
  }
  if (values.EPUPNS_S3 && !values.EPUPNS_S3_KUNCI) faults.push('EPUPNS_S3_KUNCI wajib diisi bersama EPUPNS_S3')
  if (values.EPUPNS_S3 && !bucketOf(values.EPUPNS_S3)) faults.push('EPUPNS_S3 harus memuat nama bucket, contoh: https://s3.contoh.go.id/epupns')
  if (faults.length) throw faultsError(faults)
  const [masterKey, ...olderKeys] = (values.EPUPNS_KUNCI ?? [demoKey(dataFolder)]).map((key) => Buffer.from(key, 'base64')) as [Buffer, ...Buffer[]]
  const baseUrl = (values.BASE_URL ?? `http://localhost:${values.PORT}`).replace(/\/+$/, '')
  return {
    mode,
    host: values.HOST,
    port: values.PORT,
    baseUrl,
    secure: baseUrl.startsWith('https:'),
    databaseUrl: values.DATABASE_URL,
    dataFolder,
    masterKey,
    olderKeys,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.EMAIL_PENGIRIM,
    terbuka: mode === 'demo' && (preset.terbuka ?? false),
    trustProxy: values.TRUST_PROXY,
    berkas: { folder: values.EPUPNS_BERKAS ?? join(dataFolder, 'berkas'), s3: s3Of(values) },
    clamd: clamdOf(values.CLAMD),
    pool: { web: values.EPUPNS_POOL, jobs: values.EPUPNS_POOL_PEKERJAAN },
  }
}

const bucketOf = (address: string): string => new URL(address).pathname.replace(/^\/|\/$/g, '')

function s3Of({ EPUPNS_S3: at, EPUPNS_S3_KUNCI: keys, EPUPNS_S3_WILAYAH: region }: Environment): S3Config | undefined {
  if (!at || !keys) return undefined
  const colon = keys.indexOf(':')
  return { endpoint: new URL(at).origin, bucket: bucketOf(at), region, accessKey: keys.slice(0, colon), secretKey: keys.slice(colon + 1) }
}

function clamdOf(text: string | undefined): Config['clamd'] {
  const [host, port] = text?.split(':') ?? []
  return host && port ? { host, port: Number(port) } : undefined
}

function faultsError(faults: string[]): StartError {
  return new StartError(`Pengaturan belum benar:\n${faults.map((fault) => `  - ${fault}`).join('\n')}\nPenjelasan setiap pengaturan ada di .env.example.`)
}

function productionFaults(values: Environment, dataFolder: string, preset: Preset): string[] {
  const faults: string[] = []
  if (!values.DATABASE_URL) faults.push('DATABASE_URL wajib diisi pada mode produksi')
  if (!values.SMTP_URL) faults.push('SMTP_URL wajib diisi pada mode produksi')
  if (!values.EMAIL_PENGIRIM || values.EMAIL_PENGIRIM.includes('.invalid')) faults.push('EMAIL_PENGIRIM wajib diisi pada mode produksi')
  if (!values.BASE_URL) faults.push('BASE_URL wajib diisi pada mode produksi')
  else if (!values.BASE_URL.startsWith('https:') && !isLocal(values.BASE_URL)) faults.push('BASE_URL harus https pada mode produksi')
  if (!values.EPUPNS_KUNCI) faults.push('EPUPNS_KUNCI wajib diisi pada mode produksi; buat dengan: openssl rand -base64 32')
  else if (values.EPUPNS_KUNCI.some((key) => isSampleKey(key, dataFolder)))
    faults.push('EPUPNS_KUNCI adalah kunci contoh atau kunci demo; buat yang baru dengan: openssl rand -base64 32')
  if (preset.terbuka) faults.push('--terbuka hanya untuk mode demo')
  return faults
}

const isLocal = (url: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)

/** Random bytes hardly ever repeat; typed ones, zeros and sentences do. */
function isSampleKey(text: string, dataFolder: string): boolean {
  const bytes = Buffer.from(text, 'base64')
  const readable = /^[\x20-\x7e]*$/.test(bytes.toString('latin1'))
  const file = keyFile(dataFolder)
  return new Set(bytes).size < 20 || readable || (existsSync(file) && readFileSync(file, 'utf8') === text)
}

const keyFile = (dataFolder: string): string => join(dataFolder, 'kunci-demo')

/** Made once and kept beside the data it seals: a new key would make that data unreadable. */
function demoKey(dataFolder: string): string {
  const file = keyFile(dataFolder)
  if (!existsSync(file)) {
    mkdirSync(dataFolder, { recursive: true, mode: 0o711 })
    // wx: of two starts at once one makes the key, the other reads it.
    try {
      writeFileSync(file, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
  return readFileSync(file, 'utf8')
}
