// "Siapa membuka data saya": every look of staff or of a pendamping, with office, role, purpose and time; each can be reported.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { userOf } from '../../akun/pengguna.ts'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { showTime } from '../../form/dates.ts'
import { problem } from '../../problems.ts'
import { once } from '../../security/idempotency.ts'
import { take } from '../../security/throttle.ts'
import { Key } from '../../web/key.tsx'
import { Page, type PageUser } from '../../web/layout.tsx'
import { count, param, readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { TextAreaField } from '../../web/ui/field.tsx'
import { Details, Notice } from '../../web/ui/message.tsx'
import { DataTable } from '../../web/ui/table.tsx'
import { desk } from './desk.tsx'
import { findAccess, listAccess, openAnswer, reportAccess, type Access } from './store.ts'
import { placeOf, purposeOf, roleOf } from './words.ts'

const PATH = '/akses-data'
const PAGE = 30
const MAX = 1000

export function akses(app: FastifyInstance, ctx: Ctx): void {
  app.get(PATH, (req, reply) => show(ctx, req, reply))
  app.get(`${PATH}/:urut/lapor`, async (req, reply) => {
    const { me, user } = await userOf(ctx, req)
    return sendPage(reply, <ReportPage user={user} access={await getAccess(ctx, me.nip, req)} />)
  })
  app.post(`${PATH}/:urut/lapor`, (req, reply) => report(ctx, req, reply))
  desk(app, ctx)
}

async function show(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const query = readQuery(req)
  const rows = await listAccess(ctx.db, me.nip, PAGE + 1, count(query.sebelum) || undefined)
  return sendPage(
    reply,
    <AccessPage
      user={user}
      rows={rows.slice(0, PAGE)}
      answerOf={(a) => openAnswer(ctx.keys, me.nip, a)}
      more={rows.length > PAGE}
      reported={query.selesai === '1'}
    />,
  )
}

/** Only looks at one's own data exist. */
async function getAccess(ctx: Ctx, nip: string, req: FastifyRequest): Promise<Access> {
  const found = await findAccess(ctx.db, nip, count(param(req, 'urut')))
  if (!found) throw problem('not_found')
  return found
}

async function report(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { me, user } = await userOf(ctx, req)
  const access = await getAccess(ctx, me.nip, req)
  const body = readBody(req)
  const text = (body.isi ?? '').trim()
  const again = (fault: string, status = 422) =>
    sendPage(reply, <ReportPage user={user} access={access} typed={body.isi} formKey={body._kunci} error={fault} />, status)
  if (text.length < 10) return again('Tulis apa yang menurut Anda tidak wajar, paling sedikit 10 huruf.')
  if (text.length > MAX) return again(`Paling banyak ${MAX} huruf. Anda menulis ${text.length} huruf.`)
  const taken = await take(ctx.db, ctx.keys, 'access_report', { akun: me.nip })
  if (!taken.allowed) return again('Sudah beberapa kali melapor hari ini. Coba lagi besok.', 429)
  await transaction(ctx.db, (tx) =>
    once(tx, ctx.keys, { nip: me.nip, key: body._kunci, actor: me.nip, body: { ...body, urut: access.urut } }, async () => {
      await reportAccess(tx, ctx.keys, { nip: me.nip, urut: access.urut, instansiId: me.instansi_id, text })
      return {}
    }),
  )
  return seeOther(reply, `${PATH}?selesai=1`)
}

type AccessView = { user: PageUser; rows: readonly Access[]; answerOf: (a: Access) => string | undefined; more: boolean; reported: boolean }

function AccessPage({ user, rows, answerOf, more, reported }: AccessView) {
  return (
    <Page
      title="Siapa membuka data saya"
      user={user}
      back={{ href: '/akun', text: 'Akun saya' }}
      notice={
        reported && (
          <Notice tone="success" live title="Laporan dicatat">
            <p>Admin memeriksanya. Jawabannya tampil di baris itu, dan Anda diberi tahu.</p>
          </Notice>
        )
      }
      lead="Setiap kali petugas atau pendamping membuka data Anda, tercatat di sini. Petugas hanya boleh membukanya untuk tugasnya."
    >
      <DataTable
        caption="Siapa membuka data saya"
        empty="Belum ada yang membuka data Anda."
        columns={[{ label: 'Waktu' }, { label: 'Kantor' }, { label: 'Sebagai' }, { label: 'Untuk' }]}
        rows={rows.map((a) => ({
          cells: [
            showTime(a.waktu),
            placeOf(a),
            <span class="utuh">{roleOf(a)}</span>,
            <>
              {purposeOf(a)}
              {a.dilaporkan && <Reported answer={answerOf(a)} />}
            </>,
          ],
          actions: !a.dilaporkan && (
            <a href={`${PATH}/${a.urut}/lapor`}>
              Laporkan
              <span class="vh">
                {' '}
                {showTime(a.waktu)}, {placeOf(a)}
              </span>
            </a>
          ),
        }))}
      />
      {more && (
        <p>
          <a href={`${PATH}?sebelum=${rows.at(-1)!.urut}`}>Yang lebih lama</a>
        </p>
      )}
    </Page>
  )
}

/** What came of a report, in the row it was about. */
const Reported = ({ answer }: { answer: string | undefined }) =>
  answer === undefined ? (
    <small class="meta">Anda laporkan, sedang diperiksa</small>
  ) : (
    <Details summary="Laporan Anda sudah dijawab">
      {answer.split('\n').map((line) => (
        <p>{line}</p>
      ))}
    </Details>
  )

// The page's main part has the id `isi` already.
const FIELD = 'isi-laporan'

function ReportPage({ user, access, typed, formKey, error }: { user: PageUser; access: Access; typed?: string; formKey?: string; error?: string }) {
  return (
    <Page
      title="Laporkan akses ini"
      narrow
      user={user}
      back={{ href: PATH, text: 'Siapa membuka data saya' }}
      errors={error ? [{ field: FIELD, text: error }] : []}
    >
      <p>
        {showTime(access.waktu)}, {placeOf(access)}, {roleOf(access)}: {purposeOf(access)}.
      </p>
      <form method="post" action={`${PATH}/${access.urut}/lapor`} class="kartu pad">
        <Key value={formKey} />
        <TextAreaField name="isi" id={FIELD} label="Apa yang menurut Anda tidak wajar?" value={typed} error={error} max={MAX} />
        <Actions>
          <Button>Kirim laporan</Button>
          <ButtonLink kind="secondary" href={PATH}>
            Batal
          </ButtonLink>
        </Actions>
      </form>
    </Page>
  )
}
