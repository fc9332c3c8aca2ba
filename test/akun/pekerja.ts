// The job runner alone in a process of its own, to be killed by surat.test.ts. Its environment: URL of the database, URL of the mail server.
import type { Config } from '../../src/config.ts'
import type { Ctx } from '../../src/context.ts'
import { openDb } from '../../src/db/pool.ts'
import { startJobs } from '../../src/jobs/runner.ts'
import { deriveKeys } from '../../src/security/keys.ts'

const { BASIS = '', SURAT = '' } = process.env
const config = {
  mode: 'uji',
  baseUrl: 'http://uji.test',
  mailFrom: 'e-PUPNS <tidak-dibalas@epupns.test>',
  smtpUrl: SURAT,
  // One hand for letters, so that a kill catches one at most.
  pool: { web: 2, jobs: 2 },
} as unknown as Config
const log = { info() {}, warn() {}, error() {} }
await startJobs({ config, db: openDb(BASIS, { name: 'uji pekerja' }).db, keys: deriveKeys(Buffer.alloc(32, 7)), log } as unknown as Ctx, BASIS)
console.log('siap')
