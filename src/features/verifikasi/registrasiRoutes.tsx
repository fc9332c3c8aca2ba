// /verifikasi/registrasi: queue, search, card, decision.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { Ctx } from '../../context.ts'
import { findForm } from '../../form/form.ts'
import { problem } from '../../problems.ts'
import { Notice } from '../../web/ui/message.tsx'
import { param, readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { staffOf } from '../../web/session.ts'
import type { Staff } from '../../workflow/scope.ts'
import { isRegistrar } from './frame.tsx'
import {
  countRegistrations,
  decideRegistration,
  getNip,
  getRegistration,
  listRegistrations,
  noteRegistrationRead,
  searchRegistrations,
  tokenOf,
} from './registrasi.ts'
import { RegistrationPage, RegistrationsPage, type RegistrationsView } from './registrasiPages.tsx'

const HERE = '/verifikasi/registrasi'
const PAGE = 25
const NEWS: Readonly<Record<string, string>> = {
  setujui: 'Registrasi disetujui. Pendaftar diberi tahu lewat e-mail.',
  tolak: 'Registrasi ditolak. Pendaftar diberi tahu lewat e-mail.',
}

export function registrasi(app: FastifyInstance, ctx: Ctx): void {
  app.get(HERE, async (req, reply) => {
    const staff = await registrarOf(ctx, req)
    const after = readQuery(req).sesudah
    const rows = await listRegistrations(ctx.db, staff, PAGE + 1, after && getNip(ctx, staff, after))
    const next = rows.length > PAGE ? `${HERE}?sesudah=${tokenOf(ctx, staff, rows[PAGE - 1]!.nip)}` : undefined
    return showList(ctx, staff, reply, { rows: rows.slice(0, PAGE), next, notice: newsOf(req) })
  })

  app.post(`${HERE}/cari`, async (req, reply) => {
    const staff = await registrarOf(ctx, req)
    const typed = readBody(req).q?.trim() ?? ''
    const rows = await searchRegistrations(ctx, staff, typed)
    return rows.length === 1 ? seeOther(reply, addressOf(ctx, staff, rows[0]!.nip)) : showList(ctx, staff, reply, { rows, typed })
  })

  app.get(`${HERE}/:pendaftar`, async (req, reply) => showCard(ctx, req, reply, await registrarOf(ctx, req)))

  app.post(`${HERE}/:pendaftar/:tindakan`, async (req, reply) => {
    const staff = await registrarOf(ctx, req)
    const body = readBody(req)
    const action = param(req, 'tindakan')
    const alasan = body.alasan?.trim() || body.templat
    if (action === 'tolak' && !alasan) return showCard(ctx, req, reply, staff, 'Tulis alasan, atau pilih salah satu alasan siap pakai.')
    await decideRegistration(ctx, staff, getNip(ctx, staff, param(req, 'pendaftar')), action, { ...body, alasan })
    const [next] = await listRegistrations(ctx.db, staff, 1)
    return seeOther(reply, `${next ? addressOf(ctx, staff, next.nip) : HERE}?diputus=${action}`)
  })
}

async function registrarOf(ctx: Ctx, req: FastifyRequest): Promise<Staff> {
  const staff = await staffOf(ctx, req)
  if (!isRegistrar(staff)) throw problem('forbidden')
  return staff
}

const addressOf = (ctx: Ctx, staff: Staff, nip: string): string => `${HERE}/${tokenOf(ctx, staff, nip)}`

function newsOf(req: FastifyRequest): ComponentChildren {
  const said = readQuery(req).diputus ?? ''
  const text = Object.hasOwn(NEWS, said) ? NEWS[said] : undefined
  return (
    text && (
      <Notice tone="success" live>
        <p>{text}</p>
      </Notice>
    )
  )
}

async function showList(ctx: Ctx, staff: Staff, reply: FastifyReply, v: Pick<RegistrationsView, 'rows' | 'next' | 'typed' | 'notice'>): Promise<FastifyReply> {
  const total = await countRegistrations(ctx.db, staff)
  return sendPage(
    reply,
    <RegistrationsPage staff={staff} total={total} now={(await ctx.periode()).sekarang} href={(r) => addressOf(ctx, staff, r.nip)} {...v} />,
  )
}

async function showCard(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, staff: Staff, error?: string): Promise<FastifyReply> {
  const r = await getRegistration(ctx, staff, getNip(ctx, staff, param(req, 'pendaftar')))
  await noteRegistrationRead(ctx, staff, r)
  const form = await findForm(ctx.db, ctx.keys, r.nip, (await ctx.periode()).id)
  if (!form) throw problem('nip_unknown')
  const page = (
    <RegistrationPage staff={staff} r={r} form={form} action={addressOf(ctx, staff, r.nip)} error={error} typed={readBody(req).alasan} notice={newsOf(req)} />
  )
  return sendPage(reply, page, error ? 422 : 200)
}
