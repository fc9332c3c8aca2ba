// GET /cari/:daftar: JSON for the combobox, a page for those without script; units can also be found in their tree.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { findHelping } from '../../akun/pendamping.ts'
import type { AnyField } from '../../form/field.ts'
import { problem } from '../../problems.ts'
import { smallList } from '../../reference/cache.ts'
import { getList, findList } from '../../reference/index.ts'
import { search } from '../../reference/search.ts'
import { children, pathTo } from '../../reference/tree.ts'
import { findSection } from '../../sections/index.ts'
import { take } from '../../security/throttle.ts'
import { param, readQuery, sendPage, wantsJson } from '../../web/request.ts'
import { addressOf, cookieOf, findPns, pnsOf, staffOf } from '../../web/session.ts'
import { SearchPage, TreePage, type Hit } from './views.tsx'

type Asked = Readonly<Record<string, string | undefined>>

const MOST = 10
const SHORT_LIST = 100

export function cari(app: FastifyInstance, ctx: Ctx): void {
  app.get('/cari/:daftar', async (req, reply) => {
    const daftar = param(req, 'daftar')
    if (!findList(daftar)) throw problem('not_found')
    if (OPEN_LISTS.includes(daftar) && wantsJson(req)) return reply.send({ hasil: await findOpen(ctx, req, daftar) })
    // Officers fill in such fields too; units and entries are nobody's secret.
    if (wantsJson(req) && !cookieOf(ctx, req, 'sesi') && cookieOf(ctx, req, 'petugas')) return reply.send({ hasil: await findForStaff(ctx, req, daftar) })
    const me = await pnsOf(ctx, req)
    const instansi = (me.untuk && (await findHelping(ctx.db, me))?.instansi_id) || me.instansi_id
    const taken = await take(ctx.db, ctx.keys, 'search', { sesi: me.id_hash })
    if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
    return wantsJson(req) ? reply.send({ hasil: await find(ctx, readQuery(req), daftar, instansi) }) : page(ctx, req, reply, daftar, instansi)
  })
}

/** Lists that requests for help search too, before there is a login; they hold no person and no unit. */
const OPEN_LISTS = ['instansi']

async function findOpen(ctx: Ctx, req: FastifyRequest, daftar: string) {
  const me = await findPns(ctx, req)
  const taken = await take(ctx.db, ctx.keys, 'search', me ? { sesi: me.id_hash } : { alamat: addressOf(ctx, req) })
  if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
  return find(ctx, { q: readQuery(req).q }, daftar, me?.instansi_id)
}

async function findForStaff(ctx: Ctx, req: FastifyRequest, daftar: string) {
  const staff = await staffOf(ctx, req)
  const taken = await take(ctx.db, ctx.keys, 'search', { sesi: staff.session.id_hash })
  if (!taken.allowed) throw problem('too_many', { retryAfter: taken.retryAfter })
  return find(ctx, readQuery(req), daftar, undefined)
}

/** What the combobox asks for: `q`, `dalam` (id of the parent), `jenis`, `lingkup`. */
async function find(ctx: Ctx, query: Asked, daftar: string, instansi: string | undefined) {
  const owned = query.lingkup === 'instansi'
  const rows = await search(ctx.db, {
    daftar,
    q: query.q ?? '',
    kinds: query.jenis?.split(','),
    within: owned ? undefined : query.dalam,
    // Of a list that agencies own, `dalam` names the agency of a past post, whose units may be gone; otherwise it is the own one.
    lingkup: owned ? (query.dalam ?? instansi) : undefined,
    retired: owned && query.dalam !== undefined,
    ownFirst: instansi,
    limit: MOST,
  })
  return rows.map((r) => ({ id: r.id, nama: r.nama, ket: [r.keterangan, r.aktif ? '' : 'tidak dipakai lagi'].filter(Boolean).join(' · '), info: r.info }))
}

async function page(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, daftar: string, instansi: string): Promise<FastifyReply> {
  const raw = readQuery(req)
  const query = withLimits(daftar, raw, fieldOf(raw), instansi)
  const view = { daftar, query, back: safeBack(query.kembali), field: query.medan ?? '' }
  if (daftar !== 'unor' || query.q) return sendPage(reply, <SearchPage {...view} found={await hits(ctx, query, daftar, instansi)} />)
  const here = query.induk ?? null
  const [branches, path] = await Promise.all([
    children(ctx.db, daftar, query.dalam ?? instansi, here, query.dalam !== undefined),
    here ? pathTo(ctx.db, daftar, here) : [],
  ])
  return sendPage(reply, <TreePage {...view} branches={branches} path={path} />)
}

/** What was found; before anything is asked a short list as a whole, of a long one nothing. */
async function hits(ctx: Ctx, query: Asked, daftar: string, instansi: string): Promise<readonly Hit[] | undefined> {
  if (query.q || query.dalam) return find(ctx, query, daftar, instansi)
  const all = getList(daftar).cached ? smallList(daftar, query.jenis?.split(',')) : []
  return all.length > 0 && all.length <= SHORT_LIST ? all.map(({ id, nama }) => ({ id, nama, ket: '' })) : undefined
}

/** The limits of the field that is being filled, where the address does not say them: kinds, agency, units of past posts. */
function withLimits(daftar: string, query: Asked, f: AnyField | undefined, instansi: string): Asked {
  if (getList(daftar).scope !== 'only') return { ...query, jenis: query.jenis ?? f?.kinds?.join(',') }
  return { ...query, jenis: query.jenis ?? f?.kinds?.join(','), lingkup: 'instansi', dalam: query.dalam ?? (f?.scopeField ? instansi : undefined) }
}

/** The field that waits for the choice: `kembali` names its section, `medan` the field. */
function fieldOf({ kembali, medan = '' }: Asked): AnyField | undefined {
  const fields = findSection(safeBack(kembali).split('/')[2] ?? '')?.fields ?? {}
  return Object.hasOwn(fields, medan) ? fields[medan] : undefined
}

/** Only pages of the form may be returned to. */
const safeBack = (path: string | undefined) => (path && /^\/formulir\/[a-z0-9/-]+$/.test(path) ? path : '/formulir')
