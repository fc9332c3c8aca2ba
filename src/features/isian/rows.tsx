// A history section: the list with its rows, and the pages of one row (manual III.B, Data Riwayat).
import { listGaps } from '../../form/complete.ts'
import {
  currentRows,
  getSectionData,
  isOpen,
  isProposal,
  levelTitle,
  mayAdd,
  returnedBy,
  rowChoices,
  rowLabel,
  ruleContext,
  type Form,
  type Item,
} from '../../form/form.ts'
import { Input, type Ask } from '../../form/input.tsx'
import type { AnyField, Raw } from '../../form/field.ts'
import { asked, rowFields, showField, shown, type AnySection, type Faults, type Loose } from '../../form/section.ts'
import { Actions, Button, ButtonLink, DefaultSubmit } from '../../web/ui/button.tsx'
import { SaveBar } from '../../web/ui/bar.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { DataTable, type TableRow } from '../../web/ui/table.tsx'
import { Tag, Done } from '../../web/ui/tag.tsx'
import { ProgressBar } from '../../web/ui/task.tsx'
import type { Found } from '../../web/ui/pick.tsx'
import { Key } from '../../web/key.tsx'
import { Page } from '../../web/layout.tsx'
import { address, nextPart, positionOf, partProgress, showValue, Side, type View } from './parts.tsx'
import { Conditional, liveData } from './single.tsx'
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
      user={{ nama: v.nama }}
      notice={v.notice}
      side={<Side view={v} current={s} />}
    >
      {p.total > 0 && <ProgressBar phone done={p.done} total={p.total} unit={p.unit} />}
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
          empty={data.empty !== null ? 'Anda menyatakan tidak punya.' : 'Belum ada baris.'}
          foot={open && <ListActions v={v} add={add} />}
        />
      </form>
      <Next form={form} s={s} />
    </Page>
  )
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
          Semua {fresh} baris sesuai
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
  const about = `${rowNumber(i)} ${i.label}`
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
    actions: isOpen(v.form, i) && (
      <>
        {i.state === 'belum' && i.official && !i.draft && (
          <Button kind="link" name="_aksi" value={`sesuai:${i.kunci}`} about={about}>
            Sesuai
          </Button>
        )}
        {i.state !== 'hapus' && (
          <a href={address(v.section, i.kunci)}>
            {i.draft ? 'Lanjutkan' : 'Ubah'}
            <span class="vh"> {about}</span>
          </a>
        )}
        {i.state === 'hapus' || i.state === 'ubah' ? (
          <Button kind="link" name="_aksi" value={`batal:${i.kunci}`} about={about}>
            Batalkan usulan
          </Button>
        ) : (
          <a href={`${address(v.section, i.kunci)}/hapus`}>
            Hapus<span class="vh"> {about}</span>
          </a>
        )}
      </>
    ),
  }
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

export type RowView = View & {
  section: AnySection
  item: Item
  raw: Raw
  errors?: Faults
  warnings?: Faults
  results?: Readonly<Record<string, readonly Found[]>>
  options: Ask['options']
}

const FORM = 'isian'

/** One row: added or changed. Typing is kept as a konsep; Simpan makes it a usulan. */
export function RowPage(v: RowView) {
  const { section: s, item } = v
  const back = returnedBy(v.form, item)
  const title = item.official ? `Ubah ${rowLabel(s, item.proposed ?? item.official)}` : `Tambah ${s.title}`
  const faults = [
    ...Object.entries(v.errors ?? {}).map(([field, text]) => ({ field, text })),
    ...(v.warnings && Object.keys(v.warnings).length ? [{ field: '_ket', text: 'Tulis keterangan untuk hal yang perlu diperhatikan.' }] : []),
  ]
  return (
    <Page
      title={title}
      caption={`${s.title} · ${rowNumber(item)}`}
      back={{ href: address(s), text: s.title }}
      user={{ nama: v.nama }}
      errors={faults}
      notice={v.notice}
      side={<Side view={v} current={s} />}
      bar={
        <SaveBar>
          <Button kind="secondary" form={FORM} name="_aksi" value="batal" noValidate>
            Batal
          </Button>
          <Button form={FORM} name="_aksi" value="simpan">
            Simpan
          </Button>
        </SaveBar>
      }
      body={{ 'data-halaman': 'baris' }}
    >
      {back && (
        <Notice tone="warn" title={`Dikembalikan ${levelTitle(back.level)}`}>
          {back.alasan}
        </Notice>
      )}
      <form method="post" action={address(s, item.kunci)} id={FORM} data-simpan-otomatis="" {...liveData(v.form, s)}>
        <DefaultSubmit name="_aksi" value="simpan" />
        <Key />
        <input type="hidden" name="_versi" value={item.versi} />
        <Copy v={v} />
        <Card>
          {asked(s).map(([key, field]) => (
            <>
              {s.headings?.[key] && <h2 class="subjudul">{s.headings[key]}</h2>}
              <Conditional section={s} name={key}>
                <Input
                  name={key}
                  field={field}
                  ask={{
                    raw: v.raw,
                    errors: v.errors ?? {},
                    warnings: v.warnings,
                    options: v.options,
                    rows: choicesOf(v.form),
                    results: v.results,
                    browse: true,
                  }}
                />
              </Conditional>
            </>
          ))}
          <Remark v={v} />
        </Card>
        {!item.official && (
          <p>
            <Button kind="link" name="_aksi" value="simpan-tambah">
              Simpan, lalu tambah lagi
            </Button>
          </p>
        )}
      </form>
    </Page>
  )
}

