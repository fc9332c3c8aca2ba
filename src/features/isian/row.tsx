// The pages of one row of a history: add or change, confirm, delete, throw away what was typed (manual III.B, Data Riwayat).
import { currentRows, getSectionData, isProposal, levelTitle, mayAdd, returnedBy, rowChoices, rowLabel, type Form, type Item } from '../../form/form.ts'
import { Conditional, Input, type Ask } from '../../form/input.tsx'
import type { Raw } from '../../form/field.ts'
import { asked, rowFields, shown, type AnySection, type Faults, type Loose } from '../../form/section.ts'
import { Actions, Button, ButtonLink, DefaultSubmit } from '../../web/ui/button.tsx'
import { SaveBar } from '../../web/ui/bar.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { Evidence } from '../../web/ui/compare.tsx'
import { Notice } from '../../web/ui/message.tsx'
import type { Found } from '../../web/ui/pick.tsx'
import { Key } from '../../web/key.tsx'
import { Page } from '../../web/layout.tsx'
import { About, address, filesAt, showValue, Side, type View } from './parts.tsx'
import { Remark } from './remark.tsx'
import { rowNumber } from './rows.tsx'
import { liveData } from './single.tsx'

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
      user={v.user}
      errors={faults}
      notice={v.notice}
      side={<Side view={v} current={s} fields />}
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
          {asked(s)
            .filter(([, f]) => !(v.form.helper && f.secret))
            .map(([key, field]) => (
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
                  <About section={s} fields={[key]} />
                </Conditional>
              </>
            ))}
          {wantsRemark(v) && <Remark name="_ket" reasons={back && !isWarned(v) ? [] : s.remarks} value={v.raw._ket} returned={back !== undefined} />}
          <Evidence name={item.kunci} files={filesAt(v, item)} />
        </Card>
        {!item.official && mayAddMore(v) && (
          <Button kind="secondary" name="_aksi" value="simpan-tambah">
            Simpan &amp; tambah lagi
          </Button>
        )}
      </form>
    </Page>
  )
}

/** Is there room for another row after this one? */
const mayAddMore = ({ form, section, item }: RowView): boolean => {
  const data = getSectionData(form, section.code)
  return mayAdd(form, { ...data, items: [...data.items.filter((i) => i.kunci !== item.kunci), item] })
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

const isWarned = (v: RowView) => Object.keys(v.warnings ?? {}).length > 0
const wantsRemark = (v: RowView) => isWarned(v) || Boolean(v.raw._ket) || returnedBy(v.form, v.item) !== undefined

/** "Simpan baris ini?" as in the manual, before a row becomes a proposal. */
export function ConfirmPage(v: RowView & { values: Loose; again: boolean }) {
  const { section: s, item } = v
  return (
    <Page title="Simpan data ini?" caption={`${s.title} · ${rowNumber(item)}`} user={v.user} back={{ href: address(s, item.kunci), text: 'Kembali ke isian' }}>
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
      user={v.user}
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
      user={v.user}
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
