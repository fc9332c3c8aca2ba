// Samples: fields with label, hint, error; search and choose.
import { Card } from '../../web/ui/card.tsx'
import { CheckboxField, RadioGroup, Seg, SelectField } from '../../web/ui/choice.tsx'
import { DateField, PasswordField, TextAreaField, TextField } from '../../web/ui/field.tsx'
import { PickField } from '../../web/ui/pick.tsx'
import type { Sample } from './sample.tsx'

const text = (
  <Card>
    <TextField name="nomor_sk" label="Nomor SK" value="823/112/2004" />
    <TextField name="nomor_bkn" label="Nomor BKN" optional hint="Tertulis di bagian Menimbang." value="" />
    <TextField
      name="npwp_salah"
      label="NPWP"
      hint="15 atau 16 angka, tanpa titik dan strip."
      error="NPWP harus 15 atau 16 angka. Anda menulis 13 angka."
      value="0812345675310"
      attrs={{ inputMode: 'numeric' }}
    />
    <TextField name="nomor_awas" label="Nomor SK" warning="Nomor ini sama dengan golongan III/a. Bila benar, tulis keterangan." value="813/45/2000" />
    <div class="sebaris">
      <TextField name="masa_kerja_tahun" label="Masa Kerja" width="xs" suffix="tahun" value="12" attrs={{ inputMode: 'numeric' }} />
      <TextField name="masa_kerja_bulan" label="Masa Kerja (bulan)" width="xs" suffix="bulan" value="7" attrs={{ inputMode: 'numeric' }} />
    </div>
    <DateField name="tanggal_sk" label="Tanggal SK" value="18-09-2012" />
    <DateField name="tanggal_pendek" label="TMT Golongan" value="1/10/12" readBack="1 Oktober 2012" />
    <DateField name="tanggal_salah" label="Tanggal BKN" value="31-02-2012" error="Tanggal 31 Februari tidak ada. Periksa lagi di SK." />
    <PasswordField name="kata_kunci" label="Kata Kunci" hint="Paling sedikit 8 huruf atau angka." />
    <PasswordField name="kata_kunci_salah" label="Konfirmasi Kata Kunci" error="Kata kunci tidak sama dengan di atas. Tulis ulang keduanya." />
    <TextAreaField name="alamat" label="Alamat" max={200} value="Jl. Mawar No. 12, RT 03 RW 05, Kutoarjo" />
    <TextAreaField name="alasan_salah" label="Alasan" rows={2} error="Tulis alasan, misalnya: akta tidak terbaca." />
  </Card>
)

const agama = [
  { value: '1', label: 'Islam' },
  { value: '2', label: 'Kristen' },
  { value: '3', label: 'Katolik' },
]
const choices = (
  <Card>
    <SelectField
      name="jenis_kp"
      label="Jenis Kenaikan Pangkat"
      options={[
        { value: '101', label: 'Reguler' },
        { value: '201', label: 'Pilihan (jabatan struktural)' },
      ]}
      value="101"
    />
    <SelectField name="jenis_kp_salah" label="Jenis Kenaikan Pangkat" options={agama} error="Pilih salah satu dari daftar." />
    <RadioGroup name="agama" label="Agama" options={agama} value="2" />
    <RadioGroup
      name="lokasi"
      label="Jenis Lokasi"
      inline
      error="Pilih salah satu."
      options={[
        { value: 'DN', label: 'Dalam Negeri' },
        { value: 'LN', label: 'Luar Negeri' },
      ]}
    />
    <RadioGroup
      name="pemulihan"
      label="Bagaimana Anda ingin melanjutkan?"
      big
      options={[
        { value: 'a', label: 'Lupa Nomor Register', hint: 'Anda masih ingat kata kunci.' },
        { value: 'b', label: 'Lupa Kata Kunci', hint: 'Anda masih ingat nomor register.' },
      ]}
    />
    <CheckboxField name="pernyataan" label="Saya menyatakan data ini benar dan dapat saya buktikan dengan berkas asli." />
    <CheckboxField name="pernyataan_salah" label="Saya menyatakan data ini benar." error="Centang pernyataan ini sebelum mengirim." />
    <Seg
      name="data_saya"
      label="Apakah ini data Anda?"
      pair={{ yes: { value: 'ya', label: 'Ya, data saya' }, no: { value: 'bukan', label: 'Bukan data saya' } }}
      value="bukan"
    >
      <p>Pilihan ini membekukan akun dan membuka laporan ke Helpdesk.</p>
    </Seg>
  </Card>
)

const purworejo = [
  { id: '33.06', nama: 'Kab. Purworejo', ket: 'Jawa Tengah' },
  { id: '33.06.06', nama: 'Kec. Purworejo', ket: 'Kab. Purworejo, Jawa Tengah' },
  { id: '35.75.01', nama: 'Kec. Purworejo', ket: 'Kota Pasuruan, Jawa Timur' },
]
const picks = (
  <Card>
    <PickField name="tempat_lahir_kosong" label="Tempat lahir" daftar="wilayah" />
    <PickField name="tempat_lahir_terpilih" label="Tempat lahir" daftar="wilayah" text="Kab. Purworejo" value="33.06" chosen="Kab. Purworejo, Jawa Tengah" />
    <PickField name="tempat_lahir_hasil" label="Tempat lahir (setelah Cari)" daftar="wilayah" text="Purworejo" results={purworejo} value="33.06" />
    <PickField name="tempat_lahir_nihil" label="Tempat lahir (tidak ditemukan)" daftar="wilayah" text="Purwarejo Lor" results={[]} usul />
    <PickField
      name="tempat_lahir_belum"
      label="Tempat lahir (belum dipilih)"
      daftar="wilayah"
      text="Purworejo"
      error="Pilih tempat lahir dari daftar. Anda baru menulis “Purworejo”."
    />
    <PickField name="verifikator_level_1" label="Verifikator Level 1" daftar="unor" usulable={false} helpdesk="#isi" />
  </Card>
)

/** The open list as the script draws it; a picture only, so it has no combobox. */
const opened = (
  <Card>
    <ul class="sug" role="listbox" aria-label="Contoh pilihan tempat lahir" tabIndex={0}>
      {purworejo.map((r, i) => (
        <li role="option" aria-selected={i === 0 ? 'true' : 'false'}>
          {r.nama.slice(0, 5)}
          <mark>{r.nama.slice(5)}</mark>
          <small>{r.ket}</small>
        </li>
      ))}
    </ul>
  </Card>
)

export const fields: readonly Sample[] = [
  { id: 'medan', title: 'Isian', view: text },
  { id: 'pilihan', title: 'Pilihan', view: choices },
  { id: 'cari', title: 'Cari-pilih', view: picks },
  { id: 'daftar-terbuka', title: 'Cari-pilih, daftar terbuka', view: opened },
]
