// A section with one row: each value from SAPK with Sesuai / Tidak sesuai and its correction (manual III.B, Data Utama and Posisi).
import { listAttention, type Attention } from '../../form/complete.ts'
import { currentValues, getSectionData, isKeptFrom, isOpen, levelTitle, needsRepair, returnedBy, ruleContext, type Form, type Item } from '../../form/form.ts'
import { Conditional, Input, type Ask } from '../../form/input.tsx'
import type { Raw } from '../../form/field.ts'
import { fieldsOf, type AnySection, type Faults, type Rule } from '../../form/section.ts'
import { Button } from '../../web/ui/button.tsx'
import { CompareRow, Evidence, FixedRow } from '../../web/ui/compare.tsx'
import { SaveBar } from '../../web/ui/bar.tsx'
import { Card, CardFoot } from '../../web/ui/card.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { DefaultSubmit } from '../../web/ui/button.tsx'
import { ProgressBar } from '../../web/ui/task.tsx'
import type { Found } from '../../web/ui/pick.tsx'
import { Key } from '../../web/key.tsx'
import { definition } from '../../web/assets.ts'
import { Page } from '../../web/layout.tsx'
import { findSection } from '../../sections/index.ts'
import { CHECK, REMARK, VERSION } from './save.ts'
import { WaitingMark } from './waiting.tsx'
import { About, address, positionOf, filesAt, isEditable, partProgress, showItem, showValue, Side, type View } from './parts.tsx'
import { Remark } from './remark.tsx'

export type Shown = View & {
  section: AnySection
  /** what was posted, when the page comes back with faults */
  posted?: Raw
  errors?: Faults
  warnings?: Faults
  results?: Readonly<Record<string, readonly Found[]>>
  /** field whose secret value is shown in full */
  reveal?: string
  options: Ask['options']
}

/** Said to a pendamping. */
export const OWNER_ONLY = 'Hanya pemilik yang dapat melihat dan mengisi nomor ini.'

/** id of the form that the buttons of the bar belong to */
export const FORM = 'isian'

export function SinglePage(v: Shown) {
  const { section: s, form } = v
  const data = getSectionData(form, s.code)
  const p = partProgress(v, s)
  const open = data.items.some((i) => isOpen(form, i))
  const rest = open && data.items.some((i) => i.state === 'belum' && !i.draft)
  return (
    <Page
      title={s.title}
      caption={positionOf(form, s)}
      lead={open ? s.lead : 'Formulir sudah dikirim. Isian hanya dapat dibaca.'}
      back={{ href: '/formulir', text: 'Daftar bagian' }}
      user={v.user}
      notice={v.notice}
      errors={errorLinks(v, data.items)}
      side={<Side view={v} current={s} fields />}
      bar={open && <SaveButtons />}
      body={{ 'data-halaman': 'isian' }}
    >
      <ProgressBar phone done={p.done} total={p.total} unit={p.unit} />
      <AttentionNotice v={v} />
      <form method="post" action={address(s)} id={FORM} data-simpan-otomatis={open ? '' : undefined} {...liveData(form, s)}>
        <DefaultSubmit name="_aksi" value="simpan" />
        <Key />
        <Card rows>
          {rowsOf(s, data.items).map((row) => ('kunci' in row ? <ItemRow v={v} item={row} /> : <FieldRow v={v} name={row.key} />))}
          {rest && (
            <CardFoot>
              <Button kind="secondary" small name="_aksi" value="semua">
                Tandai semua sisanya sesuai
              </Button>
            </CardFoot>
          )}
        </Card>
      </form>
    </Page>
  )
}

/** What looks wrong in the data of BKN although nobody has changed it: it blocks nothing, and says where it is settled. */
function AttentionNotice({ v }: { v: Shown }) {
  const found = listAttention(v.form, getSectionData(v.form, v.section.code), ruleContext(v.form, v.info))
  if (found.length === 0) return null
  return (
    <Notice tone="info" title="Perlu Anda perhatikan">
      <ul>
        {found.map((a) => (
          <li>
            <a href={`#${a.kunci}-baris`}>{a.label}</a>: {a.text} <Settle a={a} />
          </li>
        ))}
      </ul>
    </Notice>
  )
}

/** Where it is settled: one click to the row that is missing, or to the helpdesk. */
function Settle({ a }: { a: Attention }) {
  if (a.fix) return <a href={`/formulir/${a.fix}/baru?celah=${a.rule}`}>Tambah riwayat</a>
  return a.ticket ? <a href={`/bantuan?kategori=${a.ticket}`}>Lihat yang perlu disiapkan</a> : null
}

/** What the same rules need in the browser. */
export const liveData = (form: Form, s: AnySection) => ({
  'data-bagian': s.code,
  'data-definisi': definition(s),
  'data-nip': form.nip,
  'data-acuan': form.acuan,
})

export const SaveButtons = () => (
  <SaveBar>
    <Button kind="secondary" form={FORM} name="_aksi" value="simpan">
      Simpan
    </Button>
    <Button form={FORM} name="_aksi" value="lanjut">
      Simpan &amp; lanjutkan
    </Button>
  </SaveBar>
)

/** Fields in the order of the manual; a group stands where its first field stands. */
function rowsOf(s: AnySection, items: readonly Item[]): (Item | { key: string })[] {
  const rows = fieldsOf(s).map(([key, f]) => (f.locked || f.derive ? { key } : items.find((i) => i.fields[0] === key)))
  return rows.filter((r) => r !== undefined)
}

function errorLinks({ errors = {}, warnings = {} }: Shown, items: readonly Item[]) {
  return Object.entries({ ...warnings, ...errors }).map(([field, text]) => {
    const item = items.find((i) => i.fields.includes(field))
    return errors[field] || !item ? { field, text } : { text: `Tulis keterangan untuk ${item.label}. ${text}`, href: `#${item.kunci}${REMARK}` }
  })
}

