// Verification: the desk with its queue, one form under review, lists beside it, the registration check.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { isOperator } from '../../reference/usulanDesk.ts'
import { findSection } from '../../sections/index.ts'
import { KEY_FIELD } from '../../security/idempotency.ts'
import { isUuid } from '../../web/key.tsx'
import { count, readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { staffOf } from '../../web/session.ts'
import { decidedToday } from '../../workflow/counts.ts'
import type { Staff } from '../../workflow/scope.ts'
import { claimIfFree, claimNext, listHolders, takeOver, type FormKey } from './claim.ts'
import { plainText } from './decide.ts'
import { isAgencyAdmin, isRegistrar, isVerifier, mayRollBack, requireDesk } from './frame.tsx'
import { BulkDonePage, BulkPage, PaperPage } from './lists.tsx'
import { DeskPage, HitsPage, type Chosen } from './queuePage.tsx'
import { newsOf, type Query } from './news.tsx'
import { getHead } from './record.ts'
import { recordRoutes } from './recordRoutes.tsx'
import { findRegistration, tokenOf } from './registrasi.ts'
import { registrasi } from './registrasiRoutes.tsx'
import { approveUnchanged, BULK, type BulkForm } from './service.ts'
import { countQueue, FILTERS, findHits, findNip, HITS_SHOWN, listQueue, listUnits, listWithoutPaper, type Filter } from './store.ts'

const PAGE = 25
const HERE = '/verifikasi'

export function verifikasi(app: FastifyInstance, ctx: Ctx): void {
  app.get(HERE, (req, reply) => showDesk(ctx, req, reply))
  app.post(`${HERE}/cari`, (req, reply) => search(ctx, req, reply))

  app.post(`${HERE}/berikutnya`, async (req, reply) => {
    const staff = await verifierOf(ctx, req)
    const next = await claimNext(ctx.db, staff, (await ctx.periode()).id)
    return seeOther(reply, next ? `${HERE}/${next}` : `${HERE}?kosong=1`)
  })

  app.post(`${HERE}/ambil-alih`, async (req, reply) => {
    const staff = await verifierOf(ctx, req)
    const from = readBody(req).petugas ?? ''
    if (!isUuid(from)) throw problem('bad_request')
    return seeOther(reply, `${HERE}?saring=saya&diambil=${await takeOver(ctx.db, staff, (await ctx.periode()).id, from)}`)
  })

  app.get(`${HERE}/massal`, async (req, reply) => showBulk(ctx, await verifierOf(ctx, req), reply))
  app.post(`${HERE}/massal`, (req, reply) => approveMany(ctx, req, reply))

  app.get(`${HERE}/belum-berkas`, async (req, reply) => {
    const staff = await verifierOf(ctx, req)
    const { id, sekarang } = await ctx.periode()
    return sendPage(reply, <PaperPage staff={staff} rows={await listWithoutPaper(ctx.db, staff, id)} now={sekarang} />)
  })

  registrasi(app, ctx)
  recordRoutes(app, ctx)
}

async function verifierOf(ctx: Ctx, req: FastifyRequest): Promise<Staff> {
  const staff = await staffOf(ctx, req)
  if (!isVerifier(staff)) throw problem('forbidden')
  return staff
}

async function showDesk(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await staffOf(ctx, req)
  if (isRegistrar(staff) && !isVerifier(staff)) return reply.redirect(`${HERE}/registrasi`)
  if (isOperator(staff) && !isVerifier(staff) && !mayRollBack(staff)) return reply.redirect('/helpdesk')
  if (isAgencyAdmin(staff) && !isVerifier(staff) && !mayRollBack(staff)) return reply.redirect(`${HERE}/klaim`)
  requireDesk(staff)
  const { id, sekarang } = await ctx.periode()
  const query = readQuery(req)
  const chosen = choose(query)
  const after = query.sesudah ? await keyOf(ctx, staff, query.sesudah) : undefined
  const [rows, total, today, units, holders, notice] = await Promise.all([
    listQueue(ctx.db, staff, id, { ...chosen, after, limit: PAGE + 1 }),
    countQueue(ctx.db, staff, id, chosen),
    decidedToday(ctx.db, staff.id),
    listUnits(ctx.db, staff, id),
    listHolders(ctx.db, staff, id),
    newsOf(ctx, staff, query),
  ])
  const next = rows.length > PAGE ? `${HERE}?${new URLSearchParams({ ...given(query), sesudah: rows[PAGE - 1]!.id })}` : undefined
  return sendPage(
    reply,
    <DeskPage
      staff={staff}
      rows={rows.slice(0, PAGE)}
      total={total}
      today={today}
      now={sekarang}
      chosen={chosen}
      units={units}
      holders={holders}
      next={next}
      notice={notice}
    />,
  )
}

const choose = (q: Query): Chosen => ({
  filter: q.saring && Object.hasOwn(FILTERS, q.saring) ? (q.saring as Filter) : undefined,
  bagian: findSection(q.bagian ?? '')?.code,
  unit: plainText(q.unit) || undefined,
  byUnit: q.urut === 'unit',
})

/** What was chosen, for the address of the next page. */
const given = (q: Query): Record<string, string> =>
  Object.fromEntries(['saring', 'bagian', 'unit', 'urut'].flatMap((name) => (q[name] ? [[name, q[name]]] : [])))

const keyOf = async (ctx: Ctx, staff: Staff, id: string): Promise<FormKey> => getHead(ctx.db, staff, id)

/** Scan or type: a unique hit opens, and is held when it waits for this person and is free. */
async function search(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await staffOf(ctx, req)
  const typed = readBody(req).q?.trim().slice(0, 200) ?? ''
  const nip = await findNip(ctx.db, ctx.keys, typed)
  if (nip && nip === staff.nip) throw problem('own_form')
  if (nip && isRegistrar(staff) && (await findRegistration(ctx.db, staff, nip))) return seeOther(reply, `${HERE}/registrasi/${tokenOf(ctx, staff, nip)}`)
  requireDesk(staff)
  const { id, sekarang } = await ctx.periode()
  const hits = await findHits(ctx.db, ctx.keys, staff, id, typed)
  const [only] = hits.rows
  if (!hits.exact || !only) return sendPage(reply, <HitsPage staff={staff} typed={typed} rows={hits.rows} shown={HITS_SHOWN} now={sekarang} />)
  if (only.boleh) await claimIfFree(ctx.db, staff, { nip: only.nip, periode: id })
  return seeOther(reply, `${HERE}/${only.id}`)
}

async function showBulk(ctx: Ctx, staff: Staff, reply: FastifyReply, error?: string): Promise<FastifyReply> {
  const { id, sekarang } = await ctx.periode()
  const filter = 'tanpa-perubahan'
  const rows = await listQueue(ctx.db, staff, id, { filter, limit: BULK })
  return sendPage(
    reply,
    <BulkPage staff={staff} rows={rows} total={await countQueue(ctx.db, staff, id, { filter })} now={sekarang} error={error} />,
    error ? 422 : 200,
  )
}

async function approveMany(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await verifierOf(ctx, req)
  const body = readBody(req)
  const chosen = Object.entries(body).flatMap(([name, versi]) => (name.startsWith('pilih.') ? [{ id: name.slice('pilih.'.length), versi: count(versi) }] : []))
  if (chosen.length === 0) return showBulk(ctx, staff, reply, 'Pilih paling sedikit satu formulir.')
  const forms: BulkForm[] = []
  for (const c of chosen.slice(0, BULK)) {
    const { nip, periode, nama } = await getHead(ctx.db, staff, c.id)
    forms.push({ ...c, nip, periode, nama })
  }
  return sendPage(reply, <BulkDonePage staff={staff} results={await approveUnchanged(ctx, staff, forms, body[KEY_FIELD])} />)
}
