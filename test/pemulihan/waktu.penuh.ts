// A9 (trust.md 5), its second half: time does not tell either. The measurement of npm run bench; only with full counts are its limits asserted.
import { afterAll, expect, test } from 'vitest'
import { newBench } from '../../bench/bench.ts'
import { keepsLimit } from '../../bench/figures.ts'
import { remove, runFolder, sweep } from '../../bench/server.ts'
import { QUICK } from '../../bench/sizes.ts'
import { guessing } from '../../bench/tebakan.ts'
import { count, note, penuh } from '../jumlah.ts'

sweep()
const bench = newBench({ ...QUICK, quick: !penuh }, () => {})
afterAll(async () => {
  await bench.stop()
  remove(runFolder)
})

test('A9: time tells nothing: medians less than 5 ms apart, rank test within 0.45 and 0.55', { timeout: count(300_000, 3_600_000) }, async () => {
  const { figures, faults } = await guessing(bench)
  expect(faults).toEqual([])
  note('A9', Object.fromEntries(figures.map((f) => [f.name, `${Number(f.value).toFixed(2)}${f.unit && ` ${f.unit}`}`])))
  if (penuh) expect(figures.filter((f) => keepsLimit(f) !== true)).toEqual([])
})
