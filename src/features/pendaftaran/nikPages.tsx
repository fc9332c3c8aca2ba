// Step 2: the masked card and the NIK.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { digits } from '../../form/field.ts'
import { changePendaftaran } from '../../web/pendaftaran.ts'
import { readBody, seeOther, sendPage } from '../../web/request.ts'
import { postedBy, visitorOf } from '../../web/visitor.tsx'
import { checkNik, getOfficial } from './service.ts'
import { atStep } from './steps.ts'
import { NikPage } from './views.tsx'

const PATH = '/registrasi/nik'
const nikField = digits({ label: 'NIK', lengths: [16] })

export async function showNik(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, PATH)
  if (!p) return reply
  return sendPage(
    reply,
    <NikPage
      visitor={visitorOf(ctx, req, reply)}
      official={await getOfficial(ctx, p.isi.nip)}
      nik={p.isi.nik ?? ''}
      different={p.isi.nik_status === 'berbeda'}
    />,
  )
}

export async function postNik(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await atStep(ctx, req, reply, PATH)
  if (!p) return reply
  const body = readBody(req)
  const typed = body.nik ?? ''
  if (body._kembali) {
    await changePendaftaran(ctx.db, ctx.keys, p.id, (isi) => (isi.nik === typed || typed.length > 40 ? isi : { ...isi, nik: typed, nik_status: undefined }))
    return seeOther(reply, '/registrasi')
  }
  const read = nikField.parse({ nik: typed }, 'nik')
  const fault = read.ok ? 'NIK ini tidak sama dengan data BKN. Periksa kembali KTP Anda, atau nyatakan di bawah bahwa NIK Anda memang berbeda.' : read.fault
  if (read.ok && (await checkNik(ctx, visitor, p, read.value!, body.nik_berbeda === '1'))) return seeOther(reply, '/registrasi/email')
  return sendPage(
    reply,
    <NikPage visitor={visitor} official={await getOfficial(ctx, p.isi.nip)} nik={typed} different={read.ok} errors={[{ field: 'nik', text: fault }]} />,
    422,
  )
}
