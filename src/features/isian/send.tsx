// Kirim: what is missing by name, the check page, the statement, and the proof afterwards (manual III.B, last part; R5).
import { uuidv7 } from 'uuidv7'
import { showTime } from '../../form/dates.ts'
import type { Missing } from '../../form/complete.ts'
import { allItems, changedFields, currentValues, isProposal, type Form, type Item } from '../../form/form.ts'
import type { Part } from '../../form/section.ts'
import { toPlace } from '../../sections/dataPosisi.ts'
import { findLevel, type LevelState } from '../../workflow/table.ts'
import { Actions, Button, ButtonLink, PostLink } from '../../web/ui/button.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { CheckboxField } from '../../web/ui/choice.tsx'
import { Notice, Panel } from '../../web/ui/message.tsx'
import { Key } from '../../web/key.tsx'
import { Page } from '../../web/layout.tsx'
import { FoldedAnswers } from '../../kuesioner/answerList.tsx'
import { address, partsOf, showItem, showValue, type View } from './parts.tsx'
import { rowNumber } from './rows.tsx'
import { WaitingMark } from './waiting.tsx'

const back = { href: '/formulir', text: 'Daftar bagian' }

/** Where an item is answered. */
export const itemAddress = (i: { section: Part; kunci: string }) =>
  i.section.rows === 'one' ? `${address(i.section)}#${i.kunci}-baris` : address(i.section, i.kunci)

const itemOf = (form: Form, g: Missing): Item | undefined => form.sections.get(g.section.code)?.items.find((i) => i.kunci === g.kunci)

/** A row that waits for a look stands in its list with all its data; anything else is answered on its own page. */
export function gapAddress(form: Form, g: Missing): string {
  const i = itemOf(form, g)
  if (i?.section.rows === 'many' && i.state === 'belum' && !i.draft) return `${address(g.section)}#baris-${i.kunci}`
  return g.kunci ? itemAddress(g) : address(g.section)
}

/** "RG-3 III/b": the number of the row beside its name. */
export function gapName(form: Form, g: Missing): string {
  const i = itemOf(form, g)
  return i?.section.rows === 'many' ? `${rowNumber(i)} ${g.label}` : g.label
}

/** The refusal names everything that is missing, with links (V24). */
export function MissingPage(v: View & { gaps: readonly Missing[] }) {
  return (
    <Page
      title="Belum dapat dikirim"
      user={v.user}
      back={back}
      lead={`${v.gaps.length} hal masih perlu dilengkapi. Pilih salah satu untuk langsung menuju ke sana.`}
    >
      {partsOf(v.form).map((s) => {
        const mine = v.gaps.filter((g) => g.section.code === s.code)
        return (
          mine.length > 0 && (
            <Card title={s.title}>
              <ul class="kurang">
                {mine.map((g) => (
                  <li>
                    <a href={gapAddress(v.form, g)}>{gapName(v.form, g)}</a>: {g.why}
                  </li>
                ))}
              </ul>
            </Card>
          )
        )
      })}
    </Page>
  )
}

export type SendView = View & { unit: string; office: string; officer: string | null; handedOver: boolean; error?: string; formKey?: string }

/** Only what changed, then the rest; the statement; the receiving unit by name. */
export function CheckPage(v: SendView) {
  const items = allItems(v.form)
  const changed = items.filter(isProposal)
  const again = v.form.row?.status === 'perbaikan'
  return (
    <Page
      title="Periksa lalu kirim"
      user={v.user}
      back={back}
      errors={v.error ? [{ field: 'benar', text: v.error }] : []}
      lead={
        changed.length
          ? `Hanya data yang Anda ubah yang akan diperiksa verifikator. ${items.length - changed.length} data lain sudah Anda nyatakan sesuai.`
          : `Tidak ada perubahan. ${items.length} data sudah Anda nyatakan sesuai.`
      }
    >
      {partsOf(v.form).map((s) => {
        const mine = changed.filter((i) => i.section.code === s.code)
        return (
          mine.length > 0 && (
            <>
              <h2 class="bagian-judul">
                {s.title}: {mine.length} perubahan
              </h2>
              <SummaryList>{mine.map((i) => (s.rows === 'one' ? <FieldChange i={i} /> : <RowChange i={i} />))}</SummaryList>
            </>
          )
        )
      })}
      {v.form.questionnaires.size > 0 && <h2 class="bagian-judul">Kuesioner dijawab</h2>}
      {[...v.form.questionnaires.values()].map((a) => (
        <FoldedAnswers a={a}>
          {a.asked.persetujuan} <a href={address(a.asked.section)}>Ubah jawaban {a.asked.judul}</a>
        </FoldedAnswers>
      ))}
      <Card title={`Kirim ke ${v.unit}`}>
        <p>
          {v.handedOver ? 'Unit ini belum mempunyai verifikator lain. Formulir Anda diperiksa oleh ' : 'Diperiksa pertama kali oleh '}
          <b>{v.officer ?? v.office}</b>. Setelah dikirim, isian terkunci sampai verifikator selesai atau mengembalikan.
        </p>
        <form method="post" action="/formulir/kirim">
          <Key value={v.formKey} />
          <input type="hidden" name="_versi" value={v.form.row?.versi ?? 0} />
          <CheckboxField name="benar" label="Saya menyatakan data ini benar dan dapat saya buktikan dengan berkas asli." error={v.error} />
          <Actions>
            <Button>{again ? 'Kirim ulang' : 'Kirim'}</Button>
          </Actions>
        </form>
      </Card>
    </Page>
  )
}

