// One ticket: who asks for what, what was said so far, and what can be done with it.
import type { ComponentChildren } from 'preact'
import { showTime } from '../../form/dates.ts'
import { fieldsOf, showField, type Faults } from '../../form/section.ts'
import { getInfo } from '../../reference/cache.ts'
import { findList } from '../../reference/index.ts'
import { findSection } from '../../sections/index.ts'
import { maskEmail, maskIn } from '../../security/mask.ts'
import type { DeskTicket } from '../../tiket/desk.ts'
import { officeZone } from '../../tiket/due.ts'
import { findKategori, titleOf } from '../../tiket/kategori.ts'
import { HASIL, type Hasil, type Twin } from '../../tiket/act.ts'
import { TIER_WORDS, type Message, type Ticket } from '../../tiket/store.ts'
import { showTiket } from '../../tiket/track.ts'
import { OperatorPage } from '../../web/operator.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { Files, type ShownFile } from '../../web/ui/files.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { Tag } from '../../web/ui/tag.tsx'
import { Nip } from '../../web/ui/text.tsx'
import { showName } from '../../web/name.ts'
import type { Body } from '../../web/request.ts'
import type { Found } from '../../web/ui/pick.tsx'
import type { Staff } from '../../workflow/scope.ts'
import { AnswerCard, ClaimCard, HandCard, MergeCard, NoteCard, ReopenCard, RequestForm } from './cards.tsx'
import type { About, Canned } from './service.ts'
import type { Work } from './work.ts'
import { WorkCard } from './workCard.tsx'
import { ASAL, dueDay, HERE, isOpen, pathOf, PESAN, STATUS, until } from './words.ts'

export type TicketView = {
  staff: Staff
  t: DeskTicket
  stored: Ticket
  about: About
  messages: readonly Message[]
  canned: readonly Canned[]
  twins: readonly Twin[]
  merged: readonly string[]
  files: readonly ShownFile[]
  body: Body
  faults: Faults
  work: Work
  /** answers to Cari, by field */
  results?: Readonly<Record<string, readonly Found[]>>
  notice?: ComponentChildren
}

export function TicketPage(v: TicketView) {
  const { t } = v
  const free = !t.dipegang || t.saya
  return (
    <OperatorPage
      staff={v.staff}
      title={titleOf(t.kategori)}
      caption={`Tiket ${showTiket(t.nomor)}`}
      back={{ href: HERE, text: 'Daftar tiket' }}
      errors={Object.entries(v.faults).map(([field, text]) => ({ field, text }))}
      notice={v.notice}
      side={<Side v={v} free={free} />}
    >
      <Standing t={t} />
      <Facts v={v} />
      <Asked v={v} />
      <WorkCard v={v} free={free} />
      <Thread v={v} />
      {t.meja && free && isOpen(t) && <AnswerCard v={v} />}
      <NoteCard v={v} />
    </OperatorPage>
  )
}

/** What keeps this operator from acting, said before he tries. */
function Standing({ t }: { t: DeskTicket }) {
  const zone = officeZone(t.tingkat, t)
  if (t.digabung_ke)
    return (
      <Notice>
        <p>
          Digabung ke tiket <a href={pathOf(t.digabung_ke)}>{showTiket(t.digabung_ke)}</a>. Balasan di sana juga sampai kepada pemohon tiket ini.
        </p>
      </Notice>
    )
  if (!t.meja)
    return (
      <Notice>
        <p>
          Tiket ini ditangani {t.tingkat === 2 ? agencyName(t) : TIER_WORDS[t.tingkat]}. Anda dapat membaca, menulis catatan internal, dan menyetujui usulan
          yang menunggu kantor Anda.
        </p>
      </Notice>
    )
  if (t.dipegang && !t.saya)
    return (
      <Notice tone="warn">
        <p>
          Dipegang {t.nama_pemegang} sampai {until(t.dipegang_sampai!, zone)}. Setelah itu tiket dapat diambil alih.
        </p>
      </Notice>
    )
  return null
}

const agencyName = (t: DeskTicket): string => String(getInfo('instansi', t.instansi_id)?.nama ?? TIER_WORDS[t.tingkat])

