// Table of contents: what the web server is made of, in order.
import cookie from '@fastify/cookie'
import formbody from '@fastify/formbody'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Ctx } from './context.ts'
import { akses } from './features/akses/routes.tsx'
import { akun } from './features/akun/routes.tsx'
import { berkas } from './features/berkas/routes.tsx'
import { beranda } from './features/beranda/routes.tsx'
import { cari } from './features/cari/routes.tsx'
import { cetak } from './features/cetak/routes.tsx'
import { dokumen } from './features/dokumen/routes.tsx'
import { helpdesk } from './features/helpdesk/routes.tsx'
import { isian } from './features/isian/routes.tsx'
import { komponen } from './features/komponen/routes.tsx'
import { masuk } from './features/masuk/routes.tsx'
import { operasi } from './features/operasi/routes.ts'
import { klaim } from './features/klaim/routes.tsx'
import { pemulihan } from './features/pemulihan/routes.tsx'
import { pemberitahuan } from './features/pemberitahuan/routes.tsx'
import { pendaftaran } from './features/pendaftaran/routes.tsx'
import { referensi } from './features/referensi/routes.tsx'
import { surat } from './features/surat/routes.tsx'
import { tiket } from './features/tiket/routes.tsx'
import { tindakan } from './features/tindakan/routes.tsx'
import { verifikasi } from './features/verifikasi/routes.tsx'
import { registerHeaders } from './security/headers.ts'
import { registerAssets } from './web/assets.ts'
import { registerCompression } from './web/compress.ts'
import { registerDeadlines, UPLOAD_MS } from './web/deadline.ts'
import { registerErrors, sendUnreadable } from './web/errors.tsx'
import { registerGuards } from './web/guards.ts'

const FORM_BYTES = 256 * 1024 // 20 texts of 10,000 characters must come back with a sentence, not with 413

/** Builds the web server; nothing listens yet. */
export async function buildApp(ctx: Ctx): Promise<FastifyInstance> {
  const app = Fastify({
    bodyLimit: FORM_BYTES,
    requestTimeout: UPLOAD_MS,
    connectionTimeout: 75_000,
    keepAliveTimeout: 20_000,
    forceCloseConnections: 'idle',
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: 200 },
    frameworkErrors: (_error, req, reply) => void sendUnreadable(ctx, req, reply),
    logger: false,
  })
  await app.register(cookie)
  await app.register(formbody, { bodyLimit: FORM_BYTES })

  registerCompression(app)
  registerHeaders(app, ctx.config.baseUrl)
  registerErrors(app, ctx)
  registerGuards(app, ctx)
  registerDeadlines(app)
  registerAssets(app)

  operasi(app, ctx)
  beranda(app, ctx)
  tiket(app, ctx)
  pendaftaran(app, ctx)
  masuk(app, ctx)
  pemulihan(app, ctx)
  klaim(app, ctx)
  isian(app, ctx)
  berkas(app, ctx)
  akun(app, ctx)
  pemberitahuan(app, ctx)
  akses(app, ctx)
  cari(app, ctx)
  cetak(app, ctx)
  dokumen(app, ctx)
  verifikasi(app, ctx)
  referensi(app, ctx)
  helpdesk(app, ctx)
  tindakan(app, ctx)
  if (ctx.config.mode !== 'produksi') {
    komponen(app)
    surat(app, ctx)
  }
  return app
}
