// The form of a NIP Baru: birth date, month of TMT CPNS, sex, serial number (domain.md 3.14).
import { daysIn, readDate } from '../form/dates.ts'

/** Why a text is not a NIP; undefined when it is one. The sentence does not repeat the NIP. */
export function nipFault(nip: string): string | undefined {
  if (!/^\d*$/.test(nip)) return 'NIP hanya boleh berisi angka'
  if (nip.length !== 18) return `NIP harus 18 angka, ditemukan ${nip.length}`
  const born = readDate(`${nip.slice(0, 4)}-${nip.slice(4, 6)}-${nip.slice(6, 8)}`)
  if (!born || Number(born.slice(8)) > daysIn(born)) return 'NIP memuat tanggal lahir yang tidak ada'
  if (!/^(0[1-9]|1[0-2])$/.test(nip.slice(12, 14))) return 'NIP memuat bulan TMT CPNS yang tidak ada'
  return /[12]/.test(nip[14]!) ? undefined : 'NIP memuat angka jenis kelamin selain 1 dan 2'
}
