// Data Posisi (manual III.B, a to j; domain.md 3.3): where the person works and who verifies first.
import { choice, date, derived, list, ref, text, type Ref } from '../form/field.ts'
import { section, type Loose } from '../form/section.ts'
import { eselonSince, latestPosition, positionName } from './riwayatJabatan.ts'

const DALAM_NEGERI = 'DN'
const LUAR_NEGERI = 'LN'
const abroad = { field: 'jenis_lokasi', is: [LUAR_NEGERI] }
const atHome = { field: 'jenis_lokasi', is: [DALAM_NEGERI] }

const fromPosition = <T>(read: (p: NonNullable<ReturnType<typeof latestPosition>>) => T | null) => (rows: readonly unknown[]) => {
  const last = latestPosition(rows)
  return last ? read(last) : null
}

export const dataPosisi = section({
  code: 'data-posisi',
  title: 'Data Posisi',
  group: 'Data pribadi',
  short: 'DP',
  lead: 'Cocokkan tempat dan unit kerja Anda saat ini, lalu pilih unit yang memeriksa formulir Anda.',
  rows: 'one',
  fields: {
    instansi_induk: ref({ label: 'Instansi Induk', to: 'instansi', hint: 'Instansi asal Anda. Bila berbeda, laporkan juga ke Helpdesk (Beda Instansi).' }),
    jenis_lokasi: choice({ label: 'Jenis Lokasi', options: { [DALAM_NEGERI]: 'Dalam Negeri', [LUAR_NEGERI]: 'Luar Negeri' }, decidedBy: 'instansi' }),
    provinsi: ref({ label: 'Propinsi', to: 'wilayah', kinds: ['P'], shownWhen: atHome, decidedBy: 'instansi' }),
    kabupaten: ref({ label: 'Kabupaten/Kota', to: 'wilayah', kinds: ['KB'], within: 'provinsi', required: false, shownWhen: atHome, decidedBy: 'instansi' }),
    kecamatan: ref({ label: 'Kecamatan', to: 'wilayah', kinds: ['KC'], within: 'kabupaten', required: false, shownWhen: atHome, decidedBy: 'instansi' }),
    desa: ref({ label: 'Desa/Kelurahan', to: 'wilayah', kinds: ['DE'], within: 'kecamatan', required: false, shownWhen: atHome, decidedBy: 'instansi' }),
    negara: ref({ label: 'Negara', to: 'wilayah', kinds: ['NG'], shownWhen: abroad, decidedBy: 'instansi' }),
    kota_luar_negeri: text({ label: 'Kota', max: 100, shownWhen: abroad, decidedBy: 'instansi' }),
    satuan_kerja: ref({ label: 'Satuan Kerja', to: 'satuan_kerja', scope: 'instansi' }),
    unor: ref({ label: 'Unit Organisasi', to: 'unor', scope: 'instansi', decidedBy: 'instansi', hint: 'Unit terkecil tempat Anda bekerja. Untuk guru: sekolah.' }),
    jenis_jabatan: derived(list({ label: 'Jenis Jabatan', to: 'jenis_jabatan' }), 'riwayat-jabatan', fromPosition((p) => p.jenis_jabatan)),
    nama_jabatan: derived(text({ label: 'Nama Jabatan', max: 200 }), 'riwayat-jabatan', fromPosition(positionName)),
    tmt_jabatan: derived(date({ label: 'TMT Jabatan' }), 'riwayat-jabatan', fromPosition((p) => p.tmt_jabatan)),
    eselon: derived(list({ label: 'Eselon', to: 'eselon' }), 'riwayat-jabatan', fromPosition((p) => p.eselon)),
    tmt_eselon: derived(date({ label: 'TMT Eselon' }), 'riwayat-jabatan', eselonSince),
    verifikator_level_1: ref({ label: 'Verifikator Level 1', to: 'unor', kinds: ['verifikator'], scope: 'instansi',
      hint: 'Unit setingkat eselon II atau SKPD yang memeriksa formulir Anda pertama kali.' }),
  },
  groups: {
    lokasi_kerja: { label: 'Lokasi Kerja', fields: ['jenis_lokasi', 'provinsi', 'kabupaten', 'kecamatan', 'desa', 'negara', 'kota_luar_negeri'] },
  },
  rules: [
    { id: 'V22', on: 'kecamatan', message: 'Pilih Kabupaten/Kota dulu, baru Kecamatan.', ok: (v) => !v.kecamatan || v.kabupaten !== null },
    { id: 'V22', on: 'desa', message: 'Pilih Kecamatan dulu, baru Desa/Kelurahan.', ok: (v) => !v.desa || v.kecamatan !== null },
    { id: 'V27', on: 'unor', severity: 'warning', fix: 'riwayat-jabatan', message: 'Unit Organisasi ini berbeda dengan unit pada jabatan terakhir. Bila sudah pindah, tambahkan jabatan itu di Riwayat Jabatan.',
      ok: (v, ctx) => {
        const last = latestPosition(ctx.rows('riwayat-jabatan'))
        return !last?.unor || !v.unor || last.unor.nama === v.unor.nama || last.unor.id === v.unor.id
      } },
  ],
  remarks: ['Baru pindah unit', 'Surat tugas', 'SK jabatan sedang diproses'],
  help: [
    { term: 'Apa itu Instansi Induk?', on: 'instansi_induk', text: 'Instansi tempat Anda berasal. Cakupan dan pemeriksa tetap instansi resmi sampai perpindahan diputuskan.' },
    { term: 'Jabatan dan Eselon', text: 'Mengikuti Riwayat Jabatan yang terakhir.' },
    { term: 'Unit mana yang dipilih?', on: 'unor', text: 'Unit terkecil tempat Anda bekerja, misalnya seksi atau subbagian. Untuk guru: sekolah.' },
    { term: 'Unit Anda tidak ada?', on: 'verifikator_level_1', text: 'Tidak menemukan unit Anda? Laporkan ke Helpdesk: Penambahan Verifikator Level 1.' },
  ],
})

type Posisi = { instansi_induk: Ref | null; satuan_kerja: Ref | null; unor: Ref | null; verifikator_level_1: Ref | null; jenis_jabatan: Ref | null; nama_jabatan: string | null }

/** Where the person belongs, as scopes and queues need it. */
export function toPlace(values: Loose): { instansi: Ref | null; unit: Ref | null; pemeriksa: Ref | null; jabatan: string | null } {
  const v = values as Posisi
  return { instansi: v.instansi_induk, unit: v.unor, pemeriksa: v.verifikator_level_1, jabatan: v.nama_jabatan }
}

/** The item that names the receiving unit; without it a form cannot be sent (V23). */
export const RECEIVER = 'verifikator_level_1'

/** The item that names the agency of origin; correcting it asks for a move (clarifications 1.5). */
export const HOME = 'instansi_induk'

/** The values that change when somebody moves to another agency: what lay in the tree of the former one is empty. */
export const movedTo = (instansi: Ref): Loose => ({ [HOME]: instansi, satuan_kerja: null, unor: null, [RECEIVER]: null })
