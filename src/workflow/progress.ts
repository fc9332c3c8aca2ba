// How far somebody is, for Cek Status: every step with date, level and kind of office; no names, no unit, no reasons (clarifications 1.13).
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import type { StatusAkun } from '../security/session.ts'
import { LEVELS, REGISTRATION_STEPS, type State } from './table.ts'

export type ProgressStep = { title: string; office?: string; state: 'done' | 'now' | 'todo' | 'returned'; date?: Date | null; remark?: string }

type Row = {
  akun: StatusAkun
  dibuat: Date
  diputus_pada: Date | null
  status: State | null
  pengembali: string | null
  dikirim_pada: Date | null
  masuk_pada: Date | null
  diterima_pada: Date | null
  berkas_diterima_pada: Date | null
}
/** Newest event of a kind; `dari` = the state a form was approved from. */
type Mark = { jenis: string; dari: string | null; waktu: Date }

/** The steps of one person in one campaign. Undefined when the NIP has no account. */
export async function findProgress(db: DbOrTx, nip: string, periode: string): Promise<ProgressStep[] | undefined> {
  const { rows } = await sql<Row>`
    select a.status as akun, a.dibuat, a.diputus_pada, f.status, f.pengembali, f.dikirim_pada, f.masuk_pada, f.diterima_pada, f.berkas_diterima_pada
    from akun a left join formulir f on f.nip = a.nip and f.periode = ${periode} where a.nip = ${nip}`.execute(db)
  if (!rows[0]) return undefined
  const { rows: marks } = await sql<Mark>`
    select jenis, data ->> 'dari' as dari, max(waktu) as waktu from peristiwa
    where nip = ${nip} and coalesce(periode, ${periode}) = ${periode} and jenis in ('registrasi', 'registrasi-diterima', 'setujui') group by 1, 2`.execute(db)
  return stepsOf(rows[0], marks)
}

function stepsOf(r: Row, marks: readonly Mark[]): ProgressStep[] {
  const open = r.akun === 'aktif'
  const at = LEVELS.findIndex((l) => l.state === r.status)
  const accepted = r.status === 'diterima'
  const timeOf = (jenis: string, dari?: string) => marks.find((m) => m.jenis === jenis && (dari === undefined || m.dari === dari))?.waktu
  const registered = timeOf('registrasi') ?? r.dibuat
  return [
    { title: 'Terdaftar', state: 'done', date: registered },
    ...registrationCheck(r, registered, r.diputus_pada ?? timeOf('registrasi-diterima')),
    filling(r, open, at >= 0 || accepted),
    ...(r.berkas_diterima_pada ? [{ title: 'Berkas fisik diterima', state: 'done' as const, date: r.berkas_diterima_pada }] : []),
    ...LEVELS.map((l, i): ProgressStep => {
      const state = accepted || i < at ? 'done' : i === at ? 'now' : 'todo'
      return { title: l.title, office: l.office, state, date: state === 'done' ? timeOf('setujui', l.state) : state === 'now' ? r.masuk_pada : undefined }
    }),
    { title: 'Diterima', state: accepted ? 'done' : 'todo', date: r.diterima_pada },
  ]
}

/** Not there where the agency has switched it off and nobody decided. */
function registrationCheck(r: Row, since: Date, decided: Date | undefined): ProgressStep[] {
  const step = { title: 'Verifikasi registrasi', office: 'Biro Kepegawaian / BKD' }
  if (r.akun === REGISTRATION_STEPS[0].from) return [{ ...step, state: 'now', date: since }]
  if (r.akun === 'registrasi_ditolak') return [{ ...step, state: 'returned', date: r.diputus_pada, remark: 'Belum diterima. Masuk untuk membaca alasannya.' }]
  if (r.akun === 'dibekukan') return [{ ...step, state: 'returned', remark: 'Akun sedang diperiksa kembali oleh instansi.' }]
  return decided ? [{ ...step, state: 'done', date: decided }] : []
}

function filling(r: Row, open: boolean, sent: boolean): ProgressStep {
  const title = 'Mengisi formulir'
  if (!open) return { title, state: 'todo' }
  if (sent) return { title, state: 'done', date: r.dikirim_pada }
  if (r.status !== 'perbaikan') return { title, state: 'now' }
  const level = LEVELS.find((l) => l.state === r.pengembali)
  return { title, state: 'returned', date: r.masuk_pada, remark: `Dikembalikan${level ? ` oleh ${level.office}` : ''} untuk diperbaiki.` }
}
