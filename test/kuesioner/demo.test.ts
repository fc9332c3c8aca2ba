// The demo's answers keep every rule of the questionnaires that ship with the product, and are the same each time.
import { expect, test } from 'vitest'
import { answerQuestionnaires } from '../../src/demo/questionnaires.ts'
import { isRenewed, missingAnswers, type Answered } from '../../src/kuesioner/answers.ts'
import { getQuestionnaire, loadQuestionnaires } from '../../src/kuesioner/store.ts'
import { useDatabase } from '../harness.ts'

const t = useDatabase()
const ACUAN = '2026-11-23'

test('fifty people: nothing is missing, nothing is out of rule, and they differ', async () => {
  await loadQuestionnaires(t.owner.db)
  const empty = async (kode: string): Promise<Answered> => ({
    asked: await getQuestionnaire(t.db, kode, 1),
    stored: new Map(),
    versi: null,
    draft: null,
    open: true,
  })
  const questionnaires = new Map([
    ['bapertarum', await empty('bapertarum')],
    ['kpe', await empty('kpe')],
  ])
  const form = { nip: '197603142000032501', periode: '2026', acuan: ACUAN, questionnaires }
  const said = new Set<string>()
  for (let n = 0; n < 50; n++) {
    const rows = answerQuestionnaires(form, n)
    expect(answerQuestionnaires(form, n)).toEqual(rows)
    for (const a of questionnaires.values()) {
      const stored = new Map(rows.filter((r) => r.kuesioner === a.asked.kode).map((r) => [r.pertanyaan, r.jawaban]))
      const typed = { ...a, stored, draft: null, versi: 0 }
      expect(isRenewed(typed)).toBe(true)
      expect(missingAnswers(typed, ACUAN).map((m) => m.why)).toEqual(['Kuesioner diperbarui. Periksa jawaban Anda, lalu pilih Simpan.'])
      for (const [question, answer] of stored) said.add(`${question}=${answer}`)
    }
  }
  expect(said).toContain('layanan=pum_kpr')
  expect(said).toContain('terima=belum')
  expect(said.size).toBeGreaterThan(50)
})
