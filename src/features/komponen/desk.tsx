// Samples: the verifier's desk.
import { Bar, BarText } from '../../web/ui/bar.tsx'
import { Button, PostLink } from '../../web/ui/button.tsx'
import { DiffHead, DiffRow, DiffSection } from '../../web/ui/diff.tsx'
import { TextAreaField } from '../../web/ui/field.tsx'
import { Desk, Queue, QueueCard, RecordCard, RecordHead, Unchanged } from '../../web/ui/queue.tsx'
import { Done } from '../../web/ui/tag.tsx'
import { Nip } from '../../web/ui/text.tsx'
import { words } from '../../web/ui/words.ts'
import { dewi, niMade, ridwan, sutrisno, yohanes, type Sample } from './sample.tsx'

const search = (
  <form method="get" role="search">
    <div class="dengan">
      <input class="in" name="q" aria-label="Cari NIP, nomor register atau nama" placeholder="Cari NIP atau nama" />
      <Button kind="secondary">Cari</Button>
    </div>
  </form>
)

const queue = (
  <Queue title="Antrian verifikasi" count="5 berkas" search={search} foot={<p class="meta">42 hari ini, 138 lagi</p>}>
    <QueueCard href="#isi" {...sutrisno} age="2 jam lalu" tags={[{ text: '5 perubahan', tone: 'amber' }]} current />
    <QueueCard href="#isi" {...dewi} age="3 jam lalu" tags={[{ text: '2 perubahan', tone: 'amber' }, { text: 'Baru' }]} />
    <QueueCard href="#isi" {...yohanes} age="Kemarin" tags={[{ text: 'Tanpa perubahan', tone: 'green' }]} />
    <QueueCard href="#isi" {...niMade} age="Kemarin" tags={[{ text: '11 perubahan', tone: 'amber' }, { text: 'Dikirim ulang' }]} />
    <QueueCard href="#isi" {...ridwan} age="2 hari lalu" tags={[{ text: '3 perubahan', tone: 'amber' }, { text: 'Dipegang verifikator lain' }]} />
  </Queue>
)

const why = (name: string, value = '', error?: string) => <TextAreaField name={`alasan.${name}`} label={words.alasan} rows={2} value={value} error={error} />

const record = (
  <RecordCard>
    <RecordHead
      nama={sutrisno.nama}
      hold={
        <>
          Anda memegang berkas ini
          <br />
          sampai <b>11.12 WIB</b> <PostLink action="/_komponen">Lepas</PostLink>
        </>
      }
    >
      NIP <Nip value={sutrisno.nip} /> · {sutrisno.unit} · dikirim hari ini 08.31
    </RecordHead>
    <DiffHead />
    <DiffSection>Data Utama</DiffSection>
    <DiffRow
      name="gelar_belakang"
      label="Gelar belakang"
      parts={[{ before: null, after: 'M.Pd.' }]}
      files={[{ href: '#isi', name: 'Ijazah S2 (2011).pdf' }]}
      decision="setuju"
      reason={why('gelar_belakang')}
    />
    <DiffRow
      name="tempat_lahir"
      label="Tempat lahir"
      parts={[{ before: 'Kebumen', after: 'Kab. Purworejo' }]}
      decision="kembalikan"
      reason={why('tempat_lahir', 'Akta tidak terbaca. Mohon unggah ulang foto akta yang jelas.')}
    />
    <DiffRow name="npwp" label="NPWP" parts={[{ before: '08.123.456.7-531.000', after: '08.123.456.7-532.000' }]} reason={why('npwp')} />
    <DiffRow
      name="alamat"
      label="Alamat"
      stacked
      parts={[{ before: 'Jl. Mawar No. 12, RT 03 RW 05, Kutoarjo', after: 'Jl. Mawar No. 14, RT 03 RW 06, Kutoarjo' }]}
      decision="kembalikan"
      error="Tulis alasan, misalnya: akta tidak terbaca."
      reason={why('alamat', '', 'Tulis alasan.')}
    />
    <DiffSection>Riwayat Golongan</DiffSection>
    <DiffRow
      name="rg-3"
      label="RG-3, golongan III/b"
      parts={[
        { label: 'Nomor SK', before: '823/112/2004', after: '823/121/2004' },
        { label: 'Tanggal BKN', before: '20-03-2004', after: null },
      ]}
      remark="Keterangan PNS: salah ketik di SAPK."
      reason={why('rg-3')}
    />
    <DiffRow
      name="rg-7"
      label="RG-7, golongan III/d"
      action="tambah"
      parts={[
        { label: 'Golongan', before: null, after: 'III/d' },
        { label: 'TMT Golongan', before: null, after: '01-10-2012' },
      ]}
      reason={why('rg-7')}
    />
    <DiffRow name="rg-2" label="RG-2, golongan III/a" action="hapus" parts={[{ label: 'Golongan', before: 'III/a', after: null }]} reason={why('rg-2')} />
    <DiffSection>Data Posisi</DiffSection>
    <DiffRow
      name="unor"
      label="Unit Organisasi"
      parts={[{ before: 'SMP Negeri 5 Purworejo', after: 'SMP Negeri 2 Purworejo' }]}
      decided={<Done>Diputuskan Level 2</Done>}
    />
    <Unchanged>
      36 data lain dinyatakan <b>Sesuai</b> oleh PNS. <a href="#isi">Lihat semua data</a>
    </Unchanged>
    <Bar>
      <BarText live>
        <b>3 dari 7</b> diputuskan · tersimpan 10.42 WIB
      </BarText>
      <Button kind="secondary">Berkas berikutnya</Button>
      <Button>Kirim keputusan</Button>
    </Bar>
  </RecordCard>
)

export const desk: readonly Sample[] = [
  { id: 'antrian', title: 'Kartu antrian', view: queue },
  {
    id: 'meja',
    title: 'Diff baris',
    view: (
      <Desk
        queue={
          <Queue title="Antrian" count="0 berkas" empty="Tidak ada berkas yang menunggu.">
            {null}
          </Queue>
        }
      >
        {record}
      </Desk>
    ),
  },
]
