// The whole ticket, for whoever opened it: the receipt, what was written, answers, and what can still be said.
import type { FileRow } from '../../berkas/files.ts'
import { HINT } from '../../berkas/rules.ts'
import { forOwner, uploadAddress } from '../../berkas/shown.ts'
import { dayIn, showDate, showTime } from '../../form/dates.ts'
import { linesOf } from '../../pdf/tandaBuktiIsi.ts'
import { showNip } from '../../sections/dataUtama.ts'
import { officeZone } from '../../tiket/due.ts'
import { findKategori, titleOf } from '../../tiket/kategori.ts'
import { REOPEN_DAYS, STATUS_WORDS, TIER_WORDS, type Message, type Ticket } from '../../tiket/store.ts'
import { showTiket, type Mine } from '../../tiket/track.ts'
import { Key } from '../../web/key.tsx'
import { Page, type PageUser } from '../../web/layout.tsx'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { TextAreaField } from '../../web/ui/field.tsx'
import { Files } from '../../web/ui/files.tsx'
import { Inset, Notice, Panel } from '../../web/ui/message.tsx'
import { DataTable } from '../../web/ui/table.tsx'
import { Token, type Visitor } from '../../web/visitor.tsx'
import { Ways } from './startPage.tsx'

export type TicketView = {
  t: Ticket
  messages: readonly Message[]
  files: readonly FileRow[]
  visitor: Visitor
  user: PageUser | null
  fresh: boolean
  /** what was just done: balas, buka */ done?: string
  fault?: string
  typed?: string
  now: Date
}

const DONE: Readonly<Record<string, string>> = { balas: 'Keterangan terkirim', buka: 'Laporan dibuka kembali' }

export function TicketPage(v: TicketView) {
  const { t } = v
  return (
    <Page
      title="Laporan permasalahan"
      user={v.user}
      ownTitle={v.fresh}
      notice={v.done && Object.hasOwn(DONE, v.done) && <Notice tone="success" live title={DONE[v.done]} />}
      back={v.user ? { href: '/bantuan/laporan-saya', text: 'Laporan saya' } : { href: '/bantuan', text: 'Bantuan' }}
      errors={v.fault ? [{ field: FIELD, text: v.fault }] : []}
    >
      {v.fresh && (
        <Panel title="Tanda Bukti Permohonan Bantuan" number={showTiket(t.nomor)}>
          <p>Laporan Anda sudah diterima. Simpan nomor tiket ini: dengan nomor ini laporan dilacak di Cek Status.</p>
        </Panel>
      )}
      {v.fresh && wantsFiles(v) && <Evidence {...v} />}
      <SummaryList>
        <SummaryRow label="Nomor Tiket" value={showTiket(t.nomor)} />
        <SummaryRow label="Kategori" value={titleOf(t.kategori)} />
        <SummaryRow label="Tanggal" value={showTime(t.dibuat)} />
        <SummaryRow label="Status" value={STATUS_WORDS[t.status]} />
        <SummaryRow label="Ditangani" value={TIER_WORDS[t.tingkat]} />
        {isDue(t, v.now) && <SummaryRow label="Dijawab paling lambat" value={showDate(dayIn(t.jatuh_tempo, officeZone(t.tingkat, t)))} />}
        {t.nip && <SummaryRow label="NIP Baru" value={<span class="nip">{showNip(t.nip)}</span>} />}
        {linesOf(t).map(([label, value]) => (
          <SummaryRow label={label} value={value} />
        ))}
      </SummaryList>
      {!t.terverifikasi && t.asal === 'publik' && findKategori(t.kategori)?.pembuka === 'diperiksa' && (
        <Inset>
          <p>Identitas belum terverifikasi. Datang ke BKD atau Biro Kepegawaian Anda dengan kartu identitas, berkas, dan nomor tiket ini.</p>
        </Inset>
      )}
      <Actions>
        <ButtonLink href={`/cetak/tiket/${t.nomor}`} kind={wantsFiles(v) ? 'secondary' : 'primary'} newTab>
          Cetak Bukti Tiket
        </ButtonLink>
      </Actions>
      {!(v.fresh && wantsFiles(v)) && <Evidence {...v} />}
      <Messages messages={v.messages} />
      <Answer {...v} />
      <Ways user={v.user} />
    </Page>
  )
}

const isOpen = ({ status }: Ticket): boolean => status !== 'selesai' && status !== 'digabung'

/** While an office works on it; a day that has passed is nobody's promise. */
const isDue = (t: Ticket, now: Date): boolean => (t.status === 'baru' || t.status === 'dikerjakan') && t.jatuh_tempo > now

