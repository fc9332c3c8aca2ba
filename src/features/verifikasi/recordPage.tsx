// The form under review (ui.md 5.3): queue at the left, head, changed items by section, the rest folded, the bar.
import type { ComponentChildren } from 'preact'
import { clock } from '../../form/dates.ts'
import { allItems, currentValues, type Item } from '../../form/form.ts'
import { BackLink, DefaultSubmit, PostLink } from '../../web/ui/button.tsx'
import { SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { DiffHead, DiffSection } from '../../web/ui/diff.tsx'
import { Details } from '../../web/ui/message.tsx'
import { Desk as Split, Queue, RecordCard, RecordHead, Unchanged } from '../../web/ui/queue.tsx'
import { Nip } from '../../web/ui/text.tsx'
import { Key } from '../../web/key.tsx'
import { showName } from '../../web/name.ts'
import { isReadable } from '../../workflow/scope.ts'
import { findLevel, STATE_TITLES } from '../../workflow/table.ts'
import { FoldedAnswers } from '../../kuesioner/answerList.tsx'
import { itemName, type Body, type Faults } from './decide.ts'
import { StaffPage, whenIn } from './frame.tsx'
import { Cards, ScanBox, type QueueView } from './cards.tsx'
import { Finish } from './finish.tsx'
import type { LastUsed } from './reasons.ts'
import type { Desk, Line } from './record.ts'
import { History, Paper, RollBack, ROLLBACK } from './recordCards.tsx'
import { derivedLines, itemLabel, ItemRow, needsEyes, SameRow, type RowView } from './rows.tsx'
import { CONFIRM, UNDECIDED } from './service.ts'

export type RecordView = {
  queue: QueueView
  desk: Desk
  last: LastUsed
  lines: readonly Line[]
  /** unfolded: every item */
  all: boolean
  raw: Body
  faults: Faults
  revealed?: string
  notice?: ComponentChildren
}

export function RecordPage(v: RecordView) {
  const { head, row } = v.desk
  const nama = showName(head.nama)
  return (
    <StaffPage staff={v.queue.staff} here="/verifikasi" title={nama} wide ownTitle notice={v.notice} errors={errorsOf(v)}>
      <Split queue={<SideQueue v={v.queue} />}>
        <div>
          <span class="hanya-kecil">
            <BackLink href="/verifikasi">Antrean</BackLink>
          </span>
          <RecordCard>
            <RecordHead nama={nama} hold={<Hold v={v} />}>
              NIP <Nip value={head.nip} /> · {head.unit ?? head.instansi}
              {head.dikirim_pada && ` · dikirim ${whenIn(head.dikirim_pada, head.sekarang)}`}
              {row.putaran > 1 && ` · putaran ${row.putaran}`}
            </RecordHead>
            {isReadable(row.status) ? (
              <Review v={v} />
            ) : (
              <p class="kosong-daftar">{STATE_TITLES[row.status]}. Isiannya dapat dibaca setelah PNS mengirimnya.</p>
            )}
          </RecordCard>
          <Paper head={head} />
          <History lines={v.lines} />
          <RollBack v={v.desk} staff={v.queue.staff} fault={v.faults[ROLLBACK]} />
        </div>
      </Split>
    </StaffPage>
  )
}

/** In the order of the page. */
function errorsOf(v: RecordView) {
  const rows = allItems(v.desk.form).flatMap((i) => {
    const text = v.faults[itemName(i)]
    return text ? [{ href: `#${itemName(i)}-baris`, text: `${itemLabel(i)}: ${text}` }] : []
  })
  return [...rows, ...[CONFIRM, ROLLBACK].flatMap((field) => (v.faults[field] ? [{ field, text: v.faults[field] }] : []))]
}

const SideQueue = ({ v }: { v: QueueView }) => (
  <Queue
    title="Antrean verifikasi"
    count={`${v.total} berkas`}
    search={<ScanBox />}
    empty={v.rows.length ? undefined : 'Tidak ada berkas yang menunggu Anda.'}
    foot={
      <p class="meta">
        {v.today} hari ini, {v.total} lagi · <a href="/verifikasi">Lihat semua</a>
      </p>
    }
  >
    <Cards rows={v.rows} v={v} />
  </Queue>
)

/** Who holds the form and until when. */
function Hold({ v }: { v: RecordView }) {
  const { head, decides, row } = v.desk
  if (head.milik_saya)
    return (
      <>
        Anda memegang berkas ini
        <br />
        sampai <b data-sampai>{clock(head.dipegang_sampai!)} WIB</b> <PostLink action={`/verifikasi/${head.id}/lepas`}>Lepas</PostLink>
      </>
    )
  if (head.pemegang)
    return (
      <>
        Dipegang {showName(head.pemegang)}
        <br />
        sampai <b>{clock(head.dipegang_sampai!)} WIB</b>
      </>
    )
  if (decides)
    return (
      <PostLink action={`/verifikasi/${head.id}/pegang`} kind="secondary">
        Pegang berkas ini
      </PostLink>
    )
  if (head.sudah_memutus && findLevel(row.status)) return <>Sudah Anda periksa. Petugas lain memeriksa di tingkat ini.</>
  return <>{STATE_TITLES[row.status]}</>
}

function Review({ v }: { v: RecordView }) {
  const { head, row, decides } = v.desk
  // An open choice is named above; its row stays calm, so that no reason is asked for.
  const faults = Object.fromEntries(Object.entries(v.faults).filter(([, text]) => text !== UNDECIDED))
  const rows: RowView = { desk: v.desk, last: v.last, raw: v.raw, faults, revealed: v.revealed }
  const mine = v.desk.items.filter((d) => d.mine)
  const open = v.desk.items.filter((d) => !d.settled)
  const settled = v.desk.items.filter((d) => d.settled)
  const seen = v.desk.same.filter((i) => !v.all && needsEyes(v.desk, i))
  return (
    <form method="post" action={`/verifikasi/${head.id}/putusan`} data-keputusan>
      <DefaultSubmit />
      <Key />
      <input type="hidden" name="versi" value={row.versi} />
      {v.all && <input type="hidden" name="semua_tampil" value="1" />}
      {v.desk.items.length + seen.length > 0 ? <DiffHead /> : <p class="kosong-daftar">Tidak ada usulan perubahan. PNS menyatakan semua data sesuai.</p>}
      <Grouped items={open} of={(d) => d.item} draw={(d) => <ItemRow v={rows} d={d} />} />
      <Grouped items={seen} of={(i) => i} draw={(i) => <SameRow v={rows} item={i} note="Pernah dikembalikan" />} />
      {settled.length > 0 && (
        <Unchanged>
          <Details summary={`${settled.length} perubahan disetujui sebelumnya`}>
            <Grouped items={settled} of={(d) => d.item} draw={(d) => <ItemRow v={rows} d={d} />} />
          </Details>
        </Unchanged>
      )}
      <SameData v={v} rows={rows} hidden={v.desk.same.length - seen.length} />
      <StakeholderAnswers v={v} />
      {decides && <Finish v={v} mine={mine.length} left={mine.filter((d) => !d.decision).length} />}
    </form>
  )
}

/** Rows under the heading of their section, in the order of the form. */
function Grouped<T>({ items, of, draw }: { items: readonly T[]; of: (t: T) => Item; draw: (t: T) => ComponentChildren }) {
  return (
    <>
      {items.map((t, i) => (
        <>
          {of(t).section !== (items[i - 1] && of(items[i - 1]!).section) && <DiffSection>{of(t).section.title}</DiffSection>}
          {draw(t)}
        </>
      ))}
    </>
  )
}

/** To be read only: what stakeholders asked is theirs, no level decides on it. */
function StakeholderAnswers({ v }: { v: RecordView }) {
  const answered = [...v.desk.form.questionnaires.values()]
  return (
    answered.length > 0 && (
      <Unchanged>
        {answered.map((a) => (
          <FoldedAnswers a={a}>Diteruskan kepada pemangku kepentingan, tidak diputuskan verifikator.</FoldedAnswers>
        ))}
      </Unchanged>
    )
  )
}

function SameData({ v, rows, hidden }: { v: RecordView; rows: RowView; hidden: number }) {
  const { head, form, same } = v.desk
  if (!v.all) {
    return (
      <Unchanged>
        {hidden} data lain dinyatakan <b>Sesuai</b> oleh PNS. <a href={`/verifikasi/${head.id}?semua=1#semua`}>Lihat semua data</a>
      </Unchanged>
    )
  }
  return (
    <div id="semua">
      <Unchanged>
        {same.length} data dinyatakan <b>Sesuai</b> oleh PNS. <a href={`/verifikasi/${head.id}`}>Lipat kembali</a>
      </Unchanged>
      <Grouped items={same} of={(i) => i} draw={(i) => <SameRow v={rows} item={i} />} />
      <DiffSection>Mengikuti riwayat</DiffSection>
      <SummaryList>
        {derivedLines(v.desk, (code) => currentValues(form, code)).map((l) => (
          <SummaryRow label={l.label} value={l.after || null} was={l.before === l.after ? undefined : l.before || null} />
        ))}
      </SummaryList>
    </div>
  )
}
