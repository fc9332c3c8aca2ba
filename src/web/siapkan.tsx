// What to have at hand, how long it takes, what can wait: on the front page, and once more where the form begins.

/** Papers that the form is compared with. */
export const Papers = () => (
  <ul>
    <li>SK CPNS, SK PNS, dan semua SK kenaikan pangkat.</li>
    <li>SK jabatan sejak awal, dan SK penempatan terakhir.</li>
    <li>Semua ijazah dan sertifikat diklat, serta penilaian prestasi kerja dua tahun terakhir.</li>
    <li>KTP, kartu keluarga, akta nikah, dan akta kelahiran anak.</li>
    <li>NPWP, kartu pegawai, dan kartu BPJS Kesehatan, bila ada.</li>
  </ul>
)

/** Sentences about the time it takes. */
export const FORM_TIME = 'Mengisi formulir 30 sampai 60 menit bila berkas sudah di tangan.'
export const NOT_AT_ONCE = 'Tidak harus sekali jadi: setiap isian tersimpan, dan Anda dapat melanjutkan kapan saja, juga dari perangkat lain.'

/** What nobody has to wait for. */
export const CanWait = () => (
  <ul>
    <li>Berkas pendukung tidak wajib diunggah. Berkas kertas diterima di instansi Anda.</li>
    <li>Nama yang tidak ada di daftar boleh ditulis sendiri. Formulir tetap berjalan.</li>
    <li>NPWP dan nomor BKN boleh dikosongkan bila memang tidak ada.</li>
  </ul>
)
