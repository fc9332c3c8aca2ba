// Step 3 for people without a mailbox of their own: the activation code of the counter (clarifications 5).
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { take } from '../../security/throttle.ts'
import { isActivation } from '../../web/aktivasi.ts'
import { readEmail } from '../../web/email.ts'
import { changePendaftaran } from '../../web/pendaftaran.ts'
import { readBody, seeOther, sendPage } from '../../web/request.ts'
import { TextField } from '../../web/ui/field.tsx'
import { Button } from '../../web/ui/button.tsx'
import { Details, type FieldError } from '../../web/ui/message.tsx'
import { postedBy, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { atStep } from './steps.ts'
import { Back, faultOf, Step } from './views.tsx'

const PATH = '/registrasi/loket'

export async function showCounter(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const p = await atStep(ctx, req, reply, '/registrasi/email')
  return p ? sendPage(reply, <CounterPage visitor={visitorOf(ctx, req, reply)} errors={[]} typed={{}} />) : reply
}

export async function postCounter(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const p = await atStep(ctx, req, reply, '/registrasi/email')
  if (!p) return reply
  const body = readBody(req)
  if (body._kembali) return seeOther(reply, '/registrasi/email')
  const address = body.email_bersama?.trim() ? readEmail(body.email_bersama) : undefined
  if (address && !address.ok) return again(reply, visitor, { field: 'email_bersama', text: address.fault }, body)
  const taken = await take(ctx.db, ctx.keys, 'knowledge_check', { alamat: visitor.address, sesi: visitor.id, tautan: p.id }, 2)
  if (!taken.allowed || !(await isActivation(ctx.db, ctx.keys, p.isi.nip, body.kode_aktivasi ?? '')))
    return again(
      reply,
      visitor,
      { field: 'kode_aktivasi', text: 'Kode aktivasi tidak cocok. Periksa kembali kertas dari loket, atau minta kode baru di sana.' },
      body,
    )
  await changePendaftaran(ctx.db, ctx.keys, p.id, (isi) => ({ ...isi, email: address?.email, email_terbukti: true, loket: true }))
  return seeOther(reply, '/registrasi/kata-kunci')
}

const again = (reply: FastifyReply, visitor: Visitor, error: FieldError, typed: Typed): FastifyReply =>
  sendPage(reply, <CounterPage visitor={visitor} errors={[error]} typed={typed} />, 422)

type Typed = { kode_aktivasi?: string; email_bersama?: string }

const CounterPage = ({ visitor, errors, typed }: { visitor: Visitor; errors: readonly FieldError[]; typed: Typed }) => (
  <Step
    visitor={visitor}
    step={3}
    title="Kode aktivasi dari loket"
    action={PATH}
    errors={errors}
    lead="Untuk Anda yang tidak punya e-mail sendiri. Petugas di loket memeriksa KTP Anda, lalu mencetak kode ini."
    buttons={
      <>
        <Button>Lanjut</Button>
        <Back />
      </>
    }
  >
    <TextField
      name="kode_aktivasi"
      label="Kode aktivasi"
      hint="8 huruf dan angka pada kertas dari loket. Huruf besar dan kecil sama."
      value={typed.kode_aktivasi}
      error={faultOf(errors, 'kode_aktivasi')}
      width="s"
      attrs={{ class: 'in kode w-s', autocomplete: 'off', autocapitalize: 'characters', spellcheck: false }}
    />
    <TextField
      name="email_bersama"
      label="Alamat e-mail bersama"
      optional
      hint="Kotak surat keluarga atau kantor yang juga dibuka orang lain."
      value={typed.email_bersama}
      error={faultOf(errors, 'email_bersama')}
      attrs={{ type: 'email', autocomplete: 'off', autocapitalize: 'none', spellcheck: false }}
    />
    <Details summary="Apa akibatnya bila kotak surat dipakai bersama?">
      <p>Hanya pemberitahuan tanpa data pribadi yang dikirim ke sana. Tautan untuk mengganti kata kunci tidak pernah dikirim ke kotak surat bersama.</p>
      <p>Bila Anda lupa kata kunci, datanglah lagi ke loket dengan KTP dan Kartu Pegawai.</p>
    </Details>
  </Step>
)
