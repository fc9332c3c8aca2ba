// The frame of the operators' pages, and words for the states of a usulan referensi.
import type { ComponentChildren } from 'preact'
import type { RequestStatus } from '../../reference/usulan.ts'
import { Page, type PageProps } from '../../web/layout.tsx'
import { levelsOf, type Staff } from '../../workflow/scope.ts'

export const HERE = '/helpdesk/referensi'

export const STATUS_WORDS: Readonly<Record<RequestStatus, string>> = {
  terbuka: 'Menunggu keputusan',
  dipetakan: 'Dipetakan',
  ditambahkan: 'Ditambahkan',
  ditolak: 'Ditolak',
}

/** A page of the helpdesk. */
export const OperatorPage = ({ staff, here, ...props }: Omit<PageProps, 'user' | 'nav'> & { staff: Staff; here?: boolean; children: ComponentChildren }) => (
  <Page
    {...props}
    user={{ nama: staff.nama, peran: 'Helpdesk', home: HERE }}
    nav={[...(levelsOf(staff).length > 0 ? [{ href: '/verifikasi', text: 'Antrean' }] : []), { href: HERE, text: 'Usulan referensi', current: here }]}
  />
)
