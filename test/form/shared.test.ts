// V03: a NIK that another person holds is listed for the verifier; the PNS is neither stopped nor told.
import { expect, it } from 'vitest'
import { findShared } from '../../src/form/shared.ts'
import { useDatabase } from '../harness.ts'
import { change, itemOf, keys, NIK, pns, siti, useScene } from '../orang.ts'

const t = useDatabase()
useScene(t)
const OWN = '3306015403769077'

it('names the number, and only when it is proposed and held by somebody else', async () => {
  await pns(t)
  const nip = await pns(t, { utama: { ...siti.utama(), nik: OWN } })
  await change(t, nip, 'data-utama', 'nik', { nik: NIK })
  await change(t, nip, 'data-utama', 'kartu_pegawai', { kartu_pegawai: 'Z999999' })
  expect(await findShared(t.db, keys, nip, await itemOf(t, nip, 'data-utama', 'nik'))).toEqual(['NIK'])
  expect(await findShared(t.db, keys, nip, await itemOf(t, nip, 'data-utama', 'kartu_pegawai'))).toEqual([])
  await change(t, nip, 'data-utama', 'nik', { nik: '3306015403769078' })
  expect(await findShared(t.db, keys, nip, await itemOf(t, nip, 'data-utama', 'nik'))).toEqual([])
})
