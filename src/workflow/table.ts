// Who may do what when: the whole workflow as one table. Buttons, permissions, timeline words, mails and docs/workflow.md read it.

/** One verification level. A further level is one more line here, and nothing else. */
export const LEVELS = [
  { state: 'level_1', role: 'verifikator_1', scope: 'unitPilihan', title: 'Verifikasi Level 1 (unit)', office: 'Unit/SKPD' },
  { state: 'level_2', role: 'verifikator_2', scope: 'instansi', title: 'Verifikasi Level 2 (BKD/Biro)', office: 'BKD / Biro Kepegawaian' },
  { state: 'level_3', role: 'verifikator_3', scope: 'wilayah', title: 'Verifikasi Level 3 (BKN)', office: 'BKN' },
] as const satisfies readonly LevelLine[]

/** Scope words: the unit the PNS chose, the own instansi, Kanreg of the region or Pusat, everything. */
export type ScopeWord = 'unitPilihan' | 'instansi' | 'wilayah' | 'nasional'
type LevelLine = { state: string; role: string; scope: ScopeWord; title: string; office: string }

export type LevelState = (typeof LEVELS)[number]['state']
export type Level = { state: LevelState; role: Role; scope: ScopeWord; title: string; office: string }
export type State = 'draf' | 'perbaikan' | 'diterima' | LevelState
/** `sistem`: what two officers agreed on a ticket, carried out by the program. */
export type Role = 'pns' | 'sistem' | 'turun_status' | (typeof LEVELS)[number]['role']
export type Action = 'kirim' | 'naik' | 'batal' | 'turun-status' | 'pindah' | 'setujui' | 'kembalikan' | 'urungkan'

/** What the engine checks itself, after taking the lock. */
export type Condition = 'lengkap' | 'belum_dibuka' | 'semua_disetujui' | 'ada_dikembalikan' | 'petugas_bkn' | 'baru_diputus' | 'dua_kali_dikembalikan'

export type Step = {
  from: State
  action: Action
  by: Role
  /** `pengembali` = the level that last sent it back, or a lower one that must see something new; `asal` = where it was before Kirim; `atasan` = the level above the one that sent it back */
  to: State | 'pengembali' | 'asal' | 'atasan'
  label: string
  /** what the timeline says afterwards */
  done: string
  note?: 'wajib'
  when?: Condition
  /** mail template for the PNS */
  mail?: 'terkirim' | 'dikembalikan' | 'disetujui' | 'diterima' | 'turun-status'
}

const levels: readonly Level[] = LEVELS
const isBkn = (l: { scope: ScopeWord }) => l.scope === 'wilayah' || l.scope === 'nasional'

const APPEAL: Step = { from: 'perbaikan', action: 'naik', by: 'pns', to: 'atasan', when: 'dua_kali_dikembalikan', label: 'Minta keputusan level di atas',
  done: 'Keputusan level di atas diminta', mail: 'terkirim' }

/** All steps that follow from a list of levels. */
export function stepsOf(lines: readonly LevelLine[]): readonly Step[] {
  const chain = lines as readonly Level[]
  const first = chain[0]!.state
  return [
    { from: 'draf', action: 'kirim', by: 'pns', to: first, when: 'lengkap', label: 'Kirim', done: 'Formulir dikirim', mail: 'terkirim' },
    { from: 'perbaikan', action: 'kirim', by: 'pns', to: 'pengembali', when: 'lengkap', label: 'Kirim ulang', done: 'Perbaikan dikirim ulang', mail: 'terkirim' },
    ...(chain.length > 1 ? [APPEAL] : []),
    ...chain.map(({ state }): Step => (
      { from: state, action: 'batal', by: 'pns', to: 'asal', when: 'belum_dibuka', label: 'Batal Kirim', done: 'Pengiriman dibatalkan' })),
    ...chain.map((l): Step => (
      { from: l.state, action: 'turun-status', by: 'turun_status', to: 'draf', note: 'wajib', label: 'Turun status', done: 'Status diturunkan, formulir dibuka kembali',
        mail: 'turun-status', ...(isBkn(l) && { when: 'petugas_bkn' as const }) })),
    // Another agency has to look at it from the beginning.
    ...(['perbaikan', ...chain.map((l) => l.state)] as const).map((from): Step => (
      { from, action: 'pindah', by: 'sistem', to: 'draf', label: 'Pindah instansi', done: 'Pindah instansi, formulir dibuka kembali' })),
    ...chain.flatMap(({ state, role, title }, i): Step[] => {
      const next = chain[i + 1]?.state ?? 'diterima'
      const undo = { action: 'urungkan', by: role, when: 'baru_diputus', label: 'Urungkan', done: 'Keputusan diurungkan' } as const
      return [
        { from: state, action: 'setujui', by: role, to: next, when: 'semua_disetujui', label: 'Setujui', done: `Disetujui pada ${title}`, mail: next === 'diterima' ? 'diterima' : 'disetujui' },
        { from: state, action: 'kembalikan', by: role, to: 'perbaikan', when: 'ada_dikembalikan', label: 'Kembalikan', done: `Dikembalikan oleh ${title}`, mail: 'dikembalikan' },
        // What was accepted stays accepted: the official record has changed.
        ...(next === 'diterima' ? [] : [{ from: next, to: state, ...undo }]),
        { from: 'perbaikan', to: 'pengembali', ...undo },
      ]
    }),
  ]
}

export const STEPS: readonly Step[] = stepsOf(LEVELS)

/** What a state is called on a person's own pages. */
export const STATE_TITLES: Readonly<Record<State, string>> = {
  draf: 'Mengisi formulir',
  perbaikan: 'Perlu diperbaiki',
  diterima: 'Diterima',
  ...(Object.fromEntries(levels.map((l) => [l.state, l.title])) as Record<LevelState, string>),
}

export const STATES = Object.keys(STATE_TITLES) as readonly State[]

/** The level a state belongs to. Undefined for the states of the PNS himself. */
export function findLevel(state: string): Level | undefined {
  return levels.find((l) => l.state === state)
}

/** Levels that decide on something: all of them, or only those inside the agency (domain.md 2.6). */
export function levelsFor(decidedBy: 'bkn' | 'instansi'): readonly Level[] {
  return decidedBy === 'bkn' ? levels : levels.filter((l) => !isBkn(l))
}

/** The step for an action from a state; a stale button has none. */
export function findStep(state: State, action: Action, roles: readonly string[]): Step | undefined {
  return STEPS.find((s) => s.from === state && s.action === action && roles.includes(s.by))
}

/** The registration check comes before the form (domain.md 2.7): decided on the account. */
export const REGISTRATION_STEPS = [
  { from: 'menunggu_verifikasi_registrasi', action: 'setujui', by: 'verifikator_registrasi', to: 'aktif', label: 'Setujui', done: 'Registrasi disetujui' },
  { from: 'menunggu_verifikasi_registrasi', action: 'tolak', by: 'verifikator_registrasi', to: 'registrasi_ditolak', label: 'Tolak', note: 'wajib', done: 'Registrasi ditolak' },
] as const
