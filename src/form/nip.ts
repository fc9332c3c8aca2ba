// NIP Baru as typed: 18 digits = birth date, month of appointment, sex, serial (domain.md 3.14). Wrong ones cost no query.
import { daysIn } from './dates.ts'

export type ReadNip = { ok: true; nip: string } | { ok: false; fault: string }

/** Reads a NIP with blanks, dots and dashes in it; the fault says which part cannot be right. */
export function readNip(typed: string | undefined): ReadNip {
  const nip = (typed ?? '').normalize('NFKC').replace(/[\s.\-–]/g, '')
  const fault = faultOf(nip)
  return fault ? { ok: false, fault } : { ok: true, nip }
}

function faultOf(nip: string): string | undefined {
  if (nip === '') return 'Tulis NIP Baru Anda, 18 angka.'
  if (!/^\d+$/.test(nip)) return 'NIP Baru hanya berisi angka.'
  if (nip.length !== 18) return `NIP Baru harus 18 angka. Anda menulis ${nip.length} angka.`
  if (!isDay(nip.slice(0, 8))) return 'Delapan angka pertama NIP adalah tanggal lahir (tahun, bulan, tanggal). Tanggal itu tidak ada. Periksa kembali.'
  if (!isDay(`${nip.slice(8, 14)}01`)) return 'Angka ke-9 sampai ke-14 NIP adalah tahun dan bulan pengangkatan. Bulan itu tidak ada. Periksa kembali.'
  if (!'12'.includes(nip[14]!)) return 'Angka ke-15 NIP adalah 1 (pria) atau 2 (wanita). Periksa kembali.'
  return nip.endsWith('000') ? 'Tiga angka terakhir NIP dimulai dari 001. Periksa kembali.' : undefined
}

function isDay(digits: string): boolean {
  const [year, month, day] = [digits.slice(0, 4), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))]
  return /^(19[3-9]|20)\d/.test(year) && month >= 1 && month <= 12 && day >= 1 && day <= daysIn(`${year}-${digits.slice(4, 6)}-01`)
}

/** Does a NIP belong to a woman? Its 15th digit says so. */
export const isWomansNip = (nip: string): boolean => nip[14] === '2'
