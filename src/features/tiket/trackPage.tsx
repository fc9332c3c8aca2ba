// Status Laporan Permasalahan: by number alone the state, the kind of office, dates and public answers; nothing of the person (trust.md 3.8).
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { showTime } from '../../form/dates.ts'
import { normaliseTiket } from '../../security/nomor.ts'
import { take } from '../../security/throttle.ts'
import { titleOf } from '../../tiket/kategori.ts'
import { STATUS_WORDS, TIER_WORDS } from '../../tiket/store.ts'
import { findOwn, findTracked, showTiket, type Tracked } from '../../tiket/track.ts'
import { admit, newChallenge, wantsNewCode, type Challenge } from '../../web/challenge.tsx'
import { NumberForm } from '../../web/numberForm.tsx'
import { readBody, readQuery, sendPage } from '../../web/request.ts'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { postedBy, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { viewerOf } from './subject.ts'
import { Messages } from './ticketPage.tsx'

const FORM = 'lacak'
const UNREADABLE = 'Nomor tiket terdiri atas 11 huruf dan angka. Periksa kembali Tanda Bukti Anda.'
const MAX = 40

type Props = { visitor: Visitor; typed?: string; fault?: string; challenge?: Challenge; asked?: { nomor: string; found: Tracked | undefined; own: boolean } }

/** The number may come from the code on the paper; nothing is looked up before it is sent. */
export const showTracking = (ctx: Ctx, req: FastifyRequest, reply: FastifyReply): FastifyReply =>
  sendPage(reply, <TrackPage visitor={visitorOf(ctx, req, reply)} typed={readQuery(req).tiket?.slice(0, MAX)} />)

export async function postTracking(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const body = readBody(req)
  const typed = body.nomor_tiket ?? ''
  const again = (fault: string, level: 0 | 1 | 2, status = 422) =>
    sendPage(
      reply,
      <TrackPage visitor={visitor} typed={typed} fault={fault} challenge={newChallenge(ctx, FORM, visitor, { level: level || 1, fault })} />,
      status,
    )
  if (wantsNewCode(body)) return sendPage(reply, <TrackPage visitor={visitor} typed={typed} challenge={newChallenge(ctx, FORM, visitor, { level: 1 })} />)
  const nomor = normaliseTiket(typed)
  if (!nomor) return sendPage(reply, <TrackPage visitor={visitor} typed={typed} fault={UNREADABLE} />, 422)
  const admission = await admit(ctx, FORM, visitor, body, [['status_lookup', { akun: nomor }]])
  if (!admission.ok) return again(admission.fault, admission.level)
  const found = await findTracked(ctx.db, ctx.keys, nomor)
  // Misses are counted for everybody together: guessing from many addresses is slowed down too (trust.md 3.7).
  const missed = found ? undefined : await take(ctx.db, ctx.keys, 'status_miss', {}, admission.level)
  if (missed && missed.challenge > 0) return again('Ketik kode pada gambar, lalu kirim sekali lagi.', missed.challenge)
  const own = found !== undefined && (await findOwn(ctx.db, ctx.keys, nomor, await viewerOf(ctx, req, visitor))) !== undefined
  return sendPage(reply, <TrackPage visitor={visitor} asked={{ nomor, found, own }} />)
}

const TrackPage = ({ visitor, typed = '', fault, challenge, asked }: Props) => (
  <NumberForm
    title="Status Laporan Permasalahan"
    action="/cek-status/laporan"
    name="nomor_tiket"
    label="Nomor Tiket Pengaduan"
    hint="11 huruf dan angka pada Tanda Bukti. Huruf O dan angka 0 dianggap sama."
    value={typed}
    fault={fault}
    challenge={challenge}
    visitor={visitor}
  >
    {asked && <Result {...asked} />}
  </NumberForm>
)

function Result({ nomor, found: t, own }: NonNullable<Props['asked']>) {
  if (!t)
    return (
      <Notice tone="warn" live title="Nomor tiket tidak ditemukan">
        <p>Periksa kembali nomor pada Tanda Bukti Permohonan Bantuan.</p>
      </Notice>
    )
  return (
    <>
      <Card title={`Tiket ${showTiket(nomor)}`}>
        <p>
          <b>{STATUS_WORDS[t.status]}</b>
        </p>
        {own && (
          <p>
            <a href={`/bantuan/tiket/${nomor}`}>Buka laporan lengkap</a>
          </p>
        )}
      </Card>
      <SummaryList>
        <SummaryRow label="Kategori" value={titleOf(t.kategori)} />
        <SummaryRow label="Ditangani" value={TIER_WORDS[t.tingkat]} />
        <SummaryRow label="Diterima" value={showTime(t.dibuat)} />
        <SummaryRow label="Perubahan terakhir" value={showTime(t.diubah)} />
        {t.selesai_pada && <SummaryRow label="Selesai" value={showTime(t.selesai_pada)} />}
      </SummaryList>
      <Messages messages={t.messages} />
    </>
  )
}
