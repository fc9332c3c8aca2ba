// Samples: tables, check page, masked card, pages.
import { Button, ButtonLink } from '../../web/ui/button.tsx'
import { MaskedCard, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { Pagination } from '../../web/ui/pagination.tsx'
import { DataTable } from '../../web/ui/table.tsx'
import { Tag } from '../../web/ui/tag.tsx'
import { Hidden } from '../../web/ui/text.tsx'
import type { Sample } from './sample.tsx'

const golongan = [
  ['III/a', '01-03-2000', '813/45/2000', '01-03-2000', '0 th 0 bl'],
  ['III/b', '01-04-2004', '823/112/2004', '20-03-2004', '4 th 1 bl'],
  ['III/c', '01-04-2008', '823/097/2008', '25-03-2008', '8 th 1 bl'],
] as const

const actions = (name: string) => (
  <>
    <a href="#isi">
      Ubah<Hidden> golongan {name}</Hidden>
    </a>
    <a href="#isi">
      Hapus<Hidden> golongan {name}</Hidden>
    </a>
  </>
)

const tables = (
  <>
    <DataTable
      caption="Riwayat Golongan"
      columns={['Gol.', 'TMT', 'Nomor SK', 'Tanggal SK', 'Masa kerja'].map((label) => ({ label }))}
      rows={golongan.map((cells, i) => ({
        cells: [
          i === 1 ? (
            <>
              {cells[0]} <Tag tone="amber">Diubah</Tag>
            </>
          ) : (
            cells[0]
          ),
          ...cells.slice(1),
        ],
        actions:
          i === 2 ? (
            <a href="#isi">
              Urungkan<Hidden> penghapusan golongan {cells[0]}</Hidden>
            </a>
          ) : (
            actions(cells[0])
          ),
        deleted: i === 2,
      }))}
      foot={
        <>
          <Button kind="secondary" small>
            Semua 3 baris sesuai
          </Button>
          <ButtonLink href="#isi" small>
            Tambah golongan
          </ButtonLink>
        </>
      }
    />
    <DataTable caption="Riwayat Jabatan" columns={[{ label: 'Jabatan' }]} rows={[]} empty="Belum ada catatan. Tambahkan jabatan pertama Anda." />
    <DataTable
      caption="Kemajuan per unit"
      captionHidden={false}
      columns={[{ label: 'Unit' }, { label: 'Terdaftar', number: true }, { label: 'Diterima', number: true }]}
      rows={[{ cells: ['Dinas Pendidikan', '1.204', '318'] }, { cells: ['Dinas Kesehatan', '847', '96'] }]}
    />
    <Pagination page={4} pages={18} href={(page) => `#halaman-${page}`} />
  </>
)

const summary = (
  <SummaryList>
    <SummaryRow label="Gelar belakang" was={null} value="M.Pd." href="#isi" />
    <SummaryRow label="Tempat lahir" was="Kebumen" value="Kab. Purworejo" href="#isi" />
    <SummaryRow label="Kartu Pegawai" was="M 012345" value={null} href="#isi" />
    <SummaryRow label="Verifikator Level 1" value="Dinas Pendidikan Kab. Purworejo" href="#isi" action="Ganti" />
  </SummaryList>
)

const masked = (
  <MaskedCard
    items={[
      { label: 'Nama', value: 'Su••••• Wi•••••' },
      { label: 'Tempat Lahir', value: 'Ke•••••' },
      { label: 'Tanggal Lahir', value: '••-••-••••' },
      { label: 'Instansi', value: 'Pemerintah Kab. Purworejo' },
      { label: 'NIK', value: '•••• •••• •••• ••03' },
    ]}
    note="Sebagian disamarkan sampai Anda membuktikan e-mail."
  />
)

export const records: readonly Sample[] = [
  { id: 'tabel', title: 'Tabel', view: tables },
  { id: 'ringkasan', title: 'Periksa dan kirim', view: summary },
  { id: 'samar', title: 'Kartu samar', view: masked },
]
