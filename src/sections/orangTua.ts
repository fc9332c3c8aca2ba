// Orang Tua (manual III.B, Data Riwayat Keluarga a; domain.md 3.4): at most father and mother.
import { choice, digits, flag, ref, roughDate, text } from '../form/field.ts'
import { section } from '../form/section.ts'

export const orangTua = section({
  code: 'orang-tua',
  title: 'Orang Tua',
  group: 'Data pribadi',
  short: 'OT',
  lead: 'Isi data ayah dan ibu kandung Anda, juga bila sudah meninggal.',
  rows: 'many',
  max: 2,
  decidedBy: 'instansi',
  sort: 'hubungan',
  columns: ['hubungan', 'tanggal_lahir', 'status_hidup'],
  rowTitle: (v) => v.nama ?? 'Tanpa nama',
  fields: {
    hubungan: choice({ label: 'Hubungan', options: { AYAH: 'Ayah', IBU: 'Ibu' } }),
    status_pns: flag({ label: 'PNS', hint: 'Centang bila ayah atau ibu seorang PNS atau pensiunan PNS.' }),
    tanpa_nip: flag({ label: 'Tidak punya NIP Baru', hint: 'Misalnya sudah pensiun sebelum ada NIP 18 angka.', shownWhen: { field: 'status_pns', is: ['true'] } }),
    nama: text({ label: 'Nama', max: 100, hint: 'Tanpa gelar, sesuai akta kelahiran Anda.' }),
    nip_pns: digits({ label: 'NIP Baru', lengths: [18], shownWhen: { field: 'tanpa_nip', is: ['false'] },
      lookup: { nama: 'nama', tanggalLahir: 'tanggal_lahir', tempatLahir: 'tempat_lahir' },
      hint: 'Isi Nama dulu, lalu NIP 18 angka, lalu pilih Cari. Tanggal dan tempat lahir akan terisi.' }),
    tanggal_lahir: roughDate({ label: 'Tanggal Lahir', hint: 'Contoh: 14-03-1946. Hanya ingat tahunnya? Tulis 1946. Tidak tahu? Tulis: tidak tahu.' }),
    tempat_lahir: ref({ label: 'Tempat Lahir', to: 'wilayah', kinds: ['KB', 'KC', 'P', 'NG'], required: false }),
    status_hidup: choice({ label: 'Status Hidup', options: { '1': 'Hidup', '0': 'Meninggal' } }),
    nomor_bpjs: digits({ label: 'Nomor BPJS', lengths: [13], required: false, secret: true, hint: '13 angka pada kartu BPJS Kesehatan. Boleh dikosongkan.' }),
  },
})
