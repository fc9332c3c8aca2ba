// The list of NIPs that BKN has to put right: who is on it, with what, and who is not.
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Papa from 'papaparse'
import { afterAll, expect, test } from 'vitest'
import { exportWrongNips } from '../../src/ekspor/perbaikanNip.ts'
import { useDatabase } from '../harness.ts'
import { epupns } from '../kuesioner/berkas.ts'
import { agreeAll, change, entry, PERIODE, pns, PURWOREJO, siti, step, useScene } from '../orang.ts'

const t = useDatabase()
useScene(t)
const folder = mkdtempSync(join(tmpdir(), 'epupns-ekspor-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function lines(): Promise<string[]> {
  const found: string[] = []
  for await (const line of exportWrongNips(t.owner.db, PERIODE)) found.push(line)
  return found
}

const send = async (nip: string): Promise<string> => {
  await agreeAll(t, nip)
  await step(t, nip, 'kirim')
  return nip
}

test('whose record or proposal disagrees with the NIP, once the form was sent; whose agrees is not on it', async () => {
  await send(await pns(t))
  const born = await send(await pns(t, { utama: { ...siti.utama(), tanggal_lahir: '1976-03-15' } }))
  const corrected = await pns(t, { utama: { ...siti.utama(), tanggal_lahir: '1976-04-13', tmt_cpns: '2000-03-01' } })
  await change(t, corrected, 'data-utama', 'tanggal_lahir', { tanggal_lahir: '1976-03-14' }, 'Sesuai akta')
  await send(corrected)
  const both = await pns(t)
  await change(t, both, 'data-utama', 'jenis_kelamin', { jenis_kelamin: entry('jenis_kelamin', '1') }, 'Sesuai KTP')
  await change(t, both, 'data-utama', 'tanggal_lahir', { tanggal_lahir: '1977-03-14' }, 'Sesuai akta')
  await send(both)
  const unsent = await pns(t)
  await change(t, unsent, 'data-utama', 'tanggal_lahir', { tanggal_lahir: '1977-03-14' }, 'Sesuai akta')
  expect(Papa.parse((await lines()).join(''), { skipEmptyLines: true }).data).toEqual([
    ['nip', 'instansi', 'status', 'berbeda', 'tanggal_lahir', 'jenis_kelamin', 'tmt_cpns'],
    [born, PURWOREJO, 'level_1', 'tanggal_lahir', '1976-03-15', '2', '2000-03-01'],
    [both, PURWOREJO, 'level_1', 'tanggal_lahir jenis_kelamin', '1977-03-14', '1', '2000-03-01'],
  ])
})

test('epupns ekspor-perbaikan-nip writes a file that only its owner reads', async () => {
  const path = join(folder, 'nip.csv')
  expect(await epupns(t.url, ['ekspor-perbaikan-nip', path])).toMatchObject({ code: 0, out: expect.stringMatching(/^2 NIP yang perlu diperbaiki ditulis/) })
  expect(readFileSync(path, 'utf8')).toBe((await lines()).join(''))
  expect(statSync(path).mode & 0o077).toBe(0)
})
