// A history section: the list with its rows (manual III.B, Data Riwayat).
import { listGaps } from '../../form/complete.ts'
import {
  changedFields,
  getSectionData,
  isOpen,
  levelTitle,
  mayAdd,
  returnedBy,
  rowLabel,
  ruleContext,
  type Form,
  type Item,
  type SectionData,
} from '../../form/form.ts'
import type { AnyField } from '../../form/field.ts'
import { rowFields, showField, shown, type AnySection } from '../../form/section.ts'
import { Actions, Button, ButtonLink, DefaultSubmit } from '../../web/ui/button.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { DataTable, type TableRow } from '../../web/ui/table.tsx'
import { Tag, Done } from '../../web/ui/tag.tsx'
import { ProgressBar } from '../../web/ui/task.tsx'
import { Key } from '../../web/key.tsx'
import { Page } from '../../web/layout.tsx'
import { address, filesAt, nextPart, positionOf, partProgress, showValue, Side, type View } from './parts.tsx'
import { WaitingMark } from './waiting.tsx'

/** Number of a row, the same on paper, screen and return mail: RG-3. */
export const rowNumber = (i: Item) => `${i.section.short}-${i.nomor}`

const words = { belum: 'Belum diperiksa', sesuai: 'Sesuai', ubah: 'Diubah', tambah: 'Ditambahkan', hapus: 'Diusulkan dihapus' } as const

export function ListPage(v: View & { section: AnySection; faults: ReadonlyMap<string, readonly string[]> }) {
  const { section: s, form } = v
  const data = getSectionData(form, s.code)
  const p = partProgress(v, s)
  const add = mayAdd(form, data)
  const open = add || data.items.some((i) => isOpen(form, i))
  return (
    <Page
      title={s.title}
      caption={positionOf(form, s)}
      lead={open ? s.lead : data.applies ? 'Formulir sudah dikirim. Isian hanya dapat dibaca.' : notFor(s)}
      back={{ href: '/formulir', text: 'Daftar bagian' }}
      user={v.user}
      notice={v.notice}
      side={<Side view={v} current={s} />}
    >
      {p.total > 0 && <ProgressBar phone done={p.done} total={p.total} unit={p.unit} />}
      {(v.faults.get('') ?? []).map((text) => (
        <Notice tone="warn" title={text} />
      ))}
      <Gaps v={v} />
      <form method="post" action={address(s)}>
        <DefaultSubmit name="_aksi" value="tetap" />
        <Key />
        <input type="hidden" name="_versi_kosong" value={data.emptyVersion} />
        {data.items.map((i) => (
          <input type="hidden" name={`${i.kunci}__versi`} value={i.versi} />
        ))}
        <DataTable
          caption={s.title}
          columns={[{ label: 'Baris' }, ...(s.columns ?? []).map((key: string) => ({ label: s.fields[key]!.label }))]}
          rows={data.items.map((i) => listRow(v, i))}
          empty={emptyWords(data, add)}
          foot={open && <ListActions v={v} add={add} />}
        />
      </form>
      <Next form={form} s={s} />
    </Page>
  )
}

function emptyWords({ empty, section }: SectionData, add: boolean): string {
  if (empty !== null) return 'Anda menyatakan tidak punya.'
  if (!add) return 'Belum ada catatan.'
  return section.min ? 'Belum ada catatan. Pilih Tambah untuk menulis yang pertama.' : 'Belum ada catatan. Pilih Tambah untuk menulisnya, atau Tidak punya.'
}