/** Papers are asked for (domain.md 2.11) and none has come yet. */
const wantsFiles = ({ t, files }: TicketView): boolean => isOpen(t) && files.length === 0 && findKategori(t.kategori)?.berkas === true

/** What was attached, and the way to attach more: a page of its own, so that sending the request never waits for a file. */
function Evidence(v: TicketView) {
  const { t, files } = v
  if (t.asal === 'otomatis' || (!isOpen(t) && files.length === 0)) return null
  const wanted = wantsFiles(v)
  return (
    <Card title={wanted ? 'Langkah berikutnya: lampirkan berkas' : 'Berkas'} id="berkas">
      {wanted && (
        <ul>
          {findKategori(t.kategori)!.bring.map((b) => (
            <li>{b}</li>
          ))}
        </ul>
      )}
      <Files files={files.map((f) => forOwner(f))} />
      {isOpen(t) && (
        <>
          <p class="meta">{HINT} Berkas kertas juga diterima di BKD atau Biro Kepegawaian Anda: sebutkan nomor tiket waktu menyerahkannya.</p>
          <Actions>
            <ButtonLink href={uploadAddress({ tiket: t.nomor })} kind={wanted ? 'primary' : 'secondary'}>
              {files.length > 0 ? 'Tambah berkas' : 'Lampirkan berkas'}
            </ButtonLink>
          </Actions>
        </>
      )}
    </Card>
  )
}

const WHO: Readonly<Record<Message['jenis'], string>> = { pemohon: 'Anda', balasan: 'Petugas', catatan: '', sistem: 'Sistem' }

/** What was said, oldest first. */
export const Messages = ({ messages }: { messages: readonly Message[] }) =>
  messages.length === 0 ? null : (
    <Card title="Riwayat">
      {messages.map((m) => (
        <div class="pesan">
          <p class="meta">
            <b>{WHO[m.jenis]}</b> · {showTime(m.waktu)}
          </p>
          {m.isi.split('\n').map((line) => (
            <p>{line}</p>
          ))}
        </div>
      ))}
    </Card>
  )

// The page's main part has the id `isi` already.
const FIELD = 'isi-keterangan'

const DAY = 86_400_000

/** May it be opened again? */
const isRecent = (t: Ticket, now: Date): boolean => t.selesai_pada !== null && now.getTime() - t.selesai_pada.getTime() < REOPEN_DAYS * DAY

function Answer({ t, visitor, fault, typed, now }: TicketView) {
  const ended = t.status === 'selesai'
  // An automatic ticket is everybody's who waits for it.
  if (t.status === 'digabung' || t.asal === 'otomatis' || (ended && !isRecent(t, now))) return null
  const words = ended
    ? { title: 'Belum selesai menurut Anda?', action: 'buka', label: 'Apa yang belum selesai', button: 'Buka kembali' }
    : { title: 'Tambahkan keterangan', action: 'balas', label: 'Keterangan', button: 'Kirim keterangan' }
  return (
    <Card title={words.title}>
      <form method="post" action={`/bantuan/tiket/${t.nomor}/${words.action}`}>
        <Token of={visitor} />
        <Key />
        <input type="hidden" name="_versi" value={t.versi} />
        <TextAreaField
          name="isi"
          id={FIELD}
          label={words.label}
          value={typed}
          max={1500}
          error={fault}
          hint={ended ? `Dapat dibuka kembali dalam ${REOPEN_DAYS} hari.` : undefined}
        />
        <Actions>
          <Button kind="secondary">{words.button}</Button>
        </Actions>
      </form>
    </Card>
  )
}

/** Laporan saya: all tickets of the person who is signed in. */
export const MinePage = ({ mine, user }: { mine: readonly Mine[]; user: PageUser }) => (
  <Page title="Laporan saya" user={user} back={{ href: '/formulir', text: 'Formulir saya' }}>
    <DataTable
      caption="Laporan saya"
      columns={[{ label: 'Nomor Tiket' }, { label: 'Kategori' }, { label: 'Status' }, { label: 'Ditangani' }, { label: 'Tanggal' }]}
      rows={mine.map((t) => ({
        cells: [
          <a href={`/bantuan/tiket/${t.nomor}`}>{showTiket(t.nomor)}</a>,
          titleOf(t.kategori),
          STATUS_WORDS[t.status],
          TIER_WORDS[t.tingkat],
          showTime(t.dibuat),
        ],
      }))}
      empty="Belum ada laporan."
    />
    <Actions>
      <ButtonLink href="/bantuan">Laporan baru</ButtonLink>
    </Actions>
  </Page>
)
