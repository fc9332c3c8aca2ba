// The list of usulan referensi: exact counts, filters, what most people wait for.
import type { ComponentChildren } from 'preact'
import { dayIn, showDate } from '../../form/dates.ts'
import { getList } from '../../reference/index.ts'
import type { Request, RequestQuery } from '../../reference/usulanDesk.ts'
import { Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { SelectField } from '../../web/ui/choice.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { DataTable, type TableRow } from '../../web/ui/table.tsx'
import type { Staff } from '../../workflow/scope.ts'
import { HERE, RequestFrame, STATUS_WORDS } from './frame.tsx'

export type ListView = {
  staff: Staff
  rows: readonly Request[]
  query: RequestQuery
  /** how many there are, by list; the filter by list left out */
  counts: ReadonlyMap<string, number>
  places: ReadonlyMap<string, string>
  next?: string
  notice?: ComponentChildren
}

export function RequestsPage(v: ListView) {
  const { status, daftar } = v.query
  const total = daftar ? (v.counts.get(daftar) ?? 0) : [...v.counts.values()].reduce((a, b) => a + b, 0)
  const open = status === 'terbuka'
  return (
    <RequestFrame
      staff={v.staff}
      here
      title="Usulan referensi"
      lead={open ? `${total} tulisan belum ada di daftar dan menunggu keputusan Anda.` : `${total} usulan: ${STATUS_WORDS[status].toLowerCase()}.`}
      notice={v.notice}
      side={<Filters v={v} />}
    >
      <DataTable
        caption="Usulan referensi"
        columns={[{ label: 'Yang diketik' }, { label: 'Orang', number: true }, { label: open ? 'Sejak' : 'Diputuskan' }]}
        rows={v.rows.map((r) => rowOf(r, v.places.get(r.id)))}
        empty={open ? 'Tidak ada usulan yang menunggu dengan saringan ini.' : 'Tidak ada usulan dengan saringan ini.'}
        foot={
          v.next && (
            <ButtonLink href={v.next} kind="secondary" small>
              Berikutnya dalam daftar
            </ButtonLink>
          )
        }
      />
    </RequestFrame>
  )
}

const rowOf = (r: Request, place: string | undefined): TableRow => ({
  cells: [
    <>
      <a href={`${HERE}/${r.id}`}>{r.teks}</a>
      <div class="keadaan">
        <small class="meta">{[getList(r.daftar).title, place].filter(Boolean).join(' · ')}</small>
      </div>
    </>,
    <span class="utuh">{r.jumlah} orang</span>,
    <span class="angka utuh">{showDate(dayIn(r.diputus_pada ?? r.dibuat))}</span>,
  ],
})

const Filters = ({ v: { query, counts } }: { v: ListView }) => (
  <Card title="Cari dan saring">
    <form method="get" action={HERE}>
      <TextField name="q" label="Tulisan" value={query.q} width="l" />
      <SelectField
        name="daftar"
        label="Daftar"
        options={[...counts].map(([value, n]) => ({ value, label: `${getList(value).title} (${n})` }))}
        value={query.daftar}
        empty="Semua"
        width="l"
      />
      <SelectField
        name="status"
        label="Keadaan"
        options={Object.entries(STATUS_WORDS).map(([value, label]) => ({ value, label }))}
        value={query.status}
        empty={null}
        width="l"
      />
      <SelectField
        name="urut"
        label="Urutan"
        options={[{ value: 'terbanyak', label: 'Paling banyak ditunggu' }]}
        value={query.mostWanted ? 'terbanyak' : ''}
        empty="Terlama dahulu"
        width="l"
      />
      <Button kind="secondary" small>
        Terapkan
      </Button>
    </form>
  </Card>
)
