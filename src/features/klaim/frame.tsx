// The frame of the counter's pages, and addresses without a NIP in them.
import type { ComponentChildren } from 'preact'
import type { Ctx } from '../../context.ts'
import { problem } from '../../problems.ts'
import { findUnsealed, seal } from '../../security/seal.ts'
import { Page, type PageProps } from '../../web/layout.tsx'
import { levelsOf, type Staff } from '../../workflow/scope.ts'
import { REGISTRAR } from './counter.ts'
import { agenciesOf, MAILBOX_ROLES } from './store.ts'

export const HERE = '/verifikasi/klaim'
export const ROLE_TITLES: Readonly<Record<string, string>> = {
  verifikator_registrasi: 'Verifikator Registrasi',
  admin_instansi: 'Admin Instansi',
  verifikator_2: 'Verifikator Level 2',
}

/** Error: forbidden, for staff who have no counter. */
export function requireCounter(staff: Staff): void {
  if (agenciesOf(staff, MAILBOX_ROLES).length === 0) throw problem('forbidden')
}

export const CounterPage = ({ staff, ...props }: Omit<PageProps, 'user' | 'nav'> & { staff: Staff; children: ComponentChildren }) => (
  <Page
    {...props}
    user={{ nama: staff.nama, peran: [...new Set(staff.assignments.map((a) => ROLE_TITLES[a.role]).filter(Boolean))].join(', '), home: HERE }}
    nav={[
      ...(levelsOf(staff).length > 0 ? [{ href: '/verifikasi', text: 'Antrean' }] : []),
      ...(staff.assignments.some((a) => a.role === REGISTRAR) ? [{ href: '/verifikasi/registrasi', text: 'Registrasi' }] : []),
      { href: HERE, text: 'Loket', current: true },
      ...(staff.assignments.some((a) => a.role === 'admin_instansi') ? [{ href: '/verifikasi/laporan-akses', text: 'Laporan akses' }] : []),
    ]}
  />
)

// As in the registration queue: a person's address is sealed for this member of staff.
const bound = (staff: Staff): string => `loket/${staff.id}`
export const addressOf = (ctx: Ctx, staff: Staff, nip: string): string => `${HERE}/${seal(ctx.keys, bound(staff), nip, 'cookie')}`

export function getNip(ctx: Ctx, staff: Staff, token: string): string {
  const nip = findUnsealed(ctx.keys, bound(staff), token, 'cookie')
  if (!nip) throw problem('not_found', { links: [{ href: HERE, label: 'Ke loket' }] })
  return nip
}
