// Pendamping, from both sides: whom I let fill in for me, and for whom I fill in.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import {
  acceptInvite,
  authorise,
  beginHelping,
  endHelping,
  HELPING_DAYS,
  listHelped,
  listHelpers,
  revokeHelper,
  type Helped,
  type Helper,
} from '../../akun/pendamping.ts'
import { userOf } from '../../akun/pengguna.ts'
import { passwordFault } from '../../akun/sandi.ts'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { showTime } from '../../form/dates.ts'
import { problem } from '../../problems.ts'
import { maskNama } from '../../security/mask.ts'
import { take } from '../../security/throttle.ts'
import { isUuid } from '../../web/key.tsx'
import { Page, type PageUser } from '../../web/layout.tsx'
import { showName } from '../../web/name.ts'
import { param, readBody, seeOther, sendPage } from '../../web/request.ts'
import { pnsOf } from '../../web/session.ts'
import { Button, ButtonLink, PostLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { RadioGroup } from '../../web/ui/choice.tsx'
import { PasswordField, TextField } from '../../web/ui/field.tsx'
import { Inset, Notice, type FieldError } from '../../web/ui/message.tsx'
import { DataTable } from '../../web/ui/table.tsx'
import { ACCOUNT, FormActions } from './home.tsx'

export function pendamping(app: FastifyInstance, ctx: Ctx): void {
  app.get('/akun/pendamping', (req, reply) => showOwn(ctx, req, reply))
  app.post('/akun/pendamping', (req, reply) => invite(ctx, req, reply))
  app.post('/akun/pendamping/:id/cabut', (req, reply) => revoke(ctx, req, reply))
  app.get('/pendamping', (req, reply) => showHelped(ctx, req, reply))
  app.post('/pendamping/undangan', (req, reply) => accept(ctx, req, reply))
  app.post('/pendamping/:id/mulai', (req, reply) => begin(ctx, req, reply))
  app.post('/pendamping/selesai', async (req, reply) => {
    await endHelping(ctx.db, await pnsOf(ctx, req))
    return seeOther(reply, '/formulir')
  })
}

type Own = { errors?: readonly FieldError[]; typed?: Readonly<Record<string, string | undefined>>; kode?: string; nama?: string }

async function showOwn(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, o: Own = {}): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  return sendPage(reply, <OwnPage user={user} helpers={await listHelpers(ctx.db, me.nip)} {...o} />, o.errors?.length ? 422 : 200)
}

async function invite(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const me = await pnsOf(ctx, req)
  const body = readBody(req)
  const again = (field: string, text: string) => showOwn(ctx, req, reply, { typed: body, errors: [{ field, text }] })
  const days = HELPING_DAYS.find((d) => String(d) === body.hari)
  if (!days) return again('hari', 'Pilih berapa lama izin berlaku.')
  const nomor = body.cara === 'nomor' ? (body.nomor ?? '') : undefined
  if (body.cara !== 'nomor' && body.cara !== 'kode') return again('cara', 'Pilih cara menunjuk pendamping.')
  const fault = await passwordFault(ctx, me, body.kata_kunci)
  if (fault) return again('kata_kunci', fault)
  if (nomor !== undefined && !(await take(ctx.db, ctx.keys, 'status_lookup', { sesi: me.nip })).allowed)
    return again('nomor', 'Terlalu banyak percobaan. Coba lagi nanti, atau gunakan kode undangan.')
  const done = await transaction(ctx.db, (tx) => authorise(tx, ctx.keys, me.nip, { nomor, days }))
  if (!done.ok) return again(nomor === undefined ? 'cara' : 'nomor', done.fault)
  return showOwn(ctx, req, reply, { kode: done.kode, nama: done.nama })
}

async function revoke(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const me = await pnsOf(ctx, req)
  const id = param(req, 'id')
  if (!isUuid(id) || !(await transaction(ctx.db, (tx) => revokeHelper(tx, me.nip, id)))) throw problem('not_found')
  return seeOther(reply, '/akun/pendamping')
}

async function showHelped(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, error?: string): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  return sendPage(reply, <HelpedPage user={user} helped={await listHelped(ctx.db, me.nip)} error={error} />, error ? 422 : 200)
}

async function accept(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const me = await pnsOf(ctx, req)
  const taken = await take(ctx.db, ctx.keys, 'knowledge_check', { akun: `${me.nip} undangan` })
  if (!taken.allowed) return showHelped(ctx, req, reply, 'Terlalu banyak kode dicoba. Coba lagi besok.')
  const ok = await acceptInvite(ctx, me, readBody(req).kode ?? '')
  return ok ? seeOther(reply, '/pendamping') : showHelped(ctx, req, reply, 'Kode tidak cocok, sudah dipakai, atau kedaluwarsa.')
}

