// Unduh data saya (PDP): everything that is held of the person, readable, as one JSON or a CSV per section. Streamed, counted, recorded.
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { userOf } from '../../akun/pengguna.ts'
import { passwordFault } from '../../akun/sandi.ts'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { csvHeader, csvLine, csvRow } from '../../form/csv.ts'
import { currentRows, findForm, type Form, type Item } from '../../form/form.ts'
import { writeJson } from '../../form/json.ts'
import { keyOf } from '../../form/table.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problem, waitingTime } from '../../problems.ts'
import type { SesiPns } from '../../security/session.ts'
import { take } from '../../security/throttle.ts'
import { lockPerson } from '../../web/akun.ts'
import { Page, type PageUser } from '../../web/layout.tsx'
import { readBody, sendPage } from '../../web/request.ts'
import { SelectField } from '../../web/ui/choice.tsx'
import { PasswordField } from '../../web/ui/field.tsx'
import type { FieldError } from '../../web/ui/message.tsx'
import { record } from '../../workflow/events.ts'
import { sections } from '../../sections/index.ts'
import { accountOf, aroundOf, eventsOf } from './dataIsi.ts'
import { ACCOUNT, FormActions } from './home.tsx'

export function data(app: FastifyInstance, ctx: Ctx): void {
  app.get('/akun/data', async (req, reply) => sendPage(reply, <DataPage user={(await userOf(ctx, req)).user} />))
  app.post('/akun/data', (req, reply) => download(ctx, req, reply))
}

const JSON_ALL = 'json'

async function download(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const { bentuk = '', kata_kunci } = readBody(req)
  const again = (field: string, text: string, status = 422) => sendPage(reply, <DataPage user={user} chosen={bentuk} errors={[{ field, text }]} />, status)
  const section = sections.find((s) => s.code === bentuk)
  if (!section && bentuk !== JSON_ALL) return again('bentuk', 'Pilih apa yang ingin Anda unduh.')
  const fault = await passwordFault(ctx, me, kata_kunci)
  if (fault) return again('kata_kunci', fault)
  const taken = await take(ctx.db, ctx.keys, 'own_data', { akun: me.nip })
  if (!taken.allowed) return again('bentuk', `Sudah beberapa kali diunduh hari ini. Coba lagi dalam ${waitingTime(taken.retryAfter)}.`, 429)
  const form = await findForm(ctx.db, ctx.keys, me.nip, (await ctx.periode()).id)
  if (!form) throw problem('nip_unknown')
  await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, me.nip)
    await record(tx, { nip: me.nip, kind: 'data-diunduh', actor: { as: 'pns' }, data: { bentuk } })
    await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'data-diunduh', nip: me.nip })
  })
  const name = section ? `data-saya-${section.code}.csv` : 'data-saya.json'
  return reply
    .type(section ? 'text/csv; charset=utf-8' : 'application/json; charset=utf-8')
    .header('content-disposition', `attachment; filename="${name}"`)
    .send(Readable.from(section ? csvOf(form, section.code) : jsonOf(ctx, me, form)))
}

function* csvOf(form: Form, code: string): Generator<string> {
  const s = form.sections.get(code)?.section
  if (!s) return
  yield csvLine(csvHeader(s))
  const own = keyOf(s)
  for (const { kunci, v } of currentRows(form, code))
    yield csvLine(csvRow(s, Object.fromEntries(own.map((name) => [name, name === 'nip' ? form.nip : kunci])), v))
}

/** One part after the other, so that nothing is held twice in memory. */
async function* jsonOf(ctx: Ctx, me: SesiPns, form: Form): AsyncGenerator<string> {
  yield `{"akun":${JSON.stringify(await accountOf(ctx, me))},"bagian":{`
  let first = true
  for (const d of form.sections.values()) {
    yield `${first ? '' : ','}${JSON.stringify(d.section.code)}:${JSON.stringify({ judul: d.section.title, butir: d.section.rows === 'one' ? [singleOf(form, d.section.code, d.items)] : d.items.map(rowOf) })}`
    first = false
  }
  const answers = [...form.questionnaires.values()].map((a) => ({ kuesioner: a.asked.kode, jawaban: a.stored }))
  yield `},"kuesioner":${JSON.stringify(answers)},"sekitar":${JSON.stringify(await aroundOf(ctx, me, form.periode))},"peristiwa":[`
  first = true
  for (const e of await eventsOf(ctx, me.nip)) {
    yield (first ? '' : ',') + JSON.stringify(e)
    first = false
  }
  yield ']}\n'
}

const rowOf = (i: Item) => ({
  kunci: i.kunci,
  keadaan: i.state,
  keterangan: i.remark,
  bkn: i.official && writeJson(i.section, i.official, true),
  usulan: i.proposed && i.proposed !== i.official ? writeJson(i.section, i.proposed, true) : null,
  belum_disimpan: i.draft,
})

const singleOf = (form: Form, code: string, items: readonly Item[]) => ({
  bkn: writeJson(items[0]!.section, items[0]!.official ?? {}, true),
  sekarang: writeJson(items[0]!.section, currentRows(form, code)[0]?.v ?? {}, true),
  keadaan: Object.fromEntries(items.map((i) => [i.kunci, i.state])),
})

function DataPage({ user, chosen, errors = [] }: { user: PageUser; chosen?: string; errors?: readonly FieldError[] }) {
  const faultOf = (field: string) => errors.find((e) => e.field === field)?.text
  return (
    <Page
      title="Unduh data saya"
      narrow
      user={user}
      back={ACCOUNT}
      errors={errors}
      lead="Semua data yang disimpan tentang Anda, termasuk nomor yang rahasia. Simpan berkasnya di tempat yang aman."
    >
      <form method="post" action="/akun/data" class="kartu pad">
        <SelectField
          name="bentuk"
          label="Apa yang diunduh?"
          value={chosen}
          error={faultOf('bentuk')}
          options={[{ value: JSON_ALL, label: 'Semuanya (JSON)' }, ...sections.map((s) => ({ value: s.code, label: `${s.title} (CSV)` }))]}
        />
        <PasswordField name="kata_kunci" label="Kata Kunci Anda" error={faultOf('kata_kunci')} />
        <FormActions>Unduh</FormActions>
      </form>
    </Page>
  )
}
