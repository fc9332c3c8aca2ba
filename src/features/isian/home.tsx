// The task list: what there is to do, how far it is, where the file is (ui.md 6, Home).
import { showTime } from '../../form/dates.ts'
import { missing } from '../../form/complete.ts'
import { allItems, needsRepair, type Form } from '../../form/form.ts'
import type { Part } from '../../form/section.ts'
import { isRenewed } from '../../kuesioner/answers.ts'
import { maskNomor } from '../../security/mask.ts'
import { findLevel, LEVELS, STATE_TITLES } from '../../workflow/table.ts'
import { ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Details, Notice } from '../../web/ui/message.tsx'
import { CanWait, FORM_TIME, NOT_AT_ONCE, Papers } from '../../web/siapkan.tsx'
import { ProgressBar, Steps, TaskItem, TaskList, type StepItem } from '../../web/ui/task.tsx'
import { Page } from '../../web/layout.tsx'
import { address, isEditable, partProgress, partsOf, type View } from './parts.tsx'
import { REPAIR } from './repair.tsx'
import { WaitingNotice } from './waiting.tsx'

export type HomeView = View & { nomor: string; reveal: boolean; akhir: Date }

export function HomePage(v: HomeView) {
  const parts = partsOf(v.form)
  const all = parts.map((s) => ({ s, p: partProgress(v, s) }))
  const wanted = all.filter(({ p }) => p.state !== 'tidak_berlaku')
  const done = wanted.filter(({ p }) => p.state === 'selesai').length
  const open = isEditable(v.form)
  const groups = [...new Set(parts.map((s) => s.group))]
  return (
    <Page
      title="Formulir Pendataan Ulang"
      user={v.user}
      notice={v.notice}
      lead={
        v.form.row?.status === 'perbaikan' ? (
          'Formulir Anda dikembalikan untuk diperbaiki.'
        ) : open ? (
          <>
            Lengkapi semua bagian lalu kirim ke instansi. Isian tersimpan otomatis, jadi Anda boleh berhenti dan melanjutkan kapan saja sebelum{' '}
            <b>{showTime(v.akhir).replace(/ pukul.*/, '')}</b>.
          </>
        ) : (
          `Formulir Anda sudah dikirim: ${STATE_TITLES[v.form.row!.status]}.`
        )
      }
      side={<HomeSide v={v} />}
    >
      <ProgressBar phone done={done} total={wanted.length} unit="bagian selesai" />
      <Returned v={v} />
      <WaitingNotice form={v.form} />
      {v.form.row?.status !== 'perbaikan' && open && <Before begun={done > 0} />}
      {groups.map((g) => (
        <TaskList title={g}>
          {all
            .filter(({ s }) => s.group === g)
            .sort((a, b) => Number(b.p.state === 'perlu_diperbaiki') - Number(a.p.state === 'perlu_diperbaiki'))
            .map(({ s, p }) => (
              <TaskItem title={s.title} href={address(s)} state={p.state} note={noteOf(v.form, s, p)} />
            ))}
        </TaskList>
      ))}
      <TaskList title="Kirim">
        <SendItem v={v} open={open} />
      </TaskList>
    </Page>
  )
}

/** Which papers, how long, what can wait: open until the first section is done. */
const Before = ({ begun }: { begun: boolean }) => (
  <Details summary="Yang perlu disiapkan, dan yang boleh menyusul" open={!begun}>
    <p>
      {FORM_TIME} {NOT_AT_ONCE}
    </p>
    <Papers />
    <p>
      <b>Boleh menyusul:</b>
    </p>
    <CanWait />
  </Details>
)

