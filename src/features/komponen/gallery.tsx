// The gallery page: the samples in order, with a list to jump by.
import { Page } from '../../web/layout.tsx'
import { Button } from '../../web/ui/button.tsx'
import { SaveBar } from '../../web/ui/bar.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { basics } from './basics.tsx'
import { compare } from './compare.tsx'
import { desk } from './desk.tsx'
import { fields } from './fields.tsx'
import { records } from './records.tsx'
import { dewi, Samples, type Sample } from './sample.tsx'

const samples: readonly Sample[] = [...basics, ...fields, ...compare, ...records, ...desk]

/** All components as one page; all people in it are invented. */
export function galleryPage() {
  return (
    <Page
      title="Komponen"
      caption="e-PUPNS"
      lead="Semua komponen halaman dalam semua keadaan. Data di halaman ini rekaan."
      user={{ nama: dewi.nama, peran: 'PNS' }}
      nav={[
        { href: '/formulir', text: 'Formulir', current: true },
        { href: '/formulir/status', text: 'Status' },
      ]}
      back={{ href: '/', text: 'Beranda' }}
      notice={
        <Notice tone="success" live>
          <p>Riwayat golongan III/b sudah disimpan.</p>
        </Notice>
      }
      errors={[
        { field: 'npwp_salah', text: 'NPWP harus 15 atau 16 angka' },
        { href: '#agama_salah-baris', text: 'Agama belum diperiksa' },
      ]}
      wide
      bar={
        <SaveBar state="tersimpan" time="10.42 WIB">
          <Button kind="secondary">Simpan</Button>
          <Button>Simpan &amp; lanjutkan</Button>
        </SaveBar>
      }
    >
      <Samples samples={samples} />
    </Page>
  )
}
