// The table of categories: words, papers, doors and fields. kategori.ts makes forms of it.
import { choice, date, digits, longText, ref, text, type AnyField } from '../form/field.ts'
import type { Kategori } from './kategori.ts'
import { TANYA } from './tanya.ts'

export type Ditulis = Omit<Kategori, 'section' | 'daftar'> & { daftar?: readonly string[]; fields: Readonly<Record<string, AnyField>> }

const OFFICE = 'BKD (instansi daerah) atau Biro Kepegawaian (instansi pusat) Anda memeriksa laporan dan berkasnya, lalu meneruskannya ke BKN bila perlu.'
const LISTED = 'Petugas mencocokkan atau menambahkannya ke daftar. Semua formulir yang menunggu terisi sendiri, dan Anda diberi tahu.'

const remark = longText({ label: 'Keterangan', max: 1500, required: false, hint: 'Tulis yang perlu diketahui petugas. Jangan menulis kata kunci.' })
const told = longText({ label: 'Uraian masalah', max: 1500, hint: 'Apa yang tampil, dan apa yang seharusnya. Jangan menulis kata kunci.' })
const decree = (what: string) => ({
  sk_nomor: text({ label: `Nomor ${what}`, max: 100 }),
  sk_tanggal: date({ label: `Tanggal ${what}` }),
})
const agency = (label: string) => ref({ label, to: 'instansi' })
const missing = (label: string, hint: string, where?: string): Readonly<Record<string, AnyField>> => ({
  teks: text({ label, max: 200, hint }),
  ...(where && { letak: text({ label: where, max: 200, required: false }) }),
  uraian: remark,
})

type Listed = Pick<Ditulis, 'kode' | 'title' | 'lead' | 'fields' | 'daftar'> & Partial<Ditulis>

/** An entry that a national list lacks: nothing of a person changes, so anybody may ask; BKN keeps these lists. */
const reference = (o: Listed): Ditulis => ({
  pembuka: 'siapa-saja',
  tingkat: 4,
  bring: ['nama lengkap seperti tertulis pada SK atau ijazah'],
  berkas: false,
  then: LISTED,
  faq: [TANYA.cari, TANYA.usul],
  ...o,
})

/** Something about the person himself: an officer must have seen him, unless he asks after login. */
const personal = (o: Omit<Ditulis, 'pembuka' | 'tingkat' | 'berkas' | 'then'> & Partial<Ditulis>): Ditulis => ({
  pembuka: 'diperiksa',
  tingkat: 2,
  berkas: true,
  then: OFFICE,
  ...o,
})