async function begin(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const me = await pnsOf(ctx, req)
  const of = (await listHelped(ctx.db, me.nip)).find((h) => h.id === param(req, 'id'))
  if (!of) throw problem('not_found')
  await beginHelping(ctx.db, me, of)
  return seeOther(reply, '/formulir')
}

function OwnPage({ user, helpers, errors = [], typed = {}, kode, nama }: Own & { user: PageUser; helpers: readonly Helper[] }) {
  const faultOf = (field: string) => errors.find((e) => e.field === field)?.text
  return (
    <Page
      title="Pendamping"
      user={user}
      back={ACCOUNT}
      errors={errors}
      lead="Orang yang Anda percaya dapat membantu mengisi. Ia masuk dengan akunnya sendiri, jadi jangan berikan kata kunci Anda."
    >
      {kode && (
        <Notice tone="success" live title="Berikan kode ini kepada pendamping Anda">
          <p class="nip">
            <b>{kode}</b>
          </p>
          <p>Kode hanya tampil sekali, berlaku 3 hari, dan hanya dapat dipakai satu kali.</p>
        </Notice>
      )}
      {nama !== undefined && (
        <Notice tone="success" live title="Izin diberikan">
          <p>Kepada {maskNama(nama)}. Bila itu bukan orangnya, cabut sekarang.</p>
        </Notice>
      )}
      <Inset>
        Pendamping dapat membaca dan mengisi. Ia tidak dapat mengirim, tidak melihat NIK, NPWP, dan nomor BPJS, dan tidak dapat membuka Akun saya. Semua yang
        dilakukannya tercatat.
      </Inset>
      <DataTable
        caption="Izin pendamping"
        empty="Belum ada pendamping."
        columns={[{ label: 'Pendamping' }, { label: 'Berlaku sampai' }, { label: 'Keadaan' }]}
        rows={helpers.map((h) => ({
          cells: [h.nama ? showName(h.nama) : 'Kode undangan', showTime(h.sampai), h.berlaku ? (h.menunggu ? 'Kode belum dipakai' : 'Berlaku') : 'Berakhir'],
          actions: h.berlaku && (
            <PostLink action={`/akun/pendamping/${h.id}/cabut`} about={`izin ${h.nama ? showName(h.nama) : 'kode undangan'}`}>
              Cabut
            </PostLink>
          ),
        }))}
      />
      <h2 class="bagian-judul">Tunjuk pendamping</h2>
      <form method="post" action="/akun/pendamping" class="kartu pad">
        <RadioGroup
          name="cara"
          label="Bagaimana?"
          value={typed.cara}
          error={faultOf('cara')}
          options={[
            { value: 'kode', label: 'Buat kode undangan', hint: 'Pendamping mengetik kode itu di akunnya.' },
            { value: 'nomor', label: 'Dengan nomor register pendamping' },
          ]}
        />
        <TextField
          name="nomor"
          label="Nomor register pendamping"
          hint="Hanya bila Anda memilih cara kedua."
          value={typed.nomor}
          error={faultOf('nomor')}
          code
          width="s"
          attrs={{ autocomplete: 'off' }}
        />
        <RadioGroup
          name="hari"
          label="Berlaku berapa lama?"
          value={typed.hari}
          error={faultOf('hari')}
          options={HELPING_DAYS.map((d) => ({ value: String(d), label: `${d} hari` }))}
          inline
        />
        <PasswordField name="kata_kunci" label="Kata Kunci Anda" error={faultOf('kata_kunci')} />
        <FormActions>Beri izin</FormActions>
      </form>
    </Page>
  )
}

function HelpedPage({ user, helped, error }: { user: PageUser; helped: readonly Helped[]; error?: string }) {
  return (
    <Page
      title="Mengisi untuk orang lain"
      user={user}
      back={{ href: '/formulir', text: 'Formulir saya' }}
      errors={error ? [{ field: 'kode', text: error }] : []}
    >
      <DataTable
        caption="Orang yang Anda dampingi"
        empty="Belum ada orang yang memberi Anda izin."
        columns={[{ label: 'Nama' }, { label: 'Izin sampai' }]}
        rows={helped.map((h) => ({
          cells: [showName(h.nama), showTime(h.sampai)],
          actions: (
            <PostLink action={`/pendamping/${h.id}/mulai`} kind="secondary">
              Mengisi untuk {showName(h.nama)}
            </PostLink>
          ),
        }))}
      />
      <Card title="Punya kode undangan?">
        <form method="post" action="/pendamping/undangan">
          <TextField
            name="kode"
            label="Kode undangan"
            hint="8 huruf dan angka."
            error={error}
            code
            width="s"
            attrs={{ autocomplete: 'off', autocapitalize: 'characters', spellcheck: false }}
          />
          <Button kind="secondary">Pakai kode</Button>
        </form>
      </Card>
      <ButtonLink href="/formulir" kind="secondary">
        Ke formulir saya
      </ButtonLink>
    </Page>
  )
}
