// The workflow table as a graph: everything can be reached, everything can go on, and a further level is one more line.
import { describe, expect, test } from 'vitest'
import { findStep, LEVELS, levelsFor, REGISTRATION_STEPS, STATES, STATE_TITLES, STEPS, stepsOf, type Step } from '../src/workflow/table.ts'
import { bannedWords } from './words.ts'

const FOURTH = { state: 'level_4', role: 'verifikator_4', scope: 'nasional', title: 'Penetapan BKN Pusat', office: 'BKN Pusat' } as const
const tables = [
  { name: 'three levels', levels: LEVELS.map((l) => l.state as string), steps: STEPS },
  { name: 'a fourth level', levels: [...LEVELS.map((l) => l.state), FOURTH.state], steps: stepsOf([...LEVELS, FOURTH]) },
  { name: 'one level', levels: [LEVELS[0].state], steps: stepsOf(LEVELS.slice(0, 1)) },
]

/** Where a step may lead: "pengembali" is any level that can send back, "atasan" one above, "asal" is where Kirim came from. */
const targets = (s: Step, steps: readonly Step[]): string[] => {
  if (s.to === 'pengembali') return steps.filter((x) => x.action === 'kembalikan').map((x) => x.from)
  if (s.to === 'atasan') return steps.filter((x) => x.action === 'setujui' && x.to !== 'diterima').map((x) => x.to)
  return s.to === 'asal' ? ['draf', 'perbaikan'] : [s.to]
}

describe.each(tables)('$name', ({ levels, steps }) => {
  const states = ['draf', 'perbaikan', 'diterima', ...levels]
  const next = (from: string, only: (s: Step) => boolean = () => true) => [
    ...new Set(steps.filter((s) => s.from === from && only(s)).flatMap((s) => targets(s, steps))),
  ]

  function reach(from: string, only?: (s: Step) => boolean): string[] {
    const seen = new Set([from])
    for (const state of seen) for (const to of next(state, only)) seen.add(to)
    return [...seen].sort()
  }

  test('every state can be reached from the first one, and steps lead to states that exist', () => {
    expect(reach('draf')).toEqual([...states].sort())
  })

  test('only "diterima" is final, and can be reached from everywhere', () => {
    expect(states.filter((s) => next(s).length === 0)).toEqual(['diterima'])
    for (const state of states) expect(reach(state)).toContain('diterima')
  })

  test('the way to acceptance passes every level, in order', () => {
    const path = ['draf']
    while (path.at(-1) !== 'diterima') path.push(next(path.at(-1)!, (s) => s.action === 'kirim' || s.action === 'setujui')[0]!)
    expect(path).toEqual(['draf', ...levels, 'diterima'])
  })

  test('each level approves, returns with a note or reasons, and its return comes back to it', () => {
    for (const state of levels) {
      expect(steps.filter((s) => s.from === state && s.action === 'setujui')).toHaveLength(1)
      expect(steps.filter((s) => s.from === state && s.action === 'kembalikan').map((s) => s.to)).toEqual(['perbaikan'])
    }
    expect(steps.find((s) => s.from === 'perbaikan' && s.action === 'kirim')!.to).toBe('pengembali')
    const roles = steps.filter((s) => s.from === 'perbaikan' && s.action === 'urungkan').map((s) => s.by)
    expect(roles).toEqual(steps.filter((s) => s.action === 'kembalikan').map((s) => s.by))
  })

  test('a level decides only when everything is decided; the PNS sends only what is complete', () => {
    expect(steps.filter((s) => s.action === 'setujui' || s.action === 'kembalikan').every((s) => s.when !== undefined)).toBe(true)
    expect(steps.filter((s) => s.action === 'kirim').map((s) => s.when)).toEqual(['lengkap', 'lengkap'])
    expect(steps.filter((s) => s.action === 'batal').map((s) => [s.from, s.when])).toEqual(levels.map((l) => [l, 'belum_dibuka']))
  })

  test('turun status needs a note everywhere, and at BKN somebody of BKN', () => {
    const down = steps.filter((s) => s.action === 'turun-status')
    expect(down.map((s) => [s.from, s.to, s.note])).toEqual(levels.map((l) => [l, 'draf', 'wajib']))
    expect(down.filter((s) => s.when === 'petugas_bkn').map((s) => s.from)).toEqual(levels.filter((l) => l === 'level_3' || l === 'level_4'))
  })

  test('nobody has two steps for the same button, and every step has its words', () => {
    const buttons = steps.map((s) => `${s.from} ${s.action} ${s.by}`)
    expect(new Set(buttons).size).toBe(buttons.length)
    for (const s of steps) expect([s.label, s.done].flatMap(bannedWords), s.label).toEqual([])
    expect(steps.filter((s) => !/^[A-Z]/.test(s.label) || !/^[A-Z]/.test(s.done))).toEqual([])
  })

  test('what was accepted is not taken back', () => {
    expect(steps.filter((s) => s.from === 'diterima')).toEqual([])
  })
})

test('a fourth level is one line: the other steps stay as they are, but the last of the third', () => {
  const [three, four] = [stepsOf(LEVELS), stepsOf([...LEVELS, FOURTH])]
  const text = (s: Step) => JSON.stringify(s)
  const gone = three.filter((s) => !four.map(text).includes(text(s)))
  expect(gone.map((s) => [s.from, s.action, s.to])).toEqual([['level_3', 'setujui', 'diterima']])
  expect(four.find((s) => s.from === 'level_3' && s.action === 'setujui')).toMatchObject({ to: 'level_4', mail: 'disetujui' })
  expect(four.find((s) => (s.from as string) === 'level_4' && s.action === 'setujui')).toMatchObject({ to: 'diterima', by: 'verifikator_4', mail: 'diterima' })
})

test('every state has a name, and every level its state', () => {
  expect(STATES).toEqual(['draf', 'perbaikan', 'diterima', ...LEVELS.map((l) => l.state)])
  expect(Object.values(STATE_TITLES).flatMap(bannedWords)).toEqual([])
})

test('fields that stay inside the agency are decided by its levels, the others by all', () => {
  expect(levelsFor('bkn').map((l) => l.state)).toEqual(['level_1', 'level_2', 'level_3'])
  expect(levelsFor('instansi').map((l) => l.state)).toEqual(['level_1', 'level_2'])
})

test('a stale button, and somebody else’s, finds no step', () => {
  expect(findStep('level_1', 'setujui', ['verifikator_1'])).toMatchObject({ to: 'level_2' })
  expect(findStep('level_2', 'setujui', ['verifikator_1'])).toBeUndefined()
  expect(findStep('draf', 'batal', ['pns'])).toBeUndefined()
  expect(findStep('diterima', 'kirim', ['pns'])).toBeUndefined()
  expect(findStep('level_1', 'setujui', [])).toBeUndefined()
})

test('the registration check ends in an open account or a refusal with its reason', () => {
  expect(REGISTRATION_STEPS.map((s) => [s.from, s.to, 'note' in s])).toEqual([
    ['menunggu_verifikasi_registrasi', 'aktif', false],
    ['menunggu_verifikasi_registrasi', 'registrasi_ditolak', true],
  ])
})
