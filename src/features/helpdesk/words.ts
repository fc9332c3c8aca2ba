// Words of the operators' pages.
import { clock, dayIn, showDate, type Zone } from '../../form/dates.ts'
import type { Asal, JenisPesan, StatusTiket } from '../../tiket/store.ts'
import type { TagTone } from '../../web/ui/tag.tsx'

export const HERE = '/helpdesk'
export const pathOf = (nomor: string): string => `${HERE}/tiket/${nomor}`

export const isOpen = (t: { status: StatusTiket }): boolean => t.status !== 'selesai' && t.status !== 'digabung'

export const STATUS: Readonly<Record<StatusTiket, { text: string; tone: TagTone }>> = {
  baru: { text: 'Baru', tone: 'blue' },
  dikerjakan: { text: 'Dikerjakan', tone: 'amber' },
  menunggu_pemohon: { text: 'Menunggu pemohon', tone: 'grey' },
  selesai: { text: 'Selesai', tone: 'green' },
  digabung: { text: 'Digabung', tone: 'grey' },
}

export const ASAL: Readonly<Record<Asal, string>> = {
  publik: 'Halaman Bantuan',
  akun: 'Akun pemohon',
  formulir: 'Formulir',
  petugas: 'Petugas',
  otomatis: 'Otomatis dari formulir',
}

export const PESAN: Readonly<Record<JenisPesan, string>> = {
  pemohon: 'Pemohon',
  balasan: 'Balasan kepada pemohon',
  catatan: 'Catatan internal',
  sistem: 'Keadaan tiket (tampil kepada pemohon)',
}

/** `24-11-2026` of a due day in the zone of its office. */
export const dueDay = (at: Date, zone: Zone): string => showDate(dayIn(at, zone))

/** `pukul 14.20 WIB` */
export const until = (at: Date, zone: Zone): string => `pukul ${clock(at, zone)} ${zone}`

/** `45 menit`, `5 jam`, `3 hari`. */
export function span(hours: number | null): string {
  if (hours === null) return '-'
  if (hours < 1) return `${Math.max(1, Math.round(hours * 60))} menit`
  return hours < 48 ? `${Math.round(hours)} jam` : `${Math.round(hours / 24)} hari`
}
