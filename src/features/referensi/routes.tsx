// /helpdesk/referensi: texts that stand in no list; an operator maps or adds them, or says why not (R16).
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import type { Faults } from '../../form/section.ts'
import { problem } from '../../problems.ts'
import { findList } from '../../reference/index.ts'
import { label } from '../../reference/shown.ts'
import type { RequestStatus } from '../../reference/usulan.ts'
import { countRequests, getRequest, isOperator, listAskers, listRequests, type RequestQuery } from '../../reference/usulanDesk.ts'
import { Notice } from '../../web/ui/message.tsx'
import { isUuid } from '../../web/key.tsx'
import { count, param, readBody, readQuery, seeOther, sendPage, type Body } from '../../web/request.ts'
import { staffOf } from '../../web/session.ts'
import type { Staff } from '../../workflow/scope.ts'
import { HERE, STATUS_WORDS } from './frame.tsx'
import { RequestsPage } from './listPage.tsx'
import { RequestPage } from './requestPage.tsx'
import { decideRequest, isAction, parentsFor, placesOf, similarTo } from './service.ts'

const PAGE = 25

export function referensi(app: FastifyInstance, ctx: Ctx): void {
  app.get(HERE, (req, reply) => showList(ctx, req, reply))

  app.get(`${HERE}/:usulan`, async (req, reply) => showRequest(ctx, await operatorOf(ctx, req), req, reply, readQuery(req)))

  app.post(`${HERE}/:usulan/:tindakan`, async (req, reply) => {
    const staff = await operatorOf(ctx, req)
    const [id, action] = [idIn(req), param(req, 'tindakan')]
    if (!isAction(action)) throw problem('not_found')
    const body = readBody(req)
    const faults = await decideRequest(ctx, staff, id, action, body)
    if (Object.keys(faults).length > 0) return showRequest(ctx, staff, req, reply, body, faults)
    return seeOther(reply, `${HERE}/${id}?diputus=1`)
  })
}

async function operatorOf(ctx: Ctx, req: FastifyRequest): Promise<Staff> {
  const staff = await staffOf(ctx, req)
  if (!isOperator(staff)) throw problem('forbidden')
  return staff
}

function idIn(req: FastifyRequest): string {
  const id = param(req, 'usulan')
  if (!isUuid(id)) throw problem('not_found')
  return id
}

async function showList(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await operatorOf(ctx, req)
  const asked = readQuery(req)
  const query = choose(asked)
  const from = Math.min(count(asked.mulai), 10_000)
  const [rows, counts] = await Promise.all([listRequests(ctx.db, staff, query, PAGE + 1, from), countRequests(ctx.db, staff, { ...query, daftar: undefined })])
  const given = Object.entries(asked).flatMap(([name, v]) => (v && ['q', 'daftar', 'status', 'urut'].includes(name) ? [[name, v]] : []))
  const next = rows.length > PAGE ? `${HERE}?${new URLSearchParams([...given, ['mulai', String(from + PAGE)]]).toString()}` : undefined
  const shown = rows.slice(0, PAGE)
  return sendPage(reply, <RequestsPage staff={staff} rows={shown} query={query} counts={counts} places={await placesOf(ctx.db, shown)} next={next} />)
}

const choose = (q: Body): RequestQuery => ({
  status: q.status && Object.hasOwn(STATUS_WORDS, q.status) ? (q.status as RequestStatus) : 'terbuka',
  daftar: findList(q.daftar ?? '')?.code,
  q: q.q?.trim().slice(0, 100) || undefined,
  mostWanted: q.urut === 'terbanyak',
})

/** `given`: what was searched for (address), or what was posted with a fault. */
async function showRequest(ctx: Ctx, staff: Staff, req: FastifyRequest, reply: FastifyReply, given: Body, faults: Faults = {}): Promise<FastifyReply> {
  const r = await getRequest(ctx.db, staff, idIn(req))
  const q = given.q?.trim().slice(0, 100) ?? r.teks
  const parentQ = (given.induk_q ?? r.induk_teks).trim().slice(0, 100)
  const [found, parents, places, askers, names] = await Promise.all([
    similarTo(ctx.db, r, q),
    parentQ ? parentsFor(ctx.db, r, parentQ) : [],
    placesOf(ctx.db, [r]),
    listAskers(ctx.db, r.id),
    label(ctx.db, r.daftar, r.entri_id ? [r.entri_id] : []),
  ])
  const page = (
    <RequestPage
      staff={staff}
      r={r}
      place={places.get(r.id)!}
      askers={askers}
      entry={names.get(r.entri_id ?? '')}
      q={q}
      found={found}
      parentQ={parentQ}
      parents={parents}
      body={req.method === 'POST' ? given : {}}
      faults={faults}
      notice={given.diputus ? <Saved jumlah={r.jumlah} /> : undefined}
    />
  )
  return sendPage(reply, page, Object.keys(faults).length > 0 ? 422 : 200)
}

const Saved = ({ jumlah }: { jumlah: number }) => (
  <Notice tone="success" live title="Keputusan tersimpan">
    <p>
      Formulir {jumlah} orang sedang diperbarui, dan pemiliknya diberi tahu lewat e-mail. <a href={HERE}>Usulan berikutnya</a>
    </p>
  </Notice>
)