function noteOf(form: Form, { code, rows }: Part, p: ReturnType<typeof partProgress>): string {
  const answered = form.questionnaires.get(code)
  if (answered) return isRenewed(answered) ? 'Kuesioner diperbarui, periksa jawaban Anda' : `${p.done} dari ${p.total} pertanyaan dijawab`
  if (p.state === 'tidak_berlaku') return `Hanya untuk ${form.sections.get(code)!.section.onlyFor?.who}`
  if (p.returned) return `${p.returned} ${rows === 'one' ? 'data' : 'catatan'} dikembalikan verifikator`
  const changes = p.changes ? ` · ${p.changes} perubahan` : ''
  const left = p.total > p.done ? `, ${p.total - p.done} belum diperiksa` : ''
  if (rows === 'many') return (p.total ? `${p.total} catatan${left}` : p.state === 'selesai' ? 'Tidak punya' : 'Belum ada catatan') + changes
  return (p.done === p.total ? `${p.total} data diperiksa` : `${p.done} dari ${p.total} data diperiksa, ${p.total - p.done} lagi`) + changes
}

function SendItem({ v, open }: { v: HomeView; open: boolean }) {
  if (!open) return <TaskItem title="Status formulir" href="/formulir/status" state="selesai" note={STATE_TITLES[v.form.row!.status]} />
  const gaps = missing(v.form, v.info).length
  return (
    <TaskItem
      title="Periksa & kirim ke instansi"
      href="/formulir/kirim"
      state={gaps ? 'belum_bisa' : 'belum_mulai'}
      note={gaps ? `${gaps} hal belum lengkap; buka untuk melihat daftarnya` : 'Semua bagian selesai'}
    />
  )
}

function Returned({ v }: { v: HomeView }) {
  const back = allItems(v.form).filter((i) => needsRepair(v.form, i))
  if (v.form.row?.status !== 'perbaikan') return null
  return (
    <Notice tone="warn" title={back.length ? `${back.length} data dikembalikan verifikator` : 'Semua yang dikembalikan sudah diperbaiki'}>
      <p>{back.length ? 'Semuanya ada di satu halaman, dengan alasannya. Data lain tetap terkunci.' : 'Periksa sekali lagi, lalu kirim ulang.'}</p>
      <ButtonLink href={REPAIR}>Perbaiki &amp; kirim ulang</ButtonLink>
    </Notice>
  )
}

function HomeSide({ v }: { v: HomeView }) {
  return (
    <>
      <Card title="Status berkas">
        <Steps items={statusLine(v.form)} />
        <p class="meta">
          <a href="/formulir/status">Lihat riwayat lengkap</a>
        </p>
      </Card>
      <Card title="Nomor register">
        <p class="val angka">{v.reveal ? v.nomor : maskNomor(v.nomor)}</p>
        <p class="meta">
          {!v.reveal && (
            <>
              <a href="/formulir?tampil=nomor">Tampilkan</a> ·{' '}
            </>
          )}
          <a href="/cetak/bukti-registrasi">Cetak bukti (PDF)</a>
        </p>
      </Card>
      <Card title="Batas waktu">
        <p>{showTime(v.akhir, 'WIB')}</p>
        <p class="meta">
          {showTime(v.akhir, 'WITA')}
          <br />
          {showTime(v.akhir, 'WIT')}
        </p>
      </Card>
    </>
  )
}

/** Garis status: built from the level table, so a further level appears by itself. */
export function statusLine(form: Form): StepItem[] {
  const status = form.row?.status ?? 'draf'
  const at = status === 'perbaikan' ? -1 : LEVELS.findIndex((l) => l.state === status)
  const accepted = status === 'diterima'
  const filling: StepItem =
    status === 'perbaikan'
      ? { title: 'Perlu diperbaiki', state: 'returned', note: `Dikembalikan ${findLevel(form.row!.pengembali ?? '')?.office ?? ''}` }
      : { title: 'Mengisi formulir', state: status === 'draf' ? 'now' : 'done' }
  return [
    { title: 'Terdaftar', state: 'done' },
    filling,
    ...LEVELS.map((l, i): StepItem => ({ title: l.title, state: accepted || i < at ? 'done' : i === at ? 'now' : 'todo' })),
    { title: 'Diterima', state: accepted ? 'done' : 'todo' },
  ]
}
