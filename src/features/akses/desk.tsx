// /verifikasi/laporan-akses: what PNS report about looks at their data, for the admins who judge it.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import { showTime } from '../../form/dates.ts'
import { problem } from '../../problems.ts'
import { once } from '../../security/idempotency.ts'
import { lockPerson } from '../../web/akun.ts'
import { isUuid, Key } from '../../web/key.tsx'
import { Page, type PageProps } from '../../web/layout.tsx'
import { showName } from '../../web/name.ts'
import { count, param, readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { staffOf } from '../../web/session.ts'
import { Actions, Button } from '../../web/ui/button.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { TextAreaField } from '../../web/ui/field.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { DataTable } from '../../web/ui/table.tsx'
import { Nip } from '../../web/ui/text.tsx'
import { record } from '../../workflow/events.ts'
import type { Staff } from '../../workflow/scope.ts'
import { answerReport, countOpen, getReport, isJudge, judgeOf, listReports, type Report } from './deskStore.ts'
import { purposeOf, roleOf } from './words.ts'

const HERE = '/verifikasi/laporan-akses'
const SHOWN = 50
const MAX = 1000

export function desk(app: FastifyInstance, ctx: Ctx): void {
  app.get(HERE, (req, reply) => showList(ctx, req, reply))
  app.get(`${HERE}/:id`, async (req, reply) => {
    const staff = await judge(ctx, req)
    const r = await reportOf(ctx, staff, req)
    await noteLook(ctx, staff, r)
    return sendPage(reply, <ReportPage staff={staff} r={r} />)
  })
  app.post(`${HERE}/:id`, (req, reply) => postAnswer(ctx, req, reply))
}

async function judge(ctx: Ctx, req: FastifyRequest): Promise<Staff> {
  const staff = await staffOf(ctx, req)
  if (!isJudge(staff)) throw problem('forbidden')
  return staff
}

async function reportOf(ctx: Ctx, staff: Staff, req: FastifyRequest): Promise<Report> {
  const id = param(req, 'id')
  if (!isUuid(id)) throw problem('not_found')
  return getReport(ctx.db, ctx, staff, id)
}

/** Who reports is named on the page: a look like any other. */
const noteLook = (ctx: Ctx, staff: Staff, r: Report): Promise<void> =>
  transaction(ctx.db, async (tx) => {
    await lockPerson(tx, r.nip)
    await record(tx, { nip: r.nip, kind: 'laporan-dibaca', actor: judgeOf(staff, r), data: { laporan: r.id } })
  })

async function showList(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await judge(ctx, req)
  const [rows, open] = await Promise.all([listReports(ctx.db, staff, SHOWN), countOpen(ctx.db, staff)])
  return sendPage(reply, <ListPage staff={staff} rows={rows} open={open} done={readQuery(req).selesai === '1'} />)
}

async function postAnswer(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const staff = await judge(ctx, req)
  const r = await reportOf(ctx, staff, req)
  const body = readBody(req)
  const text = (body.jawaban ?? '').trim()
  const fault = text.length < 10 ? 'Tulis apa yang Anda temukan, paling sedikit 10 huruf.' : text.length > MAX ? `Paling banyak ${MAX} huruf.` : undefined
  if (fault) return sendPage(reply, <ReportPage staff={staff} r={r} typed={body.jawaban} formKey={body._kunci} error={fault} />, 422)
  await transaction(ctx.db, (tx) =>
    once(tx, ctx.keys, { nip: r.nip, key: body._kunci, actor: staff.id, body: { ...body, laporan: r.id } }, async () => {
      await answerReport(tx, ctx, staff, r, count(body.versi), text)
      return {}
    }),
  )
  return seeOther(reply, `${HERE}?selesai=1`)
}

const DeskPage = ({ staff, ...props }: Omit<PageProps, 'user' | 'nav'> & { staff: Staff; children: ComponentChildren }) => {
  const agency = staff.assignments.some((a) => a.role === 'admin_instansi')
  return (
    <Page
      {...props}
      user={{ nama: staff.nama, peran: agency ? 'Admin Instansi' : 'Admin BKN', home: HERE }}
      nav={[...(agency ? [{ href: '/verifikasi/klaim', text: 'Loket' }] : []), { href: HERE, text: 'Laporan akses', current: true }]}
    />
  )
}

const ListPage = ({ staff, rows, open, done }: { staff: Staff; rows: readonly Report[]; open: number; done: boolean }) => (
  <DeskPage
    staff={staff}
    title="Laporan akses data"
    lead={open > 0 ? `${open} laporan menunggu jawaban.` : rows.length > 0 && 'Semua laporan sudah dijawab.'}
    notice={
      done && (
        <Notice tone="success" live title="Jawaban dikirim">
          <p>Pelapor diberi tahu.</p>
        </Notice>
      )
    }
  >
    <DataTable
      caption="Laporan akses data"
      empty="Belum ada laporan."
      columns={[{ label: 'Dilaporkan' }, { label: 'Kantor yang membuka' }, { label: 'Sebagai' }, { label: 'Keadaan' }]}
      rows={rows.map((r) => ({
        cells: [
          <a href={`${HERE}/${r.id}`}>{showTime(r.dibuat)}</a>,
          officeOf(r),
          r.pelaku === 'pendamping' ? 'Pendamping' : roleOf({ ...r, data: r.data }),
          r.dijawab_pada ? `Dijawab ${showTime(r.dijawab_pada)}` : 'Menunggu jawaban',
        ],
      }))}
    />
  </DeskPage>
)

const officeOf = (r: Report): string => (r.pelaku === 'pendamping' ? 'Pendamping yang ditunjuk pelapor' : (r.kantor ?? 'BKN'))

function ReportPage({ staff, r, typed, formKey, error }: { staff: Staff; r: Report; typed?: string; formKey?: string; error?: string }) {
  return (
    <DeskPage
      staff={staff}
      title="Laporan akses data"
      caption={`Dilaporkan ${showTime(r.dibuat)}`}
      back={{ href: HERE, text: 'Semua laporan' }}
      errors={error ? [{ field: 'jawaban', text: error }] : []}
    >
      <SummaryList>
        <SummaryRow
          label="Pelapor"
          value={
            <>
              {showName(r.nama)}, NIP <Nip value={r.nip} />
            </>
          }
        />
        <SummaryRow label="Dibuka" value={showTime(r.waktu)} />
        <SummaryRow
          label="Oleh"
          value={[showName(r.pelaku_nama ?? ''), r.pelaku === 'pendamping' ? 'Pendamping' : roleOf(r), officeOf(r)].filter(Boolean).join(', ')}
        />
        <SummaryRow label="Untuk" value={purposeOf(r)} />
      </SummaryList>
      <Card title="Yang dilaporkan">
        {r.isi.split('\n').map((line) => (
          <p>{line}</p>
        ))}
      </Card>
      {r.jawaban !== null ? (
        <Card title={`Dijawab ${showTime(r.dijawab_pada!)}`}>
          {r.jawaban.split('\n').map((line) => (
            <p>{line}</p>
          ))}
        </Card>
      ) : (
        <Card title="Hasil pemeriksaan">
          <form method="post" action={`${HERE}/${r.id}`}>
            <Key value={formKey} />
            <input type="hidden" name="versi" value={r.versi} />
            <TextAreaField
              name="jawaban"
              label="Jawaban untuk pelapor"
              hint="Apakah akses itu untuk tugasnya, dan apa yang dilakukan bila tidak. Jangan menulis data orang lain."
              value={typed}
              error={error}
              max={MAX}
            />
            <Actions>
              <Button>Kirim jawaban</Button>
            </Actions>
          </form>
        </Card>
      )}
    </DeskPage>
  )
}
