// /helpdesk: the operators' inbox, one ticket with its acts, search, statistics.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { listFiles } from '../../berkas/files.ts'
import { forStaff } from '../../berkas/shown.ts'
import type { Ctx } from '../../context.ts'
import type { Faults } from '../../form/section.ts'
import { problem } from '../../problems.ts'
import { isOperator } from '../../reference/usulanDesk.ts'
import { normaliseTiket } from '../../security/nomor.ts'
import { listTwins } from '../../tiket/act.ts'
import { countBy, countDesk, findPlace, getDesk, isHelpdesk, listDesk, TABS, type Query, type Tab } from '../../tiket/desk.ts'
import { findKategori } from '../../tiket/kategori.ts'
import { readStats } from '../../tiket/stats.ts'
import { getTicket, listMerged, listMessages } from '../../tiket/store.ts'
import { listWaiting } from '../../tiket/tindakan/jalan.ts'
import { param, readBody, readQuery, seeOther, sendPage, type Body } from '../../web/request.ts'
import { staffOf } from '../../web/session.ts'
import type { Found } from '../../web/ui/pick.tsx'
import { Notice } from '../../web/ui/message.tsx'
import type { Staff } from '../../workflow/scope.ts'
import { addressOf, HitsPage, InboxPage } from './listPage.tsx'
import { doAct, findAbout, insertCanned, isAct, listCanned, look, search } from './service.ts'
import { StatsPage } from './statsPage.tsx'
import { TicketPage } from './ticketPage.tsx'
import { doStep, findEntries, isStep, makeRequest, readWork } from './work.ts'
import { HERE, pathOf } from './words.ts'

const PAGE = 25

export function helpdesk(app: FastifyInstance, ctx: Ctx): void {
  app.get(HERE, (req, reply) => showInbox(ctx, req, reply))
  app.post(`${HERE}/cari`, (req, reply) => find(ctx, req, reply))

  app.get(`${HERE}/statistik`, async (req, reply) => {
    const staff = await operatorOf(ctx, req)
    return sendPage(reply, <StatsPage staff={staff} stats={await readStats(ctx.db, staff)} />)
  })

  app.get(`${HERE}/tiket/:nomor`, async (req, reply) => showTicket(ctx, await operatorOf(ctx, req), req, reply))
  app.post(`${HERE}/tiket/:nomor/:tindakan`, (req, reply) => act(ctx, req, reply))
}

async function operatorOf(ctx: Ctx, req: FastifyRequest): Promise<Staff> {
  const staff = await staffOf(ctx, req)
  if (!isHelpdesk(staff)) throw problem('forbidden')
  return staff
}

function nomorIn(req: FastifyRequest): string {
  const nomor = normaliseTiket(param(req, 'nomor'))
  if (!nomor) throw problem('not_found')
  return nomor
}

function choose(q: Body): Query {
  const codes = (q.kategori ?? '').split(',').filter((kode) => findKategori(kode))
  return {
    tab: q.tab && Object.hasOwn(TABS, q.tab) ? (q.tab as Tab) : 'terbuka',
    kategori: codes.length > 0 ? codes : undefined,
    instansi: /^\d{4}$/.test(q.instansi ?? '') ? q.instansi : undefined,
  }
}

async function showInbox(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await staffOf(ctx, req)
  if (!isHelpdesk(staff) && isOperator(staff)) return reply.redirect(`${HERE}/referensi`)
  if (!isHelpdesk(staff)) throw problem('forbidden')
  const asked = readQuery(req)
  const query = choose(asked)
  const last = normaliseTiket(asked.sesudah ?? '')
  const after = last ? await findPlace(ctx.db, staff, last) : undefined
  const [rows, counts, categories, agencies, waiting] = await Promise.all([
    listDesk(ctx.db, staff, query, PAGE + 1, after),
    countDesk(ctx.db, staff, query),
    countBy(ctx.db, staff, 'kategori'),
    countBy(ctx.db, staff, 'instansi_id'),
    listWaiting(ctx.db, staff, 10),
  ])
  const next = rows.length > PAGE ? addressOf(query, { sesudah: rows[PAGE - 1]!.nomor }) : undefined
  const view = { staff, rows: rows.slice(0, PAGE), counts, query, categories, agencies, waiting, next }
  return sendPage(reply, <InboxPage {...view} notice={asked.selesai ? DONE[asked.selesai] : undefined} />)
}

