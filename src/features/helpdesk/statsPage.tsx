// Statistics of a helpdesk: what is open, how old it is, how long answers take, per agency.
import { getInfo } from '../../reference/cache.ts'
import { titleOf, type Tingkat } from '../../tiket/kategori.ts'
import { AGES, type OpenGroup, type Stats } from '../../tiket/stats.ts'
import { TIER_WORDS } from '../../tiket/store.ts'
import { OperatorPage } from '../../web/operator.tsx'
import { SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { DataTable } from '../../web/ui/table.tsx'
import type { Staff } from '../../workflow/scope.ts'
import { HERE, span } from './words.ts'

export const StatsPage = ({ staff, stats: s }: { staff: Staff; stats: Stats }) => (
  <OperatorPage
    staff={staff}
    here={`${HERE}/statistik`}
    title="Statistik tiket"
    lead="Semua tiket di lingkup Anda, di tingkat mana pun. Waktu dihitung dari tiket 90 hari terakhir; angkanya nilai tengah."
  >
    <SummaryList>
      <SummaryRow label="Tiket 90 hari terakhir" value={s.semua.jumlah} />
      <SummaryRow label="Sampai balasan pertama" value={span(s.semua.dijawab)} />
      <SummaryRow label="Sampai selesai" value={span(s.semua.ditutup)} />
    </SummaryList>
    <Open title="Terbuka menurut kategori" rows={s.kategori} name={titleOf} />
    <Open title="Terbuka menurut tingkat" rows={s.tingkat} name={(id) => TIER_WORDS[Number(id) as Tingkat]} />
    <Open title="Terbuka menurut umur" rows={s.umur} name={(id) => AGES[id as keyof typeof AGES]} />
    <DataTable
      caption="Menurut instansi"
      captionHidden={false}
      columns={[
        { label: 'Instansi' },
        { label: 'Terbuka', number: true },
        { label: 'Lewat tenggat', number: true },
        { label: 'Balasan pertama', number: true },
        { label: 'Selesai', number: true },
      ]}
      rows={s.instansi.map((r) => ({ cells: [String(getInfo('instansi', r.id)?.nama ?? r.id), r.n, r.lewat, span(r.dijawab), span(r.ditutup)] }))}
      empty="Belum ada tiket."
    />
  </OperatorPage>
)

const Open = ({ title, rows, name }: { title: string; rows: readonly OpenGroup[]; name: (id: string) => string }) => (
  <DataTable
    caption={title}
    captionHidden={false}
    columns={[{ label: 'Kelompok' }, { label: 'Terbuka', number: true }, { label: 'Lewat tenggat', number: true }]}
    rows={rows.map((r) => ({ cells: [name(r.id), r.n, r.lewat] }))}
    empty={`${title}: tidak ada.`}
  />
)
