// /verifikasi/:berkas: one form under review and what is done to it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { Ctx } from '../../context.ts'
import { clock } from '../../form/dates.ts'
import { problem } from '../../problems.ts'
import { Notice } from '../../web/ui/message.tsx'
import { param, readBody, readQuery, seeOther, sendPage, wantsJson } from '../../web/request.ts'
import { staffOf } from '../../web/session.ts'
import { decidedToday } from '../../workflow/counts.ts'
import { isReadable, type Staff } from '../../workflow/scope.ts'
import { claim, claimNext, release } from './claim.ts'
import type { Body, Faults } from './decide.ts'
import { requireDesk } from './frame.tsx'
import { newsOf } from './news.tsx'
import type { QueueView } from './cards.tsx'
import { listLastReasons } from './reasons.ts'
import { getDesk, getHead, listLines, noteRead, noteReveal, type Head } from './record.ts'
import { ROLLBACK } from './recordCards.tsx'
import { RecordPage } from './recordPage.tsx'
import { draft, receivePaper, rollBack, send, undo } from './service.ts'
import { countQueue, listQueue } from './store.ts'

const HERE = '/verifikasi'
const BESIDE = 12

type Opened = { staff: Staff; head: Head; body: Body }

export function recordRoutes(app: FastifyInstance, ctx: Ctx): void {
  const post = (act: string, handle: (o: Opened, req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>) =>
    app.post(`${HERE}/:berkas/${act}`, async (req, reply) => handle(await open(ctx, req), req, reply))
  const back = (reply: FastifyReply, head: Head, query = '') => seeOther(reply, `${HERE}/${head.id}${query}`)

  app.get(`${HERE}/:berkas`, async (req, reply) => {
    const o = await open(ctx, req)
    const query = readQuery(req)
    return show(ctx, reply, o, { all: query.semua === '1', notice: await newsOf(ctx, o.staff, query) })
  })

  post('pegang', async ({ staff, head }, _req, reply) => {
    await claim(ctx.db, staff, head)
    return back(reply, head)
  })

  post('lepas', async ({ staff, head }, _req, reply) => {
    await release(ctx.db, staff, head)
    return seeOther(reply, HERE)
  })

  post('putusan', async (o, req, reply) => {
    const saved = await draft(ctx, o.staff, o.head, o.body)
    if (wantsJson(req))
      return reply.send({
        ...saved,
        sampai: saved.until && `${clock(new Date(saved.until))} WIB`,
        pukul: `${clock(new Date())} WIB`,
      })
    if (Object.keys(saved.faults).length > 0) return show(ctx, reply, o, { faults: saved.faults })
    if (o.body.lalu !== 'berikutnya') return back(reply, o.head)
    await release(ctx.db, o.staff, o.head)
    return openNext(ctx, reply, o, '')
  })

  post('kirim', async (o, _req, reply) => {
    const { sent, faults } = await send(ctx, o.staff, o.head, o.body)
    return sent ? openNext(ctx, reply, o, `?terkirim=${o.head.id}`) : show(ctx, reply, o, { faults })
  })

  post('urungkan', async ({ staff, head, body }, _req, reply) => {
    await undo(ctx, staff, head, body)
    return back(reply, head)
  })

  post('tampilkan', async (o, _req, reply) => {
    if (!isReadable(o.head.status)) throw problem('not_possible_now')
    await noteReveal(ctx, o.staff, o.head, o.body.tampil ?? '')
    return show(ctx, reply, o, { all: true, revealed: o.body.tampil })
  })

  post('berkas-fisik', async ({ staff, head, body }, _req, reply) => {
    await receivePaper(ctx, staff, head, body)
    return back(reply, head)
  })

  post('turun-status', async (o, _req, reply) => {
    if (!o.body.alasan?.trim()) return show(ctx, reply, o, { faults: { [ROLLBACK]: 'Tulis alasannya, supaya PNS tahu apa yang harus diperbaiki.' } })
    await rollBack(ctx, o.staff, o.head, o.body)
    return seeOther(reply, `${HERE}?turun=1`)
  })
}

/** Outside of the scope there is no such page, whatever is asked of it. */
async function open(ctx: Ctx, req: FastifyRequest): Promise<Opened> {
  const staff = await staffOf(ctx, req)
  requireDesk(staff)
  return { staff, head: await getHead(ctx.db, staff, param(req, 'berkas')), body: readBody(req) }
}

async function openNext(ctx: Ctx, reply: FastifyReply, { staff, head }: Opened, query: string): Promise<FastifyReply> {
  const next = await claimNext(ctx.db, staff, head.periode, head)
  return seeOther(reply, next ? `${HERE}/${next}${query}` : `${HERE}${query || '?kosong=1'}`)
}

type Shown = { all?: boolean; faults?: Faults; revealed?: string; notice?: ComponentChildren }

/** The page; after a fault with everything that was chosen and typed. */
async function show(
  ctx: Ctx,
  reply: FastifyReply,
  { staff, head, body }: Opened,
  { all = false, faults = {}, revealed, notice }: Shown,
): Promise<FastifyReply> {
  await noteRead(ctx, staff, head)
  const [desk, last, lines, queue] = await Promise.all([
    getDesk(ctx, staff, head.id),
    listLastReasons(ctx.db, staff.id),
    listLines(ctx, head),
    sideQueue(ctx, staff, head),
  ])
  const saved = Object.keys(faults).length > 0 && (
    <Notice tone="warn">
      <p>Pilihan Anda yang lengkap sudah tersimpan. Lengkapi yang di bawah ini.</p>
    </Notice>
  )
  const page = (
    <RecordPage
      queue={queue}
      desk={desk}
      last={last}
      lines={lines}
      all={all || Boolean(body.semua_tampil)}
      raw={body}
      faults={faults}
      revealed={revealed}
      notice={notice || saved}
    />
  )
  return sendPage(reply, page, Object.keys(faults).length > 0 ? 422 : 200)
}

async function sideQueue(ctx: Ctx, staff: Staff, head: Head): Promise<QueueView> {
  const [rows, total, today] = await Promise.all([
    listQueue(ctx.db, staff, head.periode, { limit: BESIDE }),
    countQueue(ctx.db, staff, head.periode),
    decidedToday(ctx.db, staff.id),
  ])
  return { staff, rows, total, today, now: head.sekarang, current: head.id }
}