/** "Antara II/c 2003 dan III/a 2012 belum ada. Tambah" */
function Gaps({ v }: { v: View & { section: AnySection } }) {
  const gaps = listGaps(v.form, getSectionData(v.form, v.section.code), ruleContext(v.form, v.info))
  if (gaps.length === 0) return null
  return (
    <Notice tone="info" title="Mungkin ada yang belum tercatat">
      <ul>
        {gaps.map((g, i) => (
          <li>
            {g.text}{' '}
            <a href={`${address(v.section)}/baru?celah=${i}`}>
              Tambah<span class="vh"> baris ini: {g.text}</span>
            </a>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

const notFor = (s: AnySection) =>
  `Tidak berlaku untuk Anda: bagian ini hanya untuk ${s.onlyFor?.who}. Jabatan Anda berbeda? Perbaiki dulu Riwayat Jabatan. Yang pernah diisi tetap tersimpan, tetapi tidak ikut dikirim.`

function ListActions({ v, add }: { v: View & { section: AnySection }; add: boolean }) {
  const data = getSectionData(v.form, v.section.code)
  const fresh = data.items.filter((i) => i.state === 'belum' && !i.draft && isOpen(v.form, i)).length
  const canBeEmpty = !v.section.min && data.items.length === 0
  return (
    <>
      {add && (
        <ButtonLink kind={fresh ? 'secondary' : 'primary'} href={`${address(v.section)}/baru`}>
          Tambah
        </ButtonLink>
      )}
      {fresh > 0 && (
        <Button name="_aksi" value="semua">
          {fresh === 1 ? 'Baris ini sesuai' : `Semua ${fresh} baris sesuai`}
        </Button>
      )}
      {canBeEmpty && add && (
        <Button kind="secondary" name="_aksi" value={data.empty === null ? 'tidak-punya' : 'ternyata-punya'}>
          {data.empty === null ? 'Tidak punya' : 'Ternyata punya'}
        </Button>
      )}
    </>
  )
}

function listRow(v: View & { section: AnySection; faults: ReadonlyMap<string, readonly string[]> }, i: Item): TableRow {
  const values = i.proposed ?? i.official
  const cells = (v.section.columns ?? []).map((key: string) => <Cell f={v.section.fields[key]!} value={values?.[key]} />)
  return {
    id: `baris-${i.kunci}`,
    deleted: i.state === 'hapus',
    cells: [
      <>
        <span class="meta angka">{rowNumber(i)}</span> {values ? rowLabel(v.section, values) : i.label}
        <RowState v={v} i={i} />
      </>,
      ...cells,
    ],
    foot: (
      <>
        <Rest v={v} i={i} />
        {isOpen(v.form, i) && <RowActions i={i} />}
      </>
    ),
  }
}

/** A value beside others in a list: dates as short as in the columns. */
const inList = (f: AnyField, value: unknown): string | null => (f.kind === 'date' ? showField(f, value) || null : showValue(f, value))

/** What BKN holds where the person proposes something else. */
const was = (i: Item, key: string): string | null =>
  i.official && i.proposed && changedFields(i).includes(key) ? (inList(i.section.fields[key]!, i.official[key]) ?? '(kosong)') : null

/** What heading and columns do not show. Open as long as nobody has looked: who says Sesuai has seen everything. */
function Rest({ v: { section: s }, i }: { v: { section: AnySection }; i: Item }) {
  const values = i.proposed ?? i.official
  if (!values) return null
  const told = (key: string, f: AnyField) => s.columns?.includes(key) || (inList(f, values[key]) === rowLabel(s, values) && !was(i, key))
  const rest = rowFields(s).filter(([key, f]) => shown(f, values) && !told(key, f) && (inList(f, values[key]) ?? was(i, key)))
  if (rest.length === 0) return null
  return (
    <details class="rinci" open={i.state === 'belum' && !i.draft}>
      <summary>
        {rest.length} data lain<span class="vh"> dari {rowNumber(i)}</span>
      </summary>
      <dl>
        {rest.map(([key, f]) => (
          <div>
            <dt>{f.label}</dt>
            <dd>
              {inList(f, values[key]) ?? '(kosong)'}
              {was(i, key) && <small>Semula: {was(i, key)}</small>}
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}

function RowActions({ i }: { i: Item }) {
  const about = `${rowNumber(i)} ${i.label}`
  return (
    <div class="tindak-baris">
      {i.state === 'belum' && i.official && !i.draft && (
        <Button kind="secondary" small name="_aksi" value={`sesuai:${i.kunci}`} about={about}>
          Sesuai
        </Button>
      )}
      {i.state !== 'hapus' && (
        <ButtonLink kind="secondary" small href={address(i.section, i.kunci)} about={about}>
          {i.draft ? 'Lanjutkan' : 'Ubah'}
        </ButtonLink>
      )}
      {i.state === 'hapus' || i.state === 'ubah' ? (
        <Button kind="link" name="_aksi" value={`batal:${i.kunci}`} about={about}>
          Batalkan usulan ini
        </Button>
      ) : (
        <a href={`${address(i.section, i.kunci)}/hapus`}>
          Hapus<span class="vh"> {about}</span>
        </a>
      )}
    </div>
  )
}

/** Dates never break in two, numbers of decrees only where they are too long for a line. */
const Cell = ({ f, value }: { f: AnyField; value: unknown }) => <span class={f.kind === 'date' ? 'angka utuh' : 'sel'}>{showField(f, value) || '–'}</span>

function RowState({ v, i }: { v: View & { faults: ReadonlyMap<string, readonly string[]> }; i: Item }) {
  const back = returnedBy(v.form, i)
  const faults = v.faults.get(i.kunci) ?? []
  return (
    <div class="keadaan">
      {i.draft ? (
        <Tag tone="amber">Belum disimpan, lanjutkan</Tag>
      ) : i.state === 'sesuai' ? (
        <Done>{words.sesuai}</Done>
      ) : (
        <Tag tone={i.state === 'belum' ? 'blue' : 'amber'}>{words[i.state]}</Tag>
      )}
      <WaitingMark i={i} />
      {back && (
        <small class="catatan">
          <b>Dikembalikan {levelTitle(back.level)}:</b> {back.alasan}
        </small>
      )}
      {filesAt(v, i).length > 0 && <small class="meta">{filesAt(v, i).length} berkas pendukung</small>}
      {faults.map((f) => (
        <small class="errmsg">{f}</small>
      ))}
    </div>
  )
}

function Next({ form, s }: { form: Form; s: AnySection }) {
  const next = nextPart(form, s)
  return (
    <Actions>
      {next ? (
        <ButtonLink kind="secondary" href={address(next)}>
          Lanjut ke {next.title}
        </ButtonLink>
      ) : (
        <ButtonLink kind="secondary" href="/formulir/kirim">
          Periksa &amp; kirim
        </ButtonLink>
      )}
    </Actions>
  )
}
