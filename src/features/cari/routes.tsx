// Type-and-pick: answers of a reference list to the script, and the tree of units as pages.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { findList } from '../../reference/index.ts'
import { children, pathTo, search } from '../../reference/search.ts'
import { take } from '../../security/throttle.ts'
import { param, readQuery, sendPage, wantsJson } from '../../web/request.ts'
import { pnsOf } from '../../web/session.ts'
import { SearchPage, TreePage } from './views.tsx'

export function cari(app: FastifyInstance, ctx: Ctx): void {
  app.get('/cari/:daftar', async (req, reply) => {
    const daftar = param(req, 'daftar')
    if (!findList(daftar)) throw problem('not_found')
    const me = await pnsOf(ctx, req)
    const taken = await take(ctx.db, ctx.keys, 'search', { sesi: me.id_hash })
    if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
    return wantsJson(req) ? answer(ctx, req, reply, daftar, me.instansi_id) : page(ctx, req, reply, daftar, me.instansi_id)
  })
}

/** What the combobox asks for: `q`, `dalam` (id of the parent), `jenis`, `lingkup`. */
async function answer(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, daftar: string, instansi: string): Promise<FastifyReply> {
  return reply.send({ hasil: await find(ctx, readQuery(req), daftar, instansi) })
}

async function find(ctx: Ctx, query: Readonly<Record<string, string | undefined>>, daftar: string, instansi: string) {
  const owned = query.lingkup === 'instansi'
  const rows = await search(ctx.db, {
    daftar,
    q: query.q ?? '',
    kinds: query.jenis?.split(','),
    within: owned ? undefined : query.dalam,
    // Of a list that agencies own, `dalam` names the agency of a past post; otherwise it is the own one.
    lingkup: owned ? (query.dalam ?? instansi) : undefined,
    ownFirst: instansi,
    limit: 10,
  })
  return rows.map((r) => ({ id: r.id, nama: r.nama, ket: r.keterangan, info: r.info }))
}

async function page(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, daftar: string, instansi: string): Promise<FastifyReply> {
  const query = readQuery(req)
  const back = safeBack(query.kembali)
  if (daftar !== 'unor' || query.q)
    return sendPage(
      reply,
      <SearchPage
        daftar={daftar}
        q={query.q ?? ''}
        found={await find(ctx, { ...query, lingkup: 'instansi' }, daftar, instansi)}
        back={back}
        field={query.medan ?? ''}
      />,
    )
  const here = query.induk ?? null
  const [branches, path] = await Promise.all([children(ctx.db, daftar, instansi, here), here ? pathTo(ctx.db, daftar, here) : []])
  return sendPage(reply, <TreePage branches={branches} path={path} back={back} field={query.medan ?? ''} />)
}

/** Only pages of the form may be returned to. */
const safeBack = (path: string | undefined) => (path && /^\/formulir\/[a-z0-9/-]+$/.test(path) ? path : '/formulir')
