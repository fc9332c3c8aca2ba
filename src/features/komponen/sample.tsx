// How a sample is shown, and the invented people of the samples (NIP serials 501 to 999).
import type { VNode } from 'preact'
import { Details } from '../../web/ui/message.tsx'

export type Sample = { id: string; title: string; view: VNode }

export const dewi = { nama: 'Dewi Lestari Handayani', nip: '198109222006042511', unit: 'Puskesmas Kutoarjo' }
export const sutrisno = { nama: 'Sutrisno Wibowo', nip: '197603142000031502', unit: 'SMP Negeri 2 Purworejo' }
export const yohanes = { nama: 'Yohanes Baptista Lede', nip: '196905051995031504', unit: 'Kecamatan Bagelen' }
export const niMade = { nama: 'Ni Made Ayu Pratiwi', nip: '199001172014022503', unit: 'Dinas Pendidikan' }
export const ridwan = { nama: 'Muhammad Ridwan Siregar', nip: '197208301998031507', unit: 'SMP Negeri 5 Purworejo' }

export const Samples = ({ samples }: { samples: readonly Sample[] }) => (
  <>
    <Details summary="Daftar komponen">
      <ul>
        {samples.map((s) => (
          <li>
            <a href={`#contoh-${s.id}`}>{s.title}</a>
          </li>
        ))}
      </ul>
    </Details>
    {samples.map((s) => (
      <section id={`contoh-${s.id}`} aria-label={s.title}>
        <h2 class="bagian-judul">{s.title}</h2>
        {s.view}
      </section>
    ))}
  </>
)
