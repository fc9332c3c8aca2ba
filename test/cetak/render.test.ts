// Drawing in the worker thread: same bytes as in this thread, in turn, and a limit on how many wait.
import { afterAll, expect, test } from 'vitest'
import { buktiRegistrasi } from '../../src/pdf/buktiRegistrasi.ts'
import { closePdf, renderPdf } from '../../src/pdf/render.ts'
import { registrasi } from './contoh.ts'

afterAll(closePdf)

test('the thread draws what this thread draws', async () => {
  expect((await renderPdf('bukti-registrasi', registrasi)).equals(await buktiRegistrasi(registrasi))).toBe(true)
})

test('a document that cannot be drawn fails alone; the next one is drawn', async () => {
  await expect(renderPdf('bukti-registrasi', { ...registrasi, holder: null as never })).rejects.toThrow('drawing bukti-registrasi failed')
  expect((await renderPdf('bukti-registrasi', registrasi)).subarray(0, 5).toString()).toBe('%PDF-')
})

test('of a storm, those in the queue are drawn and the rest is told to come back', async () => {
  const all = await Promise.allSettled(Array.from({ length: 60 }, () => renderPdf('bukti-registrasi', registrasi)))
  const refused = all.filter((r) => r.status === 'rejected')
  expect(refused).toHaveLength(60 - 41)
  for (const r of refused) expect(r.reason).toMatchObject({ code: 'busy', status: 503 })
})
