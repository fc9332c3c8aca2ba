// After a return: everything that came back on one page, the reason on top of each, and one Kirim ulang (clarifications 5).
import type { Missing } from '../../form/complete.ts'
import { allItems, changedFields, isOpen, isProposal, levelTitle, needsRepair, returnedBy, rowLabel, type Form, type Item } from '../../form/form.ts'
import { rowFields, shown, type AnySection } from '../../form/section.ts'
import { SaveBar } from '../../web/ui/bar.tsx'
import { Actions, Button, ButtonLink, DefaultSubmit } from '../../web/ui/button.tsx'
import { Card, CardFoot, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { CheckboxField } from '../../web/ui/choice.tsx'
import { Done, Tag } from '../../web/ui/tag.tsx'
import { Key } from '../../web/key.tsx'
import { Page } from '../../web/layout.tsx'
import { appealTo } from '../../workflow/appeal.ts'
import { address, showValue, type View } from './parts.tsx'
import { rowNumber } from './rows.tsx'
import { ItemRow, liveData, type Shown } from './single.tsx'
import { gapAddress, gapName } from './send.tsx'

/** id of the form behind Kirim ulang */
const SEND = 'kirim'

export const REPAIR = '/formulir/perbaikan'

/** Where a section page goes back to after Simpan, while a form is being repaired. */
export const afterSaving = (form: Form, otherwise: string): string => (form.row?.status === 'perbaikan' ? `${REPAIR}?simpan=1` : otherwise)

export type RepairView = View & Pick<Shown, 'options'> & { gaps: readonly Missing[]; unit: string }

/** What came back, and what opened because of it. */
export const repaired = (form: Form): Item[] => allItems(form).filter((i) => returnedBy(form, i) || isOpen(form, i))

export function RepairPage(v: RepairView) {
  const items = repaired(v.form)
  const left = items.filter((i) => needsRepair(v.form, i)).length
  const sections = [...new Set(items.map((i) => i.section))]
  return (
    <Page
      title="Perbaiki lalu kirim ulang"
      user={v.user}
      notice={v.notice}
      back={{ href: '/formulir', text: 'Daftar bagian' }}
      lead={
        left > 0
          ? `${left} dari ${items.length} hal belum diperbaiki. Data lain tetap terkunci.`
          : 'Semua yang dikembalikan sudah diperbaiki. Periksa sekali lagi, lalu kirim ulang.'
      }
      bar={<SaveBar>{v.gaps.length === 0 && !v.form.helper && <Button form={SEND}>Kirim ulang</Button>}</SaveBar>}
      body={{ 'data-halaman': 'isian' }}
    >
      {sections.map((s) =>
        s.rows === 'one' ? (
          <Fields v={v} s={s} items={items.filter((i) => i.section === s)} />
        ) : (
          items.filter((i) => i.section === s).map((i) => <Row v={v} i={i} />)
        ),
      )}
      <SendAgain v={v} />
    </Page>
  )
}

/** The fields of a section that came back, as on its own page, with their own Simpan. */
function Fields({ v, s, items }: { v: RepairView; s: AnySection; items: readonly Item[] }) {
  return (
    <>
      <h2 class="bagian-judul">{s.title}</h2>
      <form method="post" action={address(s)} data-simpan-otomatis="" {...liveData(v.form, s)}>
        <DefaultSubmit name="_aksi" value="simpan" />
        <Key />
        <Card rows>
          {items.map((i) => (
            <ItemRow v={{ ...v, section: s }} item={i} />
          ))}
          <CardFoot>
            <Button kind="secondary" name="_aksi" value="simpan" about={s.title}>
              Simpan
            </Button>
          </CardFoot>
        </Card>
      </form>
    </>
  )
}

/** A row that came back: its reason, what it says now, and the way to its page. */
function Row({ v, i }: { v: RepairView; i: Item }) {
  const back = returnedBy(v.form, i)
  const values = i.proposed ?? i.official ?? {}
  const changed = changedFields(i)
  return (
    <Card id={`baris-${i.kunci}`}>
      <h2>
        {i.section.title}: {rowNumber(i)} {rowLabel(i.section, values)}
      </h2>
      {back && (
        <p class="catatan">
          <b>Dikembalikan {levelTitle(back.level)}:</b> {back.alasan}
        </p>
      )}
      <p>
        {needsRepair(v.form, i) ? <Tag tone="red">Belum diperbaiki</Tag> : <Done>{i.state === 'hapus' ? 'Diusulkan dihapus' : 'Sudah Anda perbaiki'}</Done>}
      </p>
      <SummaryList>
        {rowFields(i.section)
          .filter(([key, f]) => shown(f, values) && showValue(f, values[key]) !== null)
          .map(([key, f]) => (
            <SummaryRow
              label={f.label}
              value={showValue(f, values[key])}
              was={i.official && i.proposed && changed.includes(key) ? showValue(f, i.official[key]) : undefined}
            />
          ))}
      </SummaryList>
      <form method="post" action={address(i.section)}>
        <Key />
        <input type="hidden" name={`${i.kunci}__versi`} value={i.versi} />
        <Actions>
          {i.state !== 'hapus' && <ButtonLink href={address(i.section, i.kunci)}>Perbaiki</ButtonLink>}
          {i.official && isProposal(i) ? (
            <Button kind="secondary" name="_aksi" value={`sesuai:${i.kunci}`}>
              Batalkan usulan ini
            </Button>
          ) : (
            <ButtonLink kind="secondary" href={`${address(i.section, i.kunci)}/hapus`}>
              Hapus
            </ButtonLink>
          )}
        </Actions>
      </form>
    </Card>
  )
}

/** One Kirim ulang for all of it; until it can be, what still stands in the way by name. */
function SendAgain({ v }: { v: RepairView }) {
  if (v.gaps.length > 0)
    return (
      <Card title="Kirim ulang">
        <p>Muncul di sini setelah semuanya diperbaiki. Yang masih kurang:</p>
        <ul class="kurang">
          {v.gaps.map((g) => (
            <li>
              <a href={gapAddress(v.form, g)}>{gapName(v.form, g)}</a>: {g.why}
            </li>
          ))}
        </ul>
      </Card>
    )
  const above = appealTo(v.form)
  if (v.form.helper) return <p>Hanya pemilik formulir yang dapat mengirim ulang.</p>
  return (
    <Card title={`Kirim ulang ke ${v.unit}`}>
      <form method="post" action="/formulir/kirim" id={SEND}>
        <Key />
        <input type="hidden" name="_versi" value={v.form.row!.versi} />
        <CheckboxField name="benar" label="Saya menyatakan data ini benar dan dapat saya buktikan dengan berkas asli." />
        <p>
          <a href="/formulir/kirim">Lihat semua perubahan</a>
        </p>
        {above && (
          <>
            <p>Sudah dua kali dikembalikan dan Anda yakin isian ini benar? Mintalah {above.title} memutuskannya.</p>
            <Button kind="secondary" name="_aksi" value="naik">
              Minta keputusan level di atas
            </Button>
          </>
        )}
      </form>
    </Card>
  )
}
