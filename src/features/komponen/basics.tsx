// Samples: buttons, messages, tags, tasks, steps, bars.
import { Bar, BarText, SaveStatus } from '../../web/ui/bar.tsx'
import { Actions, BackLink, Button, ButtonLink, LinkList, PostLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Details, Explain, ErrorSummary, Inset, Notice, Panel } from '../../web/ui/message.tsx'
import { Done, StateTag, Tag } from '../../web/ui/tag.tsx'
import { ProgressBar, StepCount, Steps, TaskItem, TaskList } from '../../web/ui/task.tsx'
import { sectionStates, saveWords, type SaveState, type SectionState } from '../../web/ui/words.ts'
import type { Sample } from './sample.tsx'

const buttons = (
  <>
    <BackLink href="#isi">Daftar bagian</BackLink>
    <StepCount step={2} of={5} />
    <Actions>
      <Button>Simpan &amp; lanjutkan</Button>
      <Button kind="secondary">Simpan</Button>
      <Button kind="danger">Hapus</Button>
      <ButtonLink href="#isi">Mulai</ButtonLink>
      <ButtonLink href="#isi" kind="secondary" small about="Bukti Registrasi">
        Cetak
      </ButtonLink>
      <Button disabled>Kirim</Button>
      <PostLink action="/_komponen" about="berkas ini">
        Lepas
      </PostLink>
    </Actions>
    <LinkList
      items={[
        { href: '#isi', text: 'Lupa No. Register' },
        { href: '#isi', text: 'Lupa Kata Kunci' },
      ]}
    />
  </>
)

const messages = (
  <>
    <ErrorSummary title="Kata kunci tidak cocok" errors={[{ text: 'Periksa lagi nomor register dan kata kunci Anda.' }]} />
    <Notice tone="success" title="Registrasi berhasil">
      <p>Bukti Registrasi juga kami kirim ke si•••@d•••.test.</p>
    </Notice>
    <Notice title="Batas akhir 31 Desember 2026, pukul 23.59 WIB">
      <p>Sama dengan pukul 00.59 WITA dan 01.59 WIT keesokan harinya.</p>
    </Notice>
    <Notice tone="warn" title="2 isian dikembalikan verifikator">
      <p>
        Perbaiki isian itu, lalu <a href="#isi">kirim ulang</a>.
      </p>
    </Notice>
    <Inset>
      <p>Kami kirim tautan, supaya orang lain yang tahu NIP Anda tidak bisa masuk.</p>
    </Inset>
    <Explain items={[{ term: 'Nomor BKN', text: 'Nomor persetujuan teknis BKN pada SK kenaikan pangkat. SK CPNS tidak memuatnya? Kosongkan.' }]} />
    <Details summary="Apa itu TMT?">
      <p>Terhitung Mulai Tanggal: hari mulai berlakunya surat keputusan.</p>
    </Details>
    <Panel title="Registrasi selesai" number="K7RT-M7K2">
      <p>Simpan nomor register ini. Anda memakainya setiap kali masuk.</p>
    </Panel>
  </>
)

const states = Object.keys(sectionStates) as SectionState[]
const tasks = (
  <>
    <ProgressBar done={3} total={8} unit="bagian selesai" />
    <TaskList title="Data pribadi">
      <TaskItem title="Data Utama" note="2 data dikembalikan verifikator" state="perlu_diperbaiki" href="#isi" />
      <TaskItem title="Data Posisi" note="9 dari 12 data diperiksa" state="sedang_diisi" href="#isi" />
      <TaskItem title="Orang Tua" note="Belum ada catatan" state="belum_mulai" href="#isi" />
      <TaskItem title="Riwayat Golongan" note="6 catatan" state="selesai" href="#isi" />
      <TaskItem title="Data Guru" note="Hanya untuk jabatan Guru" state="tidak_berlaku" />
      <TaskItem title="Periksa & kirim ke instansi" note="Terbuka setelah semua bagian selesai" state="belum_bisa" />
    </TaskList>
  </>
)

const steps = (
  <Card title="Status berkas">
    <Steps
      items={[
        { title: 'Terdaftar', note: '2 November 2026', state: 'done' },
        { title: 'Mengisi formulir', note: 'Dikembalikan 9 November 2026: 2 isian', state: 'returned' },
        { title: 'Verifikasi Level 1 (unit)', note: 'Dinas Pendidikan Kab. Purworejo', state: 'now' },
        { title: 'Verifikasi Level 2 (BKD)', state: 'todo' },
        { title: 'Verifikasi Level 3 (BKN)', state: 'todo' },
      ]}
    />
  </Card>
)

const sideList = (
  <Card title="Bagian formulir">
    <Steps
      list
      items={[
        { title: 'Data Utama', state: 'now' },
        { title: 'Data Posisi', state: 'todo', href: '#isi' },
        { title: 'Riwayat Golongan', state: 'done', href: '#isi' },
        { title: 'Riwayat Jabatan', state: 'returned', href: '#isi' },
      ]}
    />
  </Card>
)

const bars = (
  <>
    <Card>
      {(Object.keys(saveWords) as SaveState[]).map((state) => (
        <SaveStatus state={state} time="10.42 WIB" />
      ))}
    </Card>
    <Bar>
      <BarText>
        <b>3 dari 5</b> diputuskan · tersimpan 10.42 WIB
      </BarText>
      <Button kind="secondary">Berkas berikutnya</Button>
      <Button>Kirim keputusan</Button>
    </Bar>
  </>
)

const tags = (
  <p>
    {states.map((s) => (
      <>
        <StateTag state={s} />{' '}
      </>
    ))}
    <Tag tone="green">Tanpa perubahan</Tag> <Tag>Dikirim ulang</Tag> <Tag tone="amber">5 perubahan</Tag> <Done>Disetujui</Done>
  </p>
)

export const basics: readonly Sample[] = [
  { id: 'tombol', title: 'Tombol dan tautan', view: buttons },
  { id: 'pesan', title: 'Pesan', view: messages },
  { id: 'tanda', title: 'Tanda keadaan', view: tags },
  { id: 'tugas', title: 'Daftar tugas', view: tasks },
  { id: 'garis', title: 'Garis status', view: steps },
  { id: 'bagian', title: 'Daftar bagian', view: sideList },
  { id: 'bilah', title: 'Bilah simpan', view: bars },
]
