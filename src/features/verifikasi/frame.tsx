// The frame of the verifiers' pages: who is signed in, where he can go, words for ages and levels.
import type { ComponentChildren } from 'preact'
import { dayIn, clock, showDate } from '../../form/dates.ts'
import { problem } from '../../problems.ts'
import { Page, type NavItem, type PageProps } from '../../web/layout.tsx'
import { operatorMenu } from '../../web/operator.tsx'
import { levelsOf, type Staff } from '../../workflow/scope.ts'
import { findLevel, REGISTRATION_STEPS } from '../../workflow/table.ts'

const REGISTRAR = REGISTRATION_STEPS[0].by
const ROLLER = 'turun_status'

export const isRegistrar = (staff: Staff): boolean => staff.assignments.some((a) => a.role === REGISTRAR)
export const isAgencyAdmin = (staff: Staff): boolean => staff.assignments.some((a) => a.role === 'admin_instansi')
export const isVerifier = (staff: Staff): boolean => levelsOf(staff).length > 0
export const mayRollBack = (staff: Staff): boolean => staff.assignments.some((a) => a.role === ROLLER)

/** Level 2 is one of the two who stand for a lost mailbox. */
const isVerifierOfAgency = (staff: Staff): boolean => levelsOf(staff).some((l) => l.scope === 'instansi')

/** The desk is for those who verify or give forms back. */
export function requireDesk(staff: Staff): void {
  if (!isVerifier(staff) && !mayRollBack(staff)) throw problem('forbidden')
}

/** "Verifikator Level 1". */
export function roleTitle(staff: Staff): string {
  const levels = levelsOf(staff).map((l) => l.title.replace('Verifikasi', 'Verifikator').replace(/ \(.*/, ''))
  return [...levels, ...(isRegistrar(staff) ? ['Verifikator Registrasi'] : []), ...(mayRollBack(staff) ? ['Operator Turun Status'] : [])].join(', ')
}

/** "Level 1" of a state, for tags. */
export const levelShort = (status: string): string =>
  findLevel(status)
    ?.title.replace(/^Verifikasi /, '')
    .replace(/ \(.*/, '') ?? status

function menu(staff: Staff, here: string): NavItem[] {
  const items = [
    ...(isVerifier(staff) || mayRollBack(staff) ? [{ href: '/verifikasi', text: 'Antrean' }] : []),
    ...(isVerifier(staff)
      ? [
          { href: '/verifikasi/massal', text: 'Tanpa perubahan' },
          { href: '/verifikasi/belum-berkas', text: 'Belum menyerahkan berkas' },
        ]
      : []),
    ...(isRegistrar(staff) ? [{ href: '/verifikasi/registrasi', text: 'Registrasi' }] : []),
    ...(isRegistrar(staff) || isVerifierOfAgency(staff) ? [{ href: '/verifikasi/klaim', text: 'Loket' }] : []),
    ...operatorMenu(staff),
  ]
  return items.map((i) => ({ ...i, current: i.href === here }))
}

/** A page of the desk; `here` marks the menu. */
export const StaffPage = ({ staff, here, ...props }: Omit<PageProps, 'user' | 'nav'> & { staff: Staff; here: string; children: ComponentChildren }) => (
  <Page
    {...props}
    user={{
      nama: staff.nama,
      peran: roleTitle(staff),
      home: isVerifier(staff) || !isRegistrar(staff) ? '/verifikasi' : '/verifikasi/registrasi',
    }}
    nav={menu(staff, here)}
  />
)

/** "5 menit lalu", "2 jam lalu", "Kemarin", "3 hari lalu". */
export function ageOf(at: Date | null, now: Date): string {
  if (!at) return ''
  const minutes = Math.max(0, Math.floor((now.getTime() - at.getTime()) / 60_000))
  if (minutes < 60) return minutes < 1 ? 'Baru saja' : `${minutes} menit lalu`
  if (dayIn(at) === dayIn(now)) return `${Math.floor(minutes / 60)} jam lalu`
  const days = Math.max(1, Math.round((Date.parse(dayIn(now)) - Date.parse(dayIn(at))) / 86_400_000))
  return days === 1 ? 'Kemarin' : `${days} hari lalu`
}

/** "hari ini 08.31", "12-11-2026 08.31". */
export const whenIn = (at: Date, now: Date): string => `${dayIn(at) === dayIn(now) ? 'hari ini' : showDate(dayIn(at))} ${clock(at)}`