/** A new row may begin with the choices of the one before. */
function Copy({ v }: { v: RowView }) {
  const before = currentRows(v.form, v.section.code).at(-1)
  if (v.item.official || v.item.state !== 'belum' || v.item.draft || !before) return null
  return (
    <p>
      <a href={`${address(v.section, v.item.kunci)}?salin=${before.kunci}`}>Salin dari baris sebelumnya</a>
      <span class="meta"> ({rowLabel(v.section, before.v)})</span>
    </p>
  )
}

const choicesOf = (form: Form) => (code: string) => rowChoices(form, code).map((r) => ({ value: r.id!, label: r.nama }))

function Remark({ v }: { v: RowView }) {
  const wanted = Object.keys(v.warnings ?? {}).length > 0 || Boolean(v.raw._ket)
  return wanted ? (
    <TextField
      name="_ket"
      label="Keterangan"
      hint="Dibaca verifikator. Misalnya: sesuai SK, penyesuaian ijazah, masa kerja honorer diakui."
      value={v.raw._ket}
      width="l"
    />
  ) : null
}

/** "Simpan baris ini?" as in the manual, before a row becomes a proposal. */
export function ConfirmPage(v: RowView & { values: Loose; again: boolean }) {
  const { section: s, item } = v
  return (
    <Page
      title="Simpan data ini?"
      caption={`${s.title} · ${rowNumber(item)}`}
      user={{ nama: v.nama }}
      back={{ href: address(s, item.kunci), text: 'Kembali ke isian' }}
    >
      <SummaryList>
        {rowFields(s)
          .filter(([, f]) => shown(f, v.values))
          .map(([key, f]) => {
            const now = showValue(f, v.values[key])
            const before = item.official ? showValue(f, item.official[key]) : undefined
            return <SummaryRow label={f.label} value={now} was={item.official && before !== now ? before : undefined} />
          })}
      </SummaryList>
      <form method="post" action={address(s, item.kunci)}>
        {Object.entries(v.raw)
          .filter(([name, value]) => value && !['_aksi', '_yakin', '_csrf'].includes(name))
          .map(([name, value]) => (
            <input type="hidden" name={name} value={value} />
          ))}
        <input type="hidden" name="_aksi" value={v.again ? 'simpan-tambah' : 'simpan'} />
        <input type="hidden" name="_yakin" value="1" />
        <Actions>
          <Button>Simpan</Button>
          <ButtonLink kind="secondary" href={address(s, item.kunci)}>
            Kembali
          </ButtonLink>
        </Actions>
      </form>
    </Page>
  )
}

/** "Hapus baris ini?": a proposal, nothing is lost. */
export function DeletePage(v: View & { section: AnySection; item: Item }) {
  const { section: s, item } = v
  const values = item.proposed ?? item.official ?? {}
  return (
    <Page
      title="Hapus baris ini?"
      caption={`${s.title} · ${rowNumber(item)}`}
      user={{ nama: v.nama }}
      back={{ href: address(s), text: s.title }}
      lead={
        item.official
          ? 'Baris diusulkan untuk dihapus. Data BKN tetap ada sampai usulan disetujui, dan Anda dapat membatalkannya.'
          : 'Baris yang Anda tambahkan akan dihapus.'
      }
    >
      <SummaryList>
        {asked(s)
          .filter(([key]) => showValue(s.fields[key]!, values[key]))
          .map(([key, f]) => (
            <SummaryRow label={f.label} value={showValue(f, values[key])} />
          ))}
      </SummaryList>
      <form method="post" action={`${address(s, item.kunci)}/hapus`}>
        <Key />
        <input type="hidden" name="_versi" value={item.versi} />
        <Actions>
          <Button kind="danger">Hapus</Button>
          <ButtonLink kind="secondary" href={address(s)}>
            Batal
          </ButtonLink>
        </Actions>
      </form>
    </Page>
  )
}

/** "Buang isian ini?": only what was typed and not saved. */
export function DropPage(v: View & { section: AnySection; item: Item }) {
  const { section: s, item } = v
  return (
    <Page
      title="Buang isian ini?"
      caption={`${s.title} · ${rowNumber(item)}`}
      user={{ nama: v.nama }}
      back={{ href: address(s, item.kunci), text: 'Kembali ke isian' }}
      lead={
        item.official || isProposal(item)
          ? 'Yang Anda ketik dan belum disimpan akan dibuang. Data yang sudah tersimpan tidak berubah.'
          : 'Baris ini belum disimpan. Yang Anda ketik akan dibuang.'
      }
    >
      <form method="post" action={address(s, item.kunci)}>
        <Key />
        <input type="hidden" name="_versi" value={item.versi} />
        <input type="hidden" name="_aksi" value="batal" />
        <input type="hidden" name="_yakin" value="1" />
        <Actions>
          <Button kind="danger">Buang</Button>
          <ButtonLink kind="secondary" href={address(s, item.kunci)}>
            Kembali ke isian
          </ButtonLink>
        </Actions>
      </form>
    </Page>
  )
}

/** Start of the inputs of a row: the kept draft, the proposal, or what SAPK holds. */
export function rowRaw(s: AnySection, item: Item, start: Loose): Raw {
  if (item.draft) return item.draft
  const values = (isProposal(item) && item.proposed) || item.official || start
  return Object.assign(
    { _ket: item.remark ?? undefined },
    ...asked(s).map(([key, f]) => ((values[key] ?? null) === null ? {} : f.fill(values[key], key))),
  ) as Raw
}
