// The inbox: tabs with exact counts, filters, oldest due first.
import type { ComponentChildren } from 'preact'
import { getInfo } from '../../reference/cache.ts'
import { maskNomor } from '../../security/mask.ts'
import { TABS, type Counts, type Query, type Row, type Tab } from '../../tiket/desk.ts'
import { officeZone } from '../../tiket/due.ts'
import { titleOf } from '../../tiket/kategori.ts'
import { getJenis } from '../../tiket/tindakan/daftar.ts'
import type { Waiting } from '../../tiket/tindakan/jalan.ts'
import { showTiket } from '../../tiket/track.ts'
import { OperatorPage } from '../../web/operator.tsx'
import { Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { SelectField } from '../../web/ui/choice.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { DataTable, type TableRow } from '../../web/ui/table.tsx'
import { Tag } from '../../web/ui/tag.tsx'
import { Hidden } from '../../web/ui/text.tsx'
import type { Staff } from '../../workflow/scope.ts'
import { dueDay, HERE, pathOf, STATUS } from './words.ts'

type Choice = { id: string; n: number }
export type InboxView = {
  staff: Staff
  rows: readonly Row[]
  counts: Counts
  query: Query
  categories: readonly Choice[]
  agencies: readonly Choice[]
  /** work that others proposed */
  waiting: readonly Waiting[]
  next?: string
  notice?: ComponentChildren
}

/** The address of a list. */
export function addressOf({ tab, kategori, instansi }: Query, more: Record<string, string> = {}): string {
  const given = { ...(tab !== 'terbuka' && { tab }), ...(kategori && { kategori: kategori.join(',') }), ...(instansi && { instansi }), ...more }
  const text = new URLSearchParams(given).toString()
  return text ? `${HERE}?${text}` : HERE
}

const agencyName = (id: string | null): string => String(getInfo('instansi', id)?.nama ?? 'Instansi belum diketahui')

export function InboxPage(v: InboxView) {
  const { counts, query } = v
  return (
    <OperatorPage
      staff={v.staff}
      here={HERE}
      title="Tiket"
      lead={`${counts.terbuka} tiket terbuka di meja Anda, ${counts.lewat} di antaranya lewat tenggat.`}
      notice={v.notice}
      side={<Side v={v} />}
    >
      {v.waiting.length > 0 && <Proposed waiting={v.waiting} />}
      <nav aria-label="Saringan tiket">
        <ul class="halaman">
          {(Object.keys(TABS) as Tab[]).map((tab) => (
            <li>
              <TabLink tab={tab} n={counts[tab]} query={query} />
            </li>
          ))}
        </ul>
      </nav>
      <TicketTable
        rows={v.rows}
        caption={TABS[query.tab].title}
        foot={
          v.next && (
            <ButtonLink href={v.next} kind="secondary" small>
              Tiket berikutnya dalam daftar
            </ButtonLink>
          )
        }
      />
    </OperatorPage>
  )
}

/** What needs a second officer does not wait until somebody comes by. */
const Proposed = ({ waiting }: { waiting: readonly Waiting[] }) => (
  <Notice tone="warn" title={`${waiting.length} tindakan menunggu persetujuan`}>
    <ul>
      {waiting.map((w) => (
        <li>
          <a href={`${pathOf(w.nomor)}#tindakan`}>{getJenis(w.jenis).title}</a>, tiket {showTiket(w.nomor)}, diusulkan {w.pengusul}
        </li>
      ))}
    </ul>
  </Notice>
)

const TabLink = ({ tab, n, query }: { tab: Tab; n: number; query: Query }) =>
  tab === query.tab ? <b aria-current="page">{`${TABS[tab].title} (${n})`}</b> : <a href={addressOf({ ...query, tab })}>{`${TABS[tab].title} (${n})`}</a>

export const TicketTable = ({ rows, caption, foot }: { rows: readonly Row[]; caption: string; foot?: ComponentChildren }) => (
  <DataTable
    caption={caption}
    columns={[{ label: 'Tiket' }, { label: 'Keadaan' }, { label: 'Tenggat' }]}
    rows={rows.map(rowOf)}
    empty="Tidak ada tiket dengan saringan ini."
    foot={foot}
  />
)

const rowOf = (r: Row): TableRow => ({
  cells: [
    <>
      <a href={pathOf(r.nomor)}>
        {titleOf(r.kategori)}
        <Hidden> {showTiket(r.nomor)}</Hidden>
      </a>
      <div class="keadaan">
        <small class="meta">{[showTiket(r.nomor), r.nip && `NIP ${maskNomor(r.nip)}`, agencyName(r.instansi_id)].filter(Boolean).join(' · ')}</small>
      </div>
    </>,
    <div class="keadaan">
      <Tag tone={STATUS[r.status].tone}>{STATUS[r.status].text}</Tag>
      {r.lewat && (
        <>
          {' '}
          <Tag tone="red">Lewat tenggat</Tag>
        </>
      )}
      {r.dipegang && <small class="meta">Dipegang {r.nama_pemegang}</small>}
    </div>,
    <span class="angka utuh">{r.status === 'selesai' || r.status === 'digabung' ? '-' : dueDay(r.jatuh_tempo, officeZone(r.tingkat, r))}</span>,
  ],
})

const Side = ({ v }: { v: InboxView }) => (
  <>
    <Card title="Cari">
      <form method="post" action={`${HERE}/cari`} role="search">
        <TextField name="q" label="Nomor tiket, NIP, atau kategori" width="l" attrs={{ autocomplete: 'off' }} />
        <Button kind="secondary" small>
          Cari
        </Button>
      </form>
    </Card>
    <Card title="Saring">
      <form method="get" action={HERE}>
        <input type="hidden" name="tab" value={v.query.tab} />
        <SelectField
          name="kategori"
          label="Kategori"
          options={v.categories.map((c) => ({ value: c.id, label: `${titleOf(c.id)} (${c.n})` }))}
          value={v.query.kategori?.length === 1 ? v.query.kategori[0] : undefined}
          empty={v.query.kategori && v.query.kategori.length > 1 ? `Hasil pencarian (${v.query.kategori.length} kategori)` : 'Semua'}
          width="l"
        />
        {v.agencies.length > 1 && (
          <SelectField
            name="instansi"
            label="Instansi"
            options={v.agencies.map((a) => ({ value: a.id, label: `${agencyName(a.id)} (${a.n})` }))}
            value={v.query.instansi}
            empty="Semua"
            width="l"
          />
        )}
        <Button kind="secondary" small>
          Terapkan
        </Button>
      </form>
      {(v.query.kategori || v.query.instansi) && (
        <p>
          <a href={addressOf({ tab: v.query.tab })}>Hapus saringan</a>
        </p>
      )}
    </Card>
  </>
)

/** What a search found. A NIP never stands in an address, so its hits are the answer of the search itself. */
export const HitsPage = ({ staff, rows, typed }: { staff: Staff; rows: readonly Row[]; typed: string }) => (
  <OperatorPage staff={staff} title="Hasil pencarian" back={{ href: HERE, text: 'Daftar tiket' }} lead={hitsWords(rows.length, typed)}>
    {rows.length > 0 && <TicketTable rows={rows} caption="Hasil pencarian" />}
  </OperatorPage>
)

const hitsWords = (n: number, typed: string): string =>
  n > 0
    ? `${n} tiket ditemukan, yang terbaru di atas.`
    : `Tidak ada tiket di meja Anda yang cocok dengan “${typed}”. Periksa nomornya, atau cari dengan kata dari nama kategori.`
