// A look at data in words: as what, for which office, what for.
import { showName } from '../../web/name.ts'
import { LEVELS } from '../../workflow/table.ts'
import { PURPOSES, type Access } from './store.ts'

const ROLES: Readonly<Record<string, string>> = {
  ...Object.fromEntries(LEVELS.map((l) => [l.role, l.title.replace('Verifikasi', 'Verifikator').replace(/ \(.*/, '')])),
  verifikator_registrasi: 'Verifikator Registrasi',
  turun_status: 'Operator Turun Status',
  helpdesk: 'Petugas helpdesk',
  admin_instansi: 'Admin instansi',
  admin_bkn: 'Admin BKN',
}

type Look = Pick<Access, 'pelaku' | 'peran' | 'kantor' | 'jenis' | 'data'>

export const roleOf = (a: Look): string => (a.pelaku === 'pendamping' ? 'Pendamping Anda' : (ROLES[a.peran ?? ''] ?? 'Petugas'))
export const placeOf = (a: Look & Pick<Access, 'nama'>): string => (a.pelaku === 'pendamping' ? showName(a.nama ?? '') : (a.kantor ?? 'BKN'))

export function purposeOf(a: Look): string {
  if (a.data.registrasi) return 'Memeriksa registrasi'
  if (a.data.loket) return 'Melayani di loket'
  return PURPOSES[a.jenis] ?? 'Membuka data'
}
