// Where the form is: every step with office, role and time; what came back and why (R8).
import { showTime } from '../../form/dates.ts'
import { allItems, levelTitle, returnedBy, type Item } from '../../form/form.ts'
import { findStep, LEVELS, STEPS } from '../../workflow/table.ts'
import { Card } from '../../web/ui/card.tsx'
import { Actions, ButtonLink } from '../../web/ui/button.tsx'
import { Steps } from '../../web/ui/task.tsx'
import { Page } from '../../web/layout.tsx'
import { statusLine } from './home.tsx'
import { address, type View } from './parts.tsx'
import { REPAIR } from './repair.tsx'
import { rowNumber } from './rows.tsx'
import { TakeBack } from './send.tsx'

/** One line of the timeline; names of places and people as the office shows them. */
export type Line = {
  waktu: Date
  jenis: string
  dari: string | null
  pelaku: string
  peran: string | null
  kantor: string | null
  catatan: string | null
  jumlah: number | null
}

export function StatusPage(v: View & { lines: readonly Line[]; canTakeBack: boolean; paper: Date | null }) {
  const returned = allItems(v.form).filter((i) => returnedBy(v.form, i))
  return (
    <Page
      title="Status formulir"
      user={v.user}
      back={{ href: '/formulir', text: 'Beranda formulir' }}
      notice={v.notice}
      side={
        <Card title="Status berkas">
          <Steps items={statusLine(v.form)} />
        </Card>
      }
    >
      {returned.length > 0 && <ReturnedItems items={returned} v={v} />}
      <Card title="Perjalanan formulir">
        <ol class="linimasa">
          {v.lines.map((l) => (
            <li>
              <b>{wordsFor(l)}</b>
              <span>{[l.pelaku, l.kantor].filter(Boolean).join(', ')}</span>
              <time dateTime={l.waktu.toISOString()}>{showTime(l.waktu)}</time>
              {l.catatan && <q>{l.catatan}</q>}
            </li>
          ))}
        </ol>
        {v.paper && <p class="meta">Berkas fisik diterima {showTime(v.paper)}.</p>}
      </Card>
      {v.canTakeBack && <TakeBack v={v} />}
    </Page>
  )
}

function ReturnedItems({ items, v }: { items: readonly Item[]; v: View }) {
  return (
    <Card title="Yang dikembalikan">
      <ul class="kurang">
        {items.map((i) => {
          const d = returnedBy(v.form, i)!
          const name = i.section.rows === 'one' ? `${i.section.title}: ${i.label}` : `${rowNumber(i)} ${i.label}`
          return (
            <li>
              <a href={i.section.rows === 'one' ? `${address(i.section)}#${i.kunci}-baris` : address(i.section, i.kunci)}>{name}</a>: {d.alasan}
              <small class="meta"> ({levelTitle(d.level)})</small>
            </li>
          )
        })}
      </ul>
      <Actions>
        <ButtonLink href={REPAIR}>Perbaiki &amp; kirim ulang</ButtonLink>
      </Actions>
    </Card>
  )
}

const other: Readonly<Record<string, string>> = {
  registrasi: 'Registrasi',
  'registrasi-diterima': 'Registrasi disetujui',
  'registrasi-ditolak': 'Registrasi ditolak',
  simpan: 'Menyimpan isian',
  dibuka: 'Formulir dibuka verifikator',
  'berkas-fisik': 'Berkas fisik diterima',
  referensi: 'Isian yang menunggu referensi sudah dilengkapi',
  'referensi-ditolak': 'Usulan referensi tidak dapat ditambahkan',
  diisi: 'Pendamping mengetik isian',
  dibaca: 'Pendamping membuka formulir',
  'pendamping-ditunjuk': 'Pendamping ditunjuk',
  'pendamping-dicabut': 'Izin pendamping dicabut',
  impor: 'Data SAPK dimuat',
  'orang-ditambahkan': 'Data Anda ditambahkan ke data BKN',
  'pindah-instansi': 'Data Anda dipindahkan ke instansi lain',
  'pindah-instansi-diurungkan': 'Perpindahan instansi diurungkan',
  'kedudukan-diubah': 'Kedudukan hukum diubah petugas',
  'kedudukan-diurungkan': 'Perubahan kedudukan hukum diurungkan',
}

/** Words for an event: steps say it in the workflow table. */
export function wordsFor(l: Pick<Line, 'jenis' | 'dari'>): string {
  const step = STEPS.find((s) => s.action === l.jenis && s.from === l.dari)
  return step?.done ?? other[l.jenis] ?? l.jenis
}

/** Events that belong on the timeline: moves, registration, opening, paper; not every save. */
export const TIMELINE = [
  ...new Set(STEPS.map((s) => s.action)),
  'registrasi',
  'registrasi-diterima',
  'registrasi-ditolak',
  'dibuka',
  'berkas-fisik',
  'referensi',
  'referensi-ditolak',
  'pendamping-ditunjuk',
  'pendamping-dicabut',
  'orang-ditambahkan',
  'pindah-instansi',
  'pindah-instansi-diurungkan',
  'kedudukan-diubah',
  'kedudukan-diurungkan',
]

/** May the PNS take the form back now? */
export const canTakeBack = (v: Pick<View, 'form'>): boolean => {
  const row = v.form.row
  return (
    !v.form.helper && row !== null && !row.dibuka_pada && LEVELS.some((l) => l.state === row.status) && findStep(row.status, 'batal', ['pns']) !== undefined
  )
}
