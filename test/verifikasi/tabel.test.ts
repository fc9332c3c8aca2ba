// The workflow as a table: a further level is one line, every state is reached, who takes back is who decided.
import { expect, test } from 'vitest'
import { LEVELS, STATES, STEPS, stepsOf, type Step } from '../../src/workflow/table.ts'

const four = stepsOf([...LEVELS, { state: 'level_4', role: 'verifikator_4', scope: 'nasional', title: 'Penetapan BKN Pusat', office: 'BKN Pusat' }])
const line = (s: Step) => `${s.from} ${s.action} ${s.by} ${s.to}`

test('a fourth level changes where level 3 leads, and adds its own steps; nothing else', () => {
  const [before, after] = [STEPS.map(line), four.map(line)]
  expect(before.filter((l) => !after.includes(l))).toEqual(['level_3 setujui verifikator_3 diterima'])
  expect(after.filter((l) => !before.includes(l)).sort()).toEqual([
    'level_3 setujui verifikator_3 level_4',
    'level_4 batal pns asal',
    'level_4 kembalikan verifikator_4 perbaikan',
    'level_4 pindah sistem draf',
    'level_4 setujui verifikator_4 diterima',
    'level_4 turun-status turun_status draf',
    'level_4 urungkan verifikator_3 level_3',
    'perbaikan urungkan verifikator_4 pengembali',
  ])
})

test('a step is named by state, action and role', () => {
  const names = STEPS.map((s) => `${s.from} ${s.action} ${s.by}`)
  expect(new Set(names).size).toBe(names.length)
})

test('every state is reached from draf, and only diterima is an end', () => {
  const reached = new Set(['draf'])
  for (let grew = true; grew;) {
    const next = STEPS.filter((s) => reached.has(s.from)).map((s) => (['pengembali', 'asal', 'atasan'].includes(s.to) ? 'draf' : s.to))
    grew = next.some((state) => !reached.has(state))
    next.forEach((state) => reached.add(state))
  }
  expect([...reached].sort()).toEqual([...STATES].sort())
  expect(STATES.filter((state) => !STEPS.some((s) => s.from === state))).toEqual(['diterima'])
})

test('only Urungkan leads back over a level, and never out of diterima', () => {
  const order = ['draf', ...LEVELS.map((l) => l.state), 'diterima']
  const back = STEPS.filter((s) => order.includes(s.to) && order.includes(s.from) && order.indexOf(s.to) < order.indexOf(s.from) && s.to !== 'draf')
  expect([...new Set(back.map((s) => s.action))]).toEqual(['urungkan'])
  expect(STEPS.filter((s) => s.action === 'urungkan').every((s) => s.from !== 'diterima' && s.when === 'baru_diputus')).toBe(true)
})
