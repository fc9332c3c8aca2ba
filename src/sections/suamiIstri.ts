// Suami/Istri (manual III.B, Data Riwayat Keluarga b; domain.md 3.4): every marriage, ended ones included.
import { choice, date, digits, flag, integer, ref, text } from '../form/field.ts'
import { section } from '../form/section.ts'

const ended = { field: 'status_pernikahan', is: ['CERAI', 'MENINGGAL'] }

export const suamiIstri = section({
  code: 'suami-istri',
  title: 'Suami/Istri',
  group: 'Data pribadi',
  short: 'SI',
  lead: 'Isi setiap pernikahan Anda, juga yang sudah berakhir. Belum menikah? Pilih Tidak punya.',
  rows: 'many',
  decidedBy: 'instansi',
  sort: 'tanggal_menikah',
  columns: ['tanggal_lahir', 'tanggal_menikah', 'status_pernikahan'],
  rowTitle: (v) => v.nama ?? 'Tanpa nama',
  fields: {
    status_pns: flag({ label: 'PNS', hint: 'Centang bila suami atau istri seorang PNS atau pensiunan PNS.' }),
    tanpa_nip: flag({ label: 'Tidak punya NIP Baru', hint: 'Misalnya sudah pensiun sebelum ada NIP 18 angka.', shownWhen: { field: 'status_pns', is: ['true'] } }),
    nama: text({ label: 'Nama', max: 100, hint: 'Tanpa gelar, sesuai akta nikah.' }),
    nip_pns: digits({ label: 'NIP Baru', lengths: [18], shownWhen: { field: 'tanpa_nip', is: ['false'] },
      lookup: { nama: 'nama', tanggalLahir: 'tanggal_lahir', tempatLahir: 'tempat_lahir' },
      hint: 'Isi Nama dulu, lalu NIP 18 angka, lalu pilih Cari. Tanggal dan tempat lahir akan terisi.' }),
    tanggal_lahir: date({ label: 'Tanggal Lahir' }),
    tempat_lahir: ref({ label: 'Tempat Lahir', to: 'wilayah', kinds: ['KB', 'KC', 'P', 'NG'] }),
    pernikahan_ke: integer({ label: 'Urutan', min: 1, max: 9, hint: 'Pernikahan Anda yang ke berapa. Biasanya 1.' }),
    tanggal_menikah: date({ label: 'Tanggal Menikah' }),
    akta_menikah: text({ label: 'Akta Menikah', max: 100, hint: 'Nomor akta atau buku nikah.' }),
    status_pernikahan: choice({ label: 'Status Pernikahan', options: { MENIKAH: 'Menikah', CERAI: 'Cerai', MENINGGAL: 'Meninggal' } }),
    tanggal_berakhir: date({ label: 'Tanggal Cerai atau Meninggal', shownWhen: ended }),
    akta_berakhir: text({ label: 'Akta Cerai atau Kematian', max: 100, shownWhen: ended, hint: 'Nomor akta cerai atau akta kematian.' }),
    karis_karsu: text({ label: 'Nomor Karis/Karsu', max: 50, required: false, hint: 'Nomor kartu istri atau kartu suami. Kosongkan bila belum punya.' }),
    nomor_bpjs: digits({ label: 'Nomor Anggota BPJS', lengths: [13], required: false, secret: true, hint: '13 angka pada kartu BPJS Kesehatan. Boleh dikosongkan.' }),
  },
})