/** The one field that no form corrects. */
const NIP_WRONG = { href: '/bantuan?kategori=perbaikan-nip', text: 'NIP salah? Lihat yang perlu disiapkan' }

/** A locked or derived field. */
function FieldRow({ v, name }: { v: Shown; name: string }) {
  const f = v.section.fields[name]!
  const from = f.derive && findSection(f.derive.from)
  const value = showValue(f, f.derive ? currentValues(v.form, v.section.code)[name] : v.form.sections.get(v.section.code)!.items[0]?.official?.[name])
  return (
    <FixedRow
      id={name}
      label={f.label}
      value={value}
      reason={f.locked ?? (from ? undefined : 'Mengikuti riwayat. Data BKN berlaku sampai riwayat itu diisi.')}
      link={from ? { href: address(from), text: `Ubah di ${from.title}` } : f.locked ? NIP_WRONG : undefined}
    />
  )
}

/** One item with its answer, its correction, and what a verifier said. */
export function ItemRow({ v, item }: { v: Shown; item: Item }) {
  const secret = item.fields.some((key) => v.section.fields[key]!.secret)
  const reveal = v.reveal === item.kunci
  const official = showItem(item, item.official, reveal)
  const revealAt = secret && official && !reveal && !v.form.helper ? `${address(v.section)}?tampil=${item.kunci}#${item.kunci}-baris` : undefined
  if (!isOpen(v.form, item))
    return (
      <FixedRow
        id={`${item.kunci}-baris`}
        label={item.label}
        value={official}
        reveal={revealAt}
        answer={item.state === 'sesuai' ? 'sesuai' : null}
        proposed={item.state === 'ubah' ? showItem(item, item.proposed, reveal) : undefined}
        files={filesAt(v, item)}
        reason={
          isKeptFrom(v.form, item) ? OWNER_ONLY : isEditable(v.form) ? 'Tidak dikembalikan, tetap terkunci.' : item.waiting ? 'Menunggu referensi.' : undefined
        }
      />
    )
  const raw = rawFor(v, item)
  const back = returnedBy(v.form, item)
  const bad = item.fields.some((key) => v.errors?.[key])
  const warned = item.fields.some((key) => v.warnings?.[key])
  return (
    <CompareRow
      name={item.kunci}
      label={item.label}
      value={official}
      reveal={revealAt}
      answer={answerOf(v, item)}
      mustFill={item.fields.some((key) => v.section.fields[key]!.required)}
      invalid={bad}
      reply={back && <Remark name={item.kunci + REMARK} reasons={warned ? v.section.remarks : []} value={raw[item.kunci + REMARK]} returned />}
      returned={back && { reason: back.alasan ?? '', by: levelTitle(back.level) }}
      about={<About section={v.section} fields={item.fields} />}
      meta={back && !needsRepair(v.form, item) ? 'Sudah Anda perbaiki.' : undefined}
    >
      <input type="hidden" name={item.kunci + VERSION} value={versionFor(v, item)} />
      {!item.draft && <WaitingMark i={item} />}
      {item.fields.map((key) => (
        <Conditional section={v.section} name={key}>
          <Input name={key} field={v.section.fields[key]!} ask={askFor(v, item, raw)} />
        </Conditional>
      ))}
      <ItemRemark v={v} item={item} raw={raw} />
      <Evidence name={item.kunci} about={item.label} files={filesAt(v, item)} />
    </CompareRow>
  )
}

/** Searching settles no conflict: the version stays the one of the page that was opened. */
const versionFor = (v: Shown, item: Item): number | string => (v.results && v.posted?.[item.kunci + VERSION]) || item.versi

function askFor(v: Shown, item: Item, raw: Raw): Ask {
  const label = item.fields.length === 1 ? `${item.label} yang benar` : undefined
  return { raw, errors: v.errors ?? {}, warnings: v.warnings, options: v.options, results: v.results, label, browse: true }
}

/** The remark that a warning asks for; the script shows it when a warning arrives, without script it comes with the page. */
function ItemRemark({ v, item, raw }: { v: Shown; item: Item; raw: Raw }) {
  const name = item.kunci + REMARK
  const possible = ((v.section.rules ?? []) as readonly Rule<Record<string, unknown>>[]).some((r) => r.severity === 'warning' && item.fields.includes(r.on))
  if (!possible || returnedBy(v.form, item)) return null
  const wanted = item.fields.some((key) => v.warnings?.[key]) || Boolean(raw[name])
  return (
    <div data-keterangan={item.kunci} hidden={!wanted}>
      <Remark name={name} reasons={v.section.remarks} value={raw[name]} />
    </div>
  )
}

function answerOf(v: Shown, item: Item): 'sesuai' | 'ubah' | null {
  const posted = v.posted?.[item.kunci + CHECK]
  if (posted === 'sesuai' || posted === 'ubah') return posted
  if (item.draft) return 'ubah'
  return item.state === 'sesuai' || item.state === 'ubah' ? item.state : null
}

/** What the inputs hold: what was posted, the kept draft, the proposal, or the value of SAPK as a start for text. */
function rawFor(v: Shown, item: Item): Raw {
  if (v.posted?.[item.kunci + CHECK]) return v.posted
  if (item.draft) return item.draft
  const values = item.state === 'ubah' ? item.proposed! : item.official!
  const parts = item.fields.map((key): Raw => {
    const f = v.section.fields[key]!
    const value = values[key] ?? null
    return value === null || (item.state !== 'ubah' && (f.to || f.secret)) ? {} : f.fill(value, key)
  })
  return Object.assign({ [item.kunci + REMARK]: item.remark ?? undefined }, ...parts) as Raw
}
