// The desk: the queue with its exact count, next file, filters, hand-over; and what a search found.
import type { ComponentChildren } from 'preact'
import { sections } from '../../sections/index.ts'
import { Button, ButtonLink, PostLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { SelectField } from '../../web/ui/choice.tsx'
import { Details, Notice } from '../../web/ui/message.tsx'
import { Desk, Queue } from '../../web/ui/queue.tsx'
import { showName } from '../../web/name.ts'
import type { Staff } from '../../workflow/scope.ts'
import type { Colleague } from './claim.ts'
import { Cards, ScanBox, type QueueView } from './cards.tsx'
import { isVerifier, StaffPage } from './frame.tsx'
import { FILTERS, type Filter, type QueueRow, type Unit } from './store.ts'

export type Chosen = { filter?: Filter; bagian?: string; unit?: string; byUnit?: boolean }
export type DeskView = QueueView & {
  chosen: Chosen
  units: readonly Unit[]
  holders: readonly Colleague[]
  next?: string
  notice?: ComponentChildren
}

export function DeskPage(v: DeskView) {
  const filtered = Boolean(v.chosen.filter || v.chosen.bagian || v.chosen.unit)
  const side = isVerifier(v.staff) && (
    <>
      <Start v={v} filtered={filtered} />
      <Filters v={v} filtered={filtered} />
      {v.holders.length > 0 && <Holders holders={v.holders} />}
    </>
  )
  return (
    <StaffPage staff={v.staff} here="/verifikasi" title="Antrean verifikasi" wide ownTitle notice={v.notice} side={side}>
      <Desk
        queue={
          <Queue
            page
            title="Antrean verifikasi"
            count={`${v.total} berkas`}
            search={<Search v={v} />}
            empty={v.rows.length ? undefined : emptyText(v, filtered)}
            foot={
              v.next && (
                <ButtonLink href={v.next} kind="secondary" small>
                  Berikutnya dalam daftar
                </ButtonLink>
              )
            }
          >
            <Cards rows={v.rows} v={v} grouped={v.chosen.byUnit} />
          </Queue>
        }
      />
    </StaffPage>
  )
}

function emptyText(v: DeskView, filtered: boolean): string {
  if (!isVerifier(v.staff)) return 'Cari formulir yang akan diturunkan statusnya dengan kotak Pindai atau ketik.'
  return filtered ? 'Tidak ada berkas dengan saringan ini.' : 'Tidak ada berkas yang menunggu Anda.'
}

const Search = ({ v }: { v: DeskView }) => (
  <>
    <ScanBox focus />
    {isVerifier(v.staff) && (
      <div class="hanya-ponsel lampir">
        <Next />
      </div>
    )}
  </>
)

const Next = () => (
  <form method="post" action="/verifikasi/berikutnya">
    <Button>Berkas berikutnya</Button>
  </form>
)

/** The usual way: the oldest file, one after the other. On phones the button stands above the queue. */
const Start = ({ v, filtered }: { v: DeskView; filtered: boolean }) => (
  <Card title="Mulai memeriksa">
    <p>
      <b>{v.today}</b> hari ini, <b>{v.total}</b> lagi{filtered ? ' dengan saringan ini' : ''}.
    </p>
    <div class="hanya-besar">
      <Next />
    </div>
  </Card>
)

function Filters({ v, filtered }: { v: DeskView; filtered: boolean }) {
  const { filter, bagian, unit, byUnit } = v.chosen
  return (
    <Card>
      <Details summary="Saring dan urutkan" open={filtered || byUnit}>
        <form method="get" action="/verifikasi">
          <SelectField
            name="saring"
            label="Keadaan"
            options={Object.entries(FILTERS).map(([value, label]) => ({ value, label }))}
            value={filter}
            empty="Semua"
            width="l"
          />
          <SelectField
            name="bagian"
            label="Bagian yang berubah"
            options={sections.map((s) => ({ value: s.code, label: s.title }))}
            value={bagian}
            empty="Semua"
            width="l"
          />
          {v.units.length > 1 && (
            <SelectField
              name="unit"
              label="Unit"
              options={v.units.map((u) => ({ value: u.id, label: `${u.nama} (${u.n})` }))}
              value={unit}
              empty="Semua"
              width="l"
            />
          )}
          <SelectField
            name="urut"
            label="Urutan"
            options={[{ value: 'unit', label: 'Menurut unit atau sekolah' }]}
            value={byUnit ? 'unit' : ''}
            empty="Terlama dahulu"
            width="l"
          />
          <Button kind="secondary" small>
            Terapkan
          </Button>
        </form>
        {(filtered || byUnit) && <a href="/verifikasi">Tampilkan semua</a>}
      </Details>
    </Card>
  )
}

const Holders = ({ holders }: { holders: readonly Colleague[] }) => (
  <Card>
    <Details summary="Berkas yang dipegang rekan">
      <p class="meta">Rekan berhalangan? Ambil alih semua berkas yang ia pegang. Keputusan yang sudah ia pilih tetap ada.</p>
      <ul>
        {holders.map((h) => (
          <li>
            {showName(h.nama)}: {h.n} berkas{' '}
            <PostLink action="/verifikasi/ambil-alih" fields={{ petugas: h.id }} about={`berkas ${showName(h.nama)}`}>
              Ambil alih
            </PostLink>
          </li>
        ))}
      </ul>
    </Details>
  </Card>
)

/** What the scan box found, when it was not exactly one. */
export const HitsPage = ({ staff, typed, rows, shown, now }: { staff: Staff; typed: string; rows: readonly QueueRow[]; shown: number; now: Date }) => (
  <StaffPage staff={staff} here="" title="Hasil pencarian" back={{ href: '/verifikasi', text: 'Antrean' }}>
    <Card>
      <ScanBox typed={typed} focus />
    </Card>
    {rows.length === 0 ? (
      <Notice tone="warn" title="Tidak ditemukan">
        <p>Tidak ada formulir yang cocok di lingkup Anda. Ketik nomor register 8 huruf dan angka, NIP 18 angka, atau paling sedikit tiga huruf nama.</p>
      </Notice>
    ) : (
      <Queue
        title="Formulir yang cocok"
        count={rows.length === shown ? `${shown} pertama` : `${rows.length} berkas`}
        foot={rows.length === shown && <p class="meta">Ketik lebih banyak huruf untuk mempersempit.</p>}
      >
        <Cards rows={rows} v={{ staff, now }} />
      </Queue>
    )}
  </StaffPage>
)
