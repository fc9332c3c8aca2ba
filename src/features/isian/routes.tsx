// Addresses of the PNS's form: home, sections, rows, Kirim, status.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { missing } from '../../form/complete.ts'
import { findForm } from '../../form/form.ts'
import { holdsSharedNumber } from '../../form/listed.ts'
import { problem } from '../../problems.ts'
import { once } from '../../security/idempotency.ts'
import type { SesiPns } from '../../security/session.ts'
import { openForDuplicate } from '../../tiket/otomatis.ts'
import { act, findReceiver } from '../../workflow/engine.ts'
import type { Action } from '../../workflow/table.ts'
import { findSection } from '../../sections/index.ts'
import { count, param, readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { pnsOf } from '../../web/session.ts'
import { HomePage } from './home.tsx'
import { lampiran } from './lampiran.tsx'
import { openView, options, requireOwner, type Opened } from './open.ts'
import { isEditable } from './parts.tsx'
import { REPAIR, RepairPage } from './repair.tsx'
import { askDelete, deleteRow, postRow, showRow, startRow } from './rowPages.tsx'
import { saved, saveSection, showSection } from './sectionPages.tsx'
import { saveQuestionnaire, showQuestionnaire } from './kuesioner.tsx'
import { CheckPage, MissingPage, receiverName, SentPage } from './send.tsx'
import { canTakeBack, StatusPage } from './status.tsx'
import { getReceiver, listTimeline, standIn } from './store.ts'

type Handler = (ctx: Ctx, req: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export function isian(app: FastifyInstance, ctx: Ctx): void {
  const on = (h: Handler) => (req: FastifyRequest, reply: FastifyReply) => h(ctx, req, reply)
  app.get('/formulir', on(showHome))
  app.get('/formulir/kirim', on(showSend))
  app.post('/formulir/kirim', on(send))
  app.post('/formulir/batal-kirim', on(takeBack))
  app.get('/formulir/status', on(showStatus))
  app.get(REPAIR, on(showRepair))
  app.get('/formulir/:bagian', on(either(showSection, showQuestionnaire)))
  app.post('/formulir/:bagian', on(either(saveSection, saveQuestionnaire)))
  app.get('/formulir/:bagian/baru', on(startRow))
  app.get('/formulir/:bagian/:baris', on(showRow))
  app.post('/formulir/:bagian/:baris', on(postRow))
  app.get('/formulir/:bagian/:baris/hapus', on(askDelete))
  app.post('/formulir/:bagian/:baris/hapus', on(deleteRow))
  lampiran(app, ctx)
}

/** Questionnaires share the addresses of the sections. */
const either =
  (section: Handler, questionnaire: Handler): Handler =>
  (ctx, req, reply) =>
    (findSection(param(req, 'bagian')) ? section : questionnaire)(ctx, req, reply)

async function showHome(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = readQuery(req)
  const { me, periode, view } = await openView(ctx, req)
  if (!me.data_dikonfirmasi) return seeOther(reply, '/masuk/data-saya')
  return sendPage(reply, <HomePage {...view} nomor={me.nomor_register} reveal={query.tampil === 'nomor' && !view.form.helper} akhir={periode.akhir_isi} />)
}

/** GET /formulir/kirim: what is missing, or the check page, or the proof. */
async function showSend(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, extra: { error?: string; key?: string } = {}): Promise<FastifyReply> {
  const opened = await openView(ctx, req)
  const { view, me } = opened
  requireOwner(view)
  if (!isEditable(view.form)) return showSent(ctx, opened, reply)
  const gaps = missing(view.form, view.info)
  if (gaps.length) return sendPage(reply, <MissingPage {...view} gaps={gaps} />, extra.error ? 422 : 200)
  const at = await transaction(ctx.db, (tx) => findReceiver(tx, view.form))
  const place = await getReceiver(ctx.db, me.nip, at.dialihkan ? null : at.unit_id, me.instansi_id)
  const page = (
    <CheckPage
      {...view}
      unit={receiverName(view)}
      office={standIn()}
      officer={place.petugas}
      handedOver={at.dialihkan}
      error={extra.error}
      formKey={extra.key}
    />
  )
  return sendPage(reply, page, extra.error ? 422 : 200)
}

async function showSent(ctx: Ctx, { view, me }: Opened, reply: FastifyReply): Promise<FastifyReply> {
  const row = view.form.row!
  const place = await getReceiver(ctx.db, me.nip, row.unit_id, row.instansi_id)
  const page = (
    <SentPage
      {...view}
      nomor={me.nomor_register}
      unit={receiverName(view)}
      at={new Date(row.dikirim_pada ?? row.masuk_pada ?? 0)}
      canTakeBack={canTakeBack(view)}
      address={place.alamat}
      hours={place.jam}
      usual={place.biasanya === null ? null : Number(place.biasanya)}
    />
  )
  return sendPage(reply, page)
}

/** GET /formulir/perbaikan: what came back, and Kirim ulang. */
async function showRepair(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { view } = await openView(ctx, req, readQuery(req).simpan === '1' ? saved : undefined)
  if (view.form.row?.status !== 'perbaikan') return seeOther(reply, '/formulir')
  return sendPage(reply, <RepairPage {...view} options={options} gaps={missing(view.form, view.info)} unit={receiverName(view)} />)
}

async function send(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = readBody(req)
  const { periode, view } = await openView(ctx, req)
  requireOwner(view)
  if (periode.sekarang > periode.akhir_isi) throw problem('form_closed')
  // The engine refuses too, under the lock, but only this page names what is missing.
  if (isEditable(view.form) && (body.benar !== '1' || missing(view.form, view.info).length))
    return showSend(ctx, req, reply, { error: 'Beri tanda pada pernyataan sebelum mengirim.' })
  await step(ctx, req, body._aksi === 'naik' ? 'naik' : 'kirim', body)
  return seeOther(reply, '/formulir/kirim')
}

async function takeBack(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const body = readBody(req)
  requireOwner((await openView(ctx, req)).view)
  await step(ctx, req, 'batal', body)
  return seeOther(reply, '/formulir?batal=1')
}

async function reportShared(tx: Tx, ctx: Ctx, { nip, instansi_id }: SesiPns, periode: string): Promise<void> {
  const form = await findForm(tx, ctx.keys, nip, periode)
  if (form && (await holdsSharedNumber(tx, ctx.keys, form))) await openForDuplicate(tx, ctx.keys, nip, instansi_id)
}

/** One step of the workflow by the PNS: once per key; pressing twice, or on a stale page, has one effect. */
async function step(ctx: Ctx, req: FastifyRequest, action: Action, body: Readonly<Record<string, string | undefined>>): Promise<void> {
  const me = await pnsOf(ctx, req)
  const periode = await ctx.periode()
  await transaction(ctx.db, (tx) =>
    once(tx, ctx.keys, { nip: me.nip, key: body._kunci, actor: me.nip, body: { action, versi: body._versi } }, async () => {
      const moved = await act(tx, ctx.engine, { nip: me.nip, periode: periode.id, action, by: { as: 'pns' }, versi: count(body._versi) })
      if (action !== 'batal') await reportShared(tx, ctx, me, periode.id)
      return { ke: moved.to }
    }),
  )
}

async function showStatus(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { view, me, periode } = await openView(ctx, req)
  const lines = await listTimeline(ctx.db, ctx.keys, me.nip, periode.id)
  const paper = view.form.row?.berkas_diterima_pada
  return sendPage(reply, <StatusPage {...view} lines={lines} canTakeBack={canTakeBack(view)} paper={paper ? new Date(paper) : null} />)
}