const DONE: Readonly<Record<string, ReturnType<typeof Notice>>> = {
  naikkan: <Notice tone="success" live title="Tiket diteruskan ke tingkat di atasnya" />,
  turunkan: <Notice tone="success" live title="Tiket diteruskan ke tingkat di bawahnya" />,
}

/** Scan or type: a number opens its ticket, a NIP lists what is there, words choose categories. */
async function find(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await operatorOf(ctx, req)
  const typed = readBody(req).q?.trim().slice(0, 100) ?? ''
  if (!typed) return seeOther(reply, HERE)
  const found = await search(ctx, staff, typed)
  if ('kategori' in found && found.kategori.length > 0) return seeOther(reply, addressOf({ tab: 'terbuka', kategori: found.kategori }))
  const rows = 'rows' in found ? found.rows : []
  if ('rows' in found && found.exact && rows[0]) return seeOther(reply, pathOf(rows[0].nomor))
  return sendPage(reply, <HitsPage staff={staff} rows={rows} typed={typed} />)
}

type Results = Readonly<Record<string, readonly Found[]>>

/** `given`: what was posted with a fault, or with a canned answer to be put in. */
async function showTicket(
  ctx: Ctx,
  staff: Staff,
  req: FastifyRequest,
  reply: FastifyReply,
  given: Body = {},
  faults: Faults = {},
  results?: Results,
): Promise<FastifyReply> {
  const nomor = nomorIn(req)
  const t = await getDesk(ctx.db, staff, nomor)
  await look(ctx, staff, t)
  const [stored, about, messages, canned, twins, merged, files] = await Promise.all([
    getTicket(ctx.db, ctx.keys, nomor),
    findAbout(ctx.db, staff, nomor),
    listMessages(ctx.db, ctx.keys, nomor),
    listCanned(ctx.db, t.kategori),
    listTwins(ctx.db, staff, t),
    listMerged(ctx.db, nomor),
    listFiles(ctx.db, ctx.keys, { tiket: nomor }),
  ])
  const work = await readWork(ctx, staff, stored)
  const body = given._sisip ? { ...given, balasan: insertCanned(given.balasan, canned, given.siap) } : given
  const done = readQuery(req).selesai
  const page = (
    <TicketPage
      staff={staff}
      t={t}
      stored={stored}
      about={about}
      messages={messages}
      canned={canned}
      twins={twins}
      merged={merged}
      files={forStaff(files)}
      body={body}
      faults={faults}
      work={work}
      results={results}
      notice={done && (isAct(done) || isStep(done)) ? <Notice tone="success" live title="Tersimpan" /> : undefined}
    />
  )
  return sendPage(reply, page, Object.keys(faults).length > 0 ? 422 : 200)
}

async function act(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await operatorOf(ctx, req)
  const [nomor, name, body] = [nomorIn(req), param(req, 'tindakan'), readBody(req)]
  if (isStep(name)) {
    if (body._cari) return showTicket(ctx, staff, req, reply, body, {}, await findEntries(ctx, staff, nomor, body))
    const faults = await doStep(ctx, staff, nomor, name, body)
    if (Object.keys(faults).length > 0) return showTicket(ctx, staff, req, reply, body, faults)
    return seeOther(reply, `${pathOf(nomor)}?selesai=${name}#tindakan`)
  }
  if (name === 'referensi') return seeOther(reply, `${HERE}/referensi/${await makeRequest(ctx, staff, nomor, body)}`)
  if (!isAct(name)) throw problem('not_found')
  if (name === 'balas' && body._sisip) return showTicket(ctx, staff, req, reply, body)
  const faults = await doAct(ctx, staff, nomor, name, body)
  if (Object.keys(faults).length > 0) return showTicket(ctx, staff, req, reply, body, faults)
  return seeOther(reply, name in DONE ? `${HERE}?selesai=${name}` : `${pathOf(nomor)}?selesai=${name}`)
}
