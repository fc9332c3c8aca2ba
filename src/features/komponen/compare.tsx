// Samples: compare rows in every state.
import { Button } from '../../web/ui/button.tsx'
import { Card, CardFoot } from '../../web/ui/card.tsx'
import { RadioGroup } from '../../web/ui/choice.tsx'
import { CompareRow, Evidence, FixedRow } from '../../web/ui/compare.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { PickField } from '../../web/ui/pick.tsx'
import { Nip } from '../../web/ui/text.tsx'
import { sutrisno, type Sample } from './sample.tsx'

const fix = (name: string, label: string, value = '', error?: string) => (
  <>
    <TextField name={name} label={`${label} yang benar`} value={value} error={error} hint="Tulis seperti pada ijazah, misalnya S.Pd., M.Si." />
    <Evidence name={name} />
  </>
)

const rows = (
  <Card rows>
    <FixedRow
      label="NIP Baru"
      value={<Nip value={sutrisno.nip} />}
      reason={
        <>
          Tidak dapat diubah. Salah? <a href="#isi">Hubungi Helpdesk</a>.
        </>
      }
    />
    <CompareRow name="bb_belum" label="Jenis kelamin" value="Pria">
      {fix('bb_belum', 'Jenis kelamin')}
    </CompareRow>
    <CompareRow name="bb_sesuai" label="Nama" note="(sesuai database BKN)" value={sutrisno.nama} answer="sesuai">
      {fix('bb_sesuai', 'Nama')}
    </CompareRow>
    <CompareRow name="bb_ubah" label="Tempat lahir" value="Kebumen" answer="ubah">
      <PickField name="bb_ubah" label="Tempat lahir yang benar" daftar="wilayah" text="Kab. Purworejo" value="33.06" chosen="Kab. Purworejo, Jawa Tengah" />
      <Evidence name="bb_ubah" files={[{ href: '#isi', name: 'Akta kelahiran.pdf' }]} />
    </CompareRow>
    <CompareRow name="bb_kosong" label="Gelar depan" value={null}>
      {fix('bb_kosong', 'Gelar depan')}
    </CompareRow>
    <CompareRow name="bb_isi" label="Gelar belakang" value={null} answer="ubah">
      {fix('bb_isi', 'Gelar belakang', 'M.Pd.')}
    </CompareRow>
    <CompareRow name="bb_samar" label="NIK" value="•••• •••• •••• ••03" reveal="#isi" answer="sesuai">
      {fix('bb_samar', 'NIK')}
    </CompareRow>
    <FixedRow label="Golongan ruang" value="III/d, Penata Tingkat I" link={{ href: '#isi', text: 'Ubah di Riwayat Golongan' }} />
    <CompareRow name="bb_salah" label="NPWP" value="08.123.456.7-531.000" answer="ubah" invalid>
      <TextField
        name="bb_salah"
        label="NPWP yang benar"
        hint="15 atau 16 angka, tanpa titik dan strip."
        value="0812345675310"
        error="NPWP harus 15 atau 16 angka. Anda menulis 13 angka."
      />
    </CompareRow>
    <CompareRow name="agama_salah" label="Agama" value="Islam" error="Pilih Sesuai atau Tidak sesuai.">
      <RadioGroup
        name="agama_salah"
        label="Agama yang benar"
        options={[
          { value: '1', label: 'Islam' },
          { value: '2', label: 'Kristen' },
        ]}
      />
    </CompareRow>
    <CompareRow
      name="bb_kembali"
      label="Kartu Pegawai"
      value="M 012345"
      answer="ubah"
      returned={{ by: 'Verifikator Level 1', reason: 'Foto kartu tidak terbaca. Mohon unggah ulang.' }}
    >
      {fix('bb_kembali', 'Kartu Pegawai', 'M 012346')}
    </CompareRow>
    <FixedRow
      label="Alamat"
      value="Jl. Mawar No. 12, Kutoarjo"
      proposed="Jl. Melati No. 7, Kutoarjo"
      reason="Terkunci: sedang diperiksa Verifikator Level 1."
    />
    <CardFoot>
      <Button kind="secondary" small>
        Tandai semua sisanya sesuai
      </Button>
      <p class="meta">2 data belum diperiksa.</p>
    </CardFoot>
  </Card>
)

export const compare: readonly Sample[] = [{ id: 'banding', title: 'Baris banding', view: rows }]