export const KATEGORI: readonly Ditulis[] = [
  personal({
    kode: 'beda-nama',
    title: 'Beda Nama',
    lead: 'Berbeda satu dua huruf? Lanjutkan registrasi dan perbaiki di formulir. Laporkan hanya bila yang tampil nama orang lain.',
    tingkat: 1,
    bring: ['SK terakhir dengan nama yang benar', 'kartu identitas'],
    faq: [TANYA.nama, TANYA.kapan],
    fields: { nama_benar: text({ label: 'Nama yang benar menurut SK', max: 100 }), uraian: remark },
  }),
  personal({
    kode: 'beda-instansi',
    title: 'Beda Instansi',
    lead: 'Instansi pada data BKN bukan instansi Anda sekarang. Jangan lanjutkan registrasi: instansi yang keliru tidak mengenal Anda dan akan menolaknya.',
    pembuka: 'siapa-saja',
    bring: ['SK pindah instansi, atau SK kenaikan pangkat terakhir', 'nomor dan tanggal SK itu', 'NIP lama, bila TMT CPNS 2008 atau sebelumnya'],
    then: 'Instansi Anda yang sekarang dan instansi pada data BKN sama-sama melihat laporan ini. Setelah keduanya diperiksa, data Anda dipindahkan.',
    faq: [TANYA.instansi],
    fields: {
      pengangkatan: choice({ label: 'TMT CPNS', options: { sampai_2008: 'Tahun 2008 atau sebelumnya', sesudah_2008: 'Setelah tahun 2008' } }),
      nip_lama: digits({ label: 'NIP lama', lengths: [9], required: false, hint: '9 angka.', shownWhen: { field: 'pengangkatan', is: ['sampai_2008'] } }),
      instansi: agency('Instansi Anda sekarang'),
      ...decree('SK pindah atau SK terakhir'),
      uraian: remark,
    },
  }),
  personal({
    kode: 'data-pensiun',
    title: 'Data Pensiun',
    lead: 'NIP Anda tercatat pensiun, padahal Anda masih aktif. Atau sebaliknya: masih tercatat aktif, padahal sudah pensiun, berhenti, atau meninggal.',
    bring: [
      'surat pembatalan pensiun, atau surat keterangan masih aktif',
      'SK pensiun, SK pemberhentian, atau akta kematian, bila yang dilaporkan tidak bekerja lagi',
      'SK terakhir',
      'kartu identitas',
    ],
    faq: [TANYA.pensiun, TANYA.siapa],
    fields: { ...decree('surat, SK, atau akta itu'), uraian: told },
  }),
  personal({
    kode: 'data-diberhentikan',
    title: 'Data Diberhentikan',
    lead: 'NIP Anda tercatat diberhentikan atau tidak aktif, padahal Anda masih aktif.',
    bring: ['SK pengaktifan kembali, atau surat keterangan tidak pernah dijatuhi hukuman itu', 'SK terakhir', 'kartu identitas'],
    faq: [TANYA.siapa],
    fields: { ...decree('SK pengaktifan atau surat keterangan'), uraian: told },
  }),
  personal({
    kode: 'data-tidak-ada',
    title: 'Data Tidak Ada Dalam Database',
    lead: 'NIP yang sudah Anda periksa tidak ditemukan pada data BKN.',
    bring: ['SK konversi NIP', 'SK CPNS dan SK PNS', 'SK kenaikan pangkat terakhir', 'kartu identitas'],
    then: `${OFFICE} Dua petugas harus sepakat sebelum data Anda ditambahkan.`,
    faq: [TANYA.pupns2003, TANYA.siapa],
    fields: newcomer(),
  }),
  personal({
    kode: 'perbaikan-nip',
    title: 'Perbaikan NIP',
    lead: 'NIP Anda tidak cocok dengan tanggal lahir, jenis kelamin, atau TMT CPNS yang benar. NIP hanya diperbaiki BKN; formulir tetap berjalan dengan NIP sekarang.',
    bring: ['SK konversi NIP', 'SK CPNS dan SK PNS', 'ijazah', 'SK kenaikan pangkat pertama dan terakhir'],
    faq: [TANYA.kapan],
    fields: { salah: text({ label: 'Bagian NIP yang salah', max: 200, hint: 'Misalnya tanggal lahir, atau TMT CPNS.' }), ...decree('SK CPNS'), uraian: remark },
  }),
  personal({
    kode: 'data-ganda',
    title: 'Data Ganda',
    lead: 'Satu orang tercatat dua kali pada data BKN, atau nomor Anda tercatat pada orang lain.',
    bring: ['kartu identitas', 'SK CPNS dan SK konversi NIP'],
    faq: [TANYA.kapan],
    fields: { nip_lain: digits({ label: 'NIP yang lain', lengths: [18], required: false, hint: '18 angka, bila Anda tahu.' }), uraian: told },
  }),
  personal({
    kode: 'non-pupns-2003',
    title: 'Non PUPNS 2003',
    lead: 'Anda tidak ikut pendataan ulang tahun 2003, sehingga data Anda di BKN tidak lengkap atau tidak ada.',
    bring: ['SK CPNS dan SK PNS', 'semua SK kenaikan pangkat', 'kartu identitas'],
    faq: [TANYA.pupns2003],
    fields: newcomer(),
  }),
  {
    kode: 'verifikasi-registrasi',
    title: 'Permintaan Verifikasi Nomor Registrasi',
    lead: 'Registrasi Anda belum diperiksa, atau belum diterima.',
    pembuka: 'diperiksa',
    tingkat: 2,
    bring: ['Bukti Registrasi (bagian untuk Verifikator)', 'kartu identitas'],
    berkas: false,
    then: 'Verifikator Registrasi pada BKD atau Biro Kepegawaian Anda mencocokkan kartu identitas, lalu memeriksa registrasi itu.',
    faq: [TANYA.registrasi],
    fields: { uraian: remark },
  },
  {
    kode: 'turun-status',
    title: 'Turun Status',
    lead: 'Formulir sudah terkirim dan perlu dibuka kembali supaya dapat diperbaiki.',
    pembuka: 'akun',
    tingkat: 2,
    bring: ['SK atau ijazah yang menunjukkan isian yang benar'],
    berkas: false,
    then: 'Petugas yang berwenang membuka kembali formulir Anda, atau menjelaskan mengapa tidak. Setelah diperbaiki, kirim ulang.',
    faq: [TANYA.turun],
    fields: { uraian: longText({ label: 'Alasan', max: 1500, hint: 'Bagian mana yang keliru, dan mengapa tidak dapat menunggu hasil pemeriksaan.' }) },
  },
  {
    kode: 'penambahan-verifikator-level-1',
    title: 'Penambahan Verifikator Level 1',
    lead: 'Unit yang memeriksa formulir Anda tidak ada pada pilihan.',
    pembuka: 'akun',
    tingkat: 2,
    bring: ['nama unit setingkat eselon 2 atau SKPD Anda'],
    berkas: false,
    then: 'Admin instansi Anda menetapkan unit itu, atau menyebut unit yang harus dipilih.',
    faq: [TANYA.unitVerifikator],
    fields: { teks: text({ label: 'Unit yang seharusnya ada', max: 200 }), uraian: remark },
  },
  reference({
    kode: 'referensi-unit-organisasi',
    title: 'Referensi Unit Organisasi',
    lead: 'Unit organisasi atau satuan kerja Anda tidak ada di daftar.',
    tingkat: 2,
    bring: ['SK penempatan, atau peraturan tentang susunan organisasi'],
    faq: [TANYA.unit, TANYA.cari, TANYA.usul],
    daftar: ['unor', 'satuan_kerja'],
    fields: missing('Unit Organisasi', 'Nama lengkap, tanpa singkatan.', 'Di bawah unit'),
  }),
  reference({
    kode: 'referensi-pendidikan',
    title: 'Referensi Pendidikan',
    lead: 'Nama pendidikan pada ijazah Anda tidak ada di daftar.',
    bring: ['ijazah'],
    faq: [TANYA.gelar, TANYA.cari, TANYA.usul],
    daftar: ['pendidikan'],
    fields: missing('Nama pendidikan', 'Tingkat dan jurusan seperti pada ijazah, misalnya S-1 Pendidikan Matematika.'),
  }),
  reference({
    kode: 'referensi-jft',
    title: 'Referensi JFT',
    lead: 'Jabatan fungsional tertentu Anda tidak ada di daftar.',
    bring: ['SK jabatan terakhir'],
    daftar: ['jabatan_fungsional'],
    fields: missing('Jabatan Fungsional Tertentu', 'Dengan jenjangnya, misalnya Guru Muda.'),
  }),
  reference({
    kode: 'referensi-jfu',
    title: 'Referensi JFU',
    lead: 'Jabatan fungsional umum Anda tidak ada di daftar.',
    bring: ['SK jabatan terakhir'],
    daftar: ['jabatan_fungsional_umum'],
    fields: missing('Jabatan Fungsional Umum', 'Seperti tertulis pada SK.'),
  }),
  reference({
    kode: 'referensi-lokasi',
    title: 'Referensi Lokasi',
    lead: 'Tempat lahir, kabupaten, kecamatan, desa, atau negara tidak ada di daftar.',
    faq: [TANYA.cari, TANYA.usul],
    bring: ['KTP, atau peraturan tentang pemekaran wilayah'],
    daftar: ['wilayah'],
    fields: missing('Nama tempat', 'Sebut jenisnya, misalnya Kecamatan Bener.', 'Berada di'),
  }),
  reference({
    kode: 'data-sekolah',
    title: 'Data Sekolah',
    lead: 'Sekolah tempat Anda mengajar tidak ada di daftar.',
    bring: ['SK penempatan', 'NPSN sekolah, bila ada'],
    faq: [TANYA.unit, TANYA.cari, TANYA.usul],
    daftar: ['sekolah'],
    fields: missing('Nama sekolah', 'Nama lengkap, dan NPSN bila ada.', 'Kecamatan dan kabupaten'),
  }),
  reference({
    kode: 'data-unit-kesehatan',
    title: 'Data Unit Kesehatan',
    lead: 'Rumah sakit, puskesmas, atau unit kesehatan Anda tidak ada di daftar.',
    bring: ['SK penempatan'],
    daftar: ['unit_kesehatan'],
    fields: missing('Nama unit kesehatan', 'Sebut jenisnya, misalnya Puskesmas Kutoarjo.', 'Kecamatan dan kabupaten'),
  }),
  reference({
    kode: 'referensi-bidang-spesialis',
    title: 'Referensi Bidang Spesialis',
    lead: 'Bidang spesialis Anda tidak ada di daftar.',
    bring: ['ijazah spesialis'],
    daftar: ['bidang_spesialis'],
    fields: missing('Bidang spesialis', 'Seperti tertulis pada ijazah.'),
  }),
  reference({
    kode: 'referensi-mata-pelajaran',
    title: 'Referensi Mata Pelajaran',
    lead: 'Mata pelajaran yang Anda ajarkan tidak ada di daftar.',
    bring: ['SK pembagian tugas mengajar'],
    daftar: ['mata_pelajaran'],
    fields: missing('Mata pelajaran', 'Nama lengkap, tanpa singkatan.'),
  }),
  reference({
    kode: 'referensi-diklat-fungsional',
    title: 'Referensi Diklat Fungsional',
    lead: 'Diklat fungsional Anda tidak ada di daftar.',
    bring: ['sertifikat diklat'],
    faq: [TANYA.diklat, TANYA.prajabatan, TANYA.usul],
    daftar: ['diklat_fungsional'],
    fields: missing('Nama diklat fungsional', 'Seperti tertulis pada sertifikat.'),
  }),
  reference({
    kode: 'referensi-lain',
    title: 'Referensi Lainnya',
    lead: 'Pilihan lain yang seharusnya ada tidak ada di daftar.',
    daftar: ['instansi', 'kompetensi'],
    fields: missing('Yang tidak ada di daftar', 'Tulis lengkap, dan sebut di bagian mana.'),
  }),
  personal({
    kode: 'lainnya',
    title: 'Masalah lain',
    lead: 'Tidak termasuk yang di atas? Ceritakan masalahnya.',
    tingkat: 1,
    bring: ['SK atau surat yang menunjukkan data yang benar'],
    berkas: false,
    faq: [TANYA.kapan, TANYA.pangkat, TANYA.nomorBkn, TANYA.anak],
    fields: { uraian: told },
  }),
]

/** A person whom BKN does not know: enough to look for him, and to add him after two officers have agreed. */
function newcomer(): Readonly<Record<string, AnyField>> {
  return {
    nama: text({ label: 'Nama lengkap tanpa gelar', max: 100 }),
    lahir_di: text({ label: 'Tempat lahir', max: 100 }),
    lahir_pada: date({ label: 'Tanggal lahir' }),
    instansi: agency('Instansi Anda'),
    ...decree('SK CPNS'),
    uraian: remark,
  }
}