function FieldChange({ i }: { i: Item }) {
  return (
    <SummaryRow
      label={i.label}
      was={showItem(i, i.official)}
      value={
        <>
          {showItem(i, i.proposed)} <WaitingMark i={i} />
        </>
      }
      href={itemAddress(i)}
    />
  )
}

const verbs = { tambah: 'Ditambahkan', hapus: 'Diusulkan dihapus', ubah: 'Diubah' } as const

function RowChange({ i }: { i: Item }) {
  const label = `${rowNumber(i)} ${i.label}`
  if (i.state === 'hapus') return <SummaryRow label={label} was={i.label} value={verbs.hapus} href={address(i.section)} />
  const parts = changedFields(i).map((key) => {
    const f = i.section.fields[key]!
    const old = i.official && showValue(f, i.official[key])
    return `${f.label}: ${old ? `${old} → ` : ''}${showValue(f, i.proposed?.[key]) ?? '(kosong)'}`
  })
  return (
    <SummaryRow
      label={label}
      value={
        <>
          <b>{verbs[i.state as 'tambah' | 'ubah']}</b> {parts.join(' · ')}
        </>
      }
      href={itemAddress(i)}
    />
  )
}

/** The proof after Kirim. */
export function SentPage(
  v: View & { nomor: string; unit: string; at: Date; canTakeBack: boolean; address: string | null; hours: string | null; usual: number | null },
) {
  const level = findLevel(v.form.row!.status as LevelState)
  return (
    <Page title="Formulir sudah dikirim" user={v.user} back={{ href: '/formulir', text: 'Beranda formulir' }} ownTitle>
      <Panel title="Formulir terkirim" number={v.nomor}>
        <p>Dikirim {showTime(v.at)}</p>
      </Panel>
      <Card title="Selanjutnya">
        <ol class="langkah">
          <li>
            Cetak atau simpan <b>Bukti Pengisian</b>.
          </li>
          <li>
            Serahkan berkas asli ke <b>{v.unit}</b>
            {v.address && <>, {v.address}</>}
            {v.hours && <> ({v.hours})</>}. Bagian bawah bukti Anda simpan.
          </li>
          <li>
            {level ? `${level.title} memeriksa formulir Anda.` : 'Formulir Anda diperiksa.'} Hasilnya kami kirim lewat e-mail.
            {v.usual !== null && ` Di unit ini pemeriksaan biasanya selesai dalam ${Math.max(1, Math.ceil(v.usual))} hari.`}
          </li>
        </ol>
        <Actions>
          <ButtonLink href="/cetak/bukti-pengisian" newTab>
            Cetak Bukti Pengisian
          </ButtonLink>
          <ButtonLink kind="secondary" href="/formulir/status">
            Lihat status
          </ButtonLink>
        </Actions>
      </Card>
      {v.canTakeBack && <TakeBack v={v} />}
    </Page>
  )
}

/** Batal Kirim, until a verifier opens the form. */
export const TakeBack = ({ v }: { v: View }) => (
  <Notice tone="info" title="Ada yang keliru?">
    <p>Anda dapat membatalkan pengiriman selama belum dibuka verifikator.</p>
    <PostLink kind="secondary" action="/formulir/batal-kirim" fields={{ _kunci: uuidv7(), _versi: String(v.form.row!.versi) }}>
      Batal Kirim
    </PostLink>
  </Notice>
)

/** The unit the person chose, by name. */
export const receiverName = (v: Pick<View, 'form'>) => toPlace(currentValues(v.form, 'data-posisi')).pemeriksa?.nama ?? 'unit Anda'
