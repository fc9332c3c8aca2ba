// The frame of the operators' pages: tickets, figures and usulan referensi under one navigation.
import type { ComponentChildren } from 'preact'
import { isOperator } from '../reference/usulanDesk.ts'
import { isHelpdesk } from '../tiket/desk.ts'
import { levelsOf, type Staff } from '../workflow/scope.ts'
import { Page, type NavItem, type PageProps } from './layout.tsx'

/** The ways of an operator; also stand in the menu of a verifier who is one. */
export function operatorMenu(staff: Staff): NavItem[] {
  return [
    ...(isHelpdesk(staff) ? [{ href: '/helpdesk', text: 'Tiket' }] : []),
    ...(isOperator(staff) ? [{ href: '/helpdesk/referensi', text: 'Usulan referensi' }] : []),
    ...(isHelpdesk(staff) ? [{ href: '/helpdesk/statistik', text: 'Statistik' }] : []),
  ]
}

/** A page of the helpdesk; `here` marks the menu. */
export const OperatorPage = ({ staff, here, ...props }: Omit<PageProps, 'user' | 'nav'> & { staff: Staff; here?: string; children: ComponentChildren }) => (
  <Page
    {...props}
    user={{ nama: staff.nama, peran: 'Helpdesk', home: isHelpdesk(staff) ? '/helpdesk' : '/helpdesk/referensi' }}
    nav={[...(levelsOf(staff).length > 0 ? [{ href: '/verifikasi', text: 'Antrean' }] : []), ...operatorMenu(staff)].map((i) => ({
      ...i,
      current: i.href === here,
    }))}
  />
)