function Facts({ v: { t, stored, about } }: { v: TicketView }) {
  const zone = officeZone(t.tingkat, t)
  const agency = getInfo('instansi', t.instansi_id)?.nama
  return (
    <SummaryList>
      <SummaryRow
        label="Keadaan"
        value={
          <>
            <Tag tone={STATUS[t.status].tone}>{STATUS[t.status].text}</Tag> {t.lewat && <Tag tone="red">Lewat tenggat</Tag>}
            {t.hasil && t.status === 'selesai' && <span> {HASIL[t.hasil as Hasil] ?? t.hasil}</span>}
          </>
        }
      />
      <SummaryRow label="Ditangani" value={`${TIER_WORDS[t.tingkat]}${t.naik_tingkat > 0 ? `, ${t.naik_tingkat} kali naik karena lewat tenggat` : ''}`} />
      {isOpen(t) && <SummaryRow label="Tenggat" value={`${dueDay(t.jatuh_tempo, zone)} (${zone})`} />}
      <SummaryRow label="Dibuka" value={`${showTime(t.dibuat, zone)} · ${ASAL[t.asal]}`} />
      <SummaryRow
        label="Pemohon"
        value={
          <>
            {t.nip ? (
              <>
                {t.terverifikasi && about.nama && `${showName(about.nama)}, `}NIP <Nip value={t.nip} />
              </>
            ) : (
              'Tanpa NIP'
            )}{' '}
            <Tag tone={t.terverifikasi ? 'green' : 'amber'}>{t.terverifikasi ? 'Terverifikasi' : 'Belum terverifikasi'}</Tag>
          </>
        }
      />
      <SummaryRow label="Instansi" value={[agency ?? 'Belum diketahui', t.nama_unit].filter(Boolean).join(' · ')} />
      {stored.email && <SummaryRow label="E-mail" value={maskEmail(stored.email)} />}
    </SummaryList>
  )
}

/** Where it was opened, and the fields of its category. Fields of secrecy class P1 and numbers like a NIK stay hidden. */
function Asked({ v }: { v: TicketView }) {
  const { t, stored, about } = v
  const k = findKategori(t.kategori)
  const fields = k ? fieldsOf(k.section).filter(([key, f]) => !f.secret && key !== 'nip' && key !== 'email' && (stored.isi[key] ?? null) !== null) : []
  const place = contextOf(t)
  return (
    <Card title="Yang diminta">
      {!t.terverifikasi && <p class="meta">Pemohon belum terverifikasi: jawab pertanyaannya, tetapi jangan mengubah data orang berdasarkan tiket ini.</p>}
      <dl class="data">
        {place.map(([label, value]) => (
          <>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </>
        ))}
        {fields.map(([key, f]) => (
          <>
            <dt>{f.label}</dt>
            <dd>{maskIn(showField(f, stored.isi[key]))}</dd>
          </>
        ))}
      </dl>
      {v.files.length > 0 && <h3>Berkas</h3>}
      <Files files={v.files} />
      {about.formulir && (
        <p>
          <a href={`/verifikasi/${about.formulir}`}>Buka bagian ini di formulir pemohon</a>
        </p>
      )}
      {about.usulan && (
        <p>
          <a href={`${HERE}/referensi/${about.usulan}`}>Putuskan usulan referensinya</a>: tiket ini selesai dengan keputusan itu.
        </p>
      )}
      {!about.usulan && k && k.daftar.length > 0 && t.meja && (!t.dipegang || t.saya) && isOpen(t) && <RequestForm t={t} />}
    </Card>
  )
}

/** The place in the form, in its own words. */
function contextOf({ konteks: { dari, medan, daftar, teks } }: DeskTicket): [string, string][] {
  const section = findSection(
    (dari ?? '')
      .split('?')[0]!
      .split('/')
      .find((part) => findSection(part)) ?? '',
  )
  const field = section && medan ? fieldsOf(section).find(([key]) => key === medan)?.[1].label : undefined
  const list = daftar ? findList(daftar)?.title : undefined
  return [
    ...(section ? [['Bagian formulir', [section.title, field].filter(Boolean).join(' · ')] as [string, string]] : []),
    ...(list ? [['Daftar', list] as [string, string]] : []),
    ...(teks ? [['Yang diketik', maskIn(teks)] as [string, string]] : []),
  ]
}

const Thread = ({ v: { t, messages } }: { v: TicketView }) => (
  <Card title="Percakapan" id="percakapan">
    {messages.length === 0 && <p class="meta">Belum ada pesan.</p>}
    <ol class="linimasa">
      {messages.map((m) => (
        <li>
          <b>{PESAN[m.jenis]}</b>
          {m.petugas && <span>{m.petugas}</span>}
          <time dateTime={m.waktu.toISOString()}>{showTime(m.waktu, officeZone(t.tingkat, t))}</time>
          {m.jenis === 'catatan' ? <q>{linesOf(m.isi)}</q> : <div>{linesOf(m.isi)}</div>}
        </li>
      ))}
    </ol>
  </Card>
)

/** A written text with its line breaks, without numbers that are nobody's business. */
const linesOf = (text: string) =>
  maskIn(text)
    .split(/\r?\n/)
    .flatMap((line, i) => (i ? [<br />, line] : [line]))

const Side = ({ v, free }: { v: TicketView; free: boolean }) => (
  <>
    {v.t.meja && free && isOpen(v.t) && (
      <>
        <ClaimCard v={v} />
        <HandCard v={v} />
        <MergeCard v={v} />
      </>
    )}
    {v.t.meja && free && !isOpen(v.t) && <ReopenCard v={v} />}
    {v.merged.length > 0 && (
      <Card title="Digabung ke tiket ini">
        <ul class="kurang">
          {v.merged.map((nomor) => (
            <li>{showTiket(nomor)}</li>
          ))}
        </ul>
      </Card>
    )}
  </>
)
