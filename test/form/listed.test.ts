// What is listed for the verifier (V03, V21): a NIK that another person holds, relatives whom BKN knows otherwise. The PNS is neither stopped nor told.
import { expect, it } from 'vitest'
import { uuidv7 } from 'uuidv7'
import { newItem, propose } from '../../src/form/edit.ts'
import { listNotes } from '../../src/form/listed.ts'
import type { Loose } from '../../src/form/section.ts'
import { suamiIstri } from '../../src/sections/suamiIstri.ts'
import { useDatabase } from '../harness.ts'
import { change, edit, entry, insertRow, itemOf, keys, NIK, pns, siti, useScene } from '../orang.ts'

const t = useDatabase()
useScene(t)
const OWN = '3306015403769077'

const notes = async (nip: string, bagian: string, kunci: string) => listNotes(t.db, keys, nip, await itemOf(t, nip, bagian, kunci))

it('names the number, and only when it is proposed and held by somebody else', async () => {
  await pns(t)
  const nip = await pns(t, { utama: { ...siti.utama(), nik: OWN } })
  await change(t, nip, 'data-utama', 'nik', { nik: NIK })
  await change(t, nip, 'data-utama', 'kartu_pegawai', { kartu_pegawai: 'Z999999' })
  expect(await notes(nip, 'data-utama', 'nik')).toEqual(['NIK ini juga tercatat pada PNS lain. Cocokkan dengan dokumen asli.'])
  expect(await notes(nip, 'data-utama', 'kartu_pegawai')).toEqual([])
  await change(t, nip, 'data-utama', 'nik', { nik: '3306015403769078' })
  expect(await notes(nip, 'data-utama', 'nik')).toEqual([])
})

it('a correction that the NIP contradicts is flagged, one that it confirms is not', async () => {
  const nip = await pns(t, { utama: { ...siti.utama(), tanggal_lahir: '1976-04-13' } })
  await change(t, nip, 'data-utama', 'tanggal_lahir', { tanggal_lahir: '1976-03-15' })
  expect(await notes(nip, 'data-utama', 'tanggal_lahir')).toEqual([expect.stringContaining('NIP-nya diperbaiki BKN')])
  await change(t, nip, 'data-utama', 'tanggal_lahir', { tanggal_lahir: '1976-03-14' })
  expect(await notes(nip, 'data-utama', 'tanggal_lahir')).toEqual([])
  await change(t, nip, 'data-utama', 'jenis_kelamin', { jenis_kelamin: entry('jenis_kelamin', '1') })
  expect(await notes(nip, 'data-utama', 'jenis_kelamin')).toEqual([expect.stringContaining('Berbeda dengan NIP.')])
})

const marriage = (more: Loose): Loose => ({
  status_pns: true,
  tanpa_nip: false,
  nama: 'SITI RAHAYU',
  tanggal_lahir: '1976-03-14',
  tempat_lahir: { id: '33.06', nama: 'Kab. Purworejo' },
  pernikahan_ke: 1,
  tanggal_menikah: '2000-06-11',
  akta_menikah: '12/2000',
  status_pernikahan: 'MENIKAH',
  ...more,
})

/** A man who adds this marriage. */
async function husband(values: Loose): Promise<{ nip: string; kunci: string }> {
  const nip = await pns(t, { utama: { ...siti.utama(), nama: 'BUDI SANTOSO', jenis_kelamin: entry('jenis_kelamin', '1') } })
  const kunci = uuidv7()
  await edit(t, nip, (e) => propose(e, newItem(e.form, suamiIstri.code, kunci), 0, marriage(values)))
  return { nip, kunci }
}
const about = async (values: Loose) => {
  const { nip, kunci } = await husband(values)
  return notes(nip, suamiIstri.code, kunci)
}

it('a NIP that BKN does not know is listed, never refused', async () => {
  expect(await about({ nip_pns: '197603142000032999' })).toEqual(['NIP ini tidak ada di data BKN. Cocokkan dengan SK atau kartu pegawai.'])
  expect(await about({ nip_pns: null, tanpa_nip: true })).toEqual([])
})

it('another name than BKN has for the NIP is listed without that name', async () => {
  const wife = await pns(t)
  const [other] = await about({ nip_pns: wife, nama: 'DEWI LESTARI', status_pernikahan: 'CERAI' })
  expect(other).toMatch(/^Nama berbeda dengan data BKN/)
  expect(other).not.toMatch(/SITI/)
  expect(await about({ nip_pns: wife, nama: 'Siti Rahayoe, S.Pd.', status_pernikahan: 'CERAI' })).toEqual([])
})

it('spouses should name each other, while the marriage lasts', async () => {
  const wife = await pns(t)
  const { nip, kunci } = await husband({ nip_pns: wife })
  expect(await notes(nip, suamiIstri.code, kunci)).toEqual(['PNS dengan NIP ini belum mencantumkan pengusul sebagai suami atau istrinya.'])
  expect(await about({ nip_pns: wife, status_pernikahan: 'MENINGGAL' })).toEqual([])
  const hers = uuidv7()
  await edit(t, wife, (e) => propose(e, newItem(e.form, suamiIstri.code, hers), 0, marriage({ nip_pns: nip, nama: 'BUDI SANTOSO' })))
  expect(await notes(nip, suamiIstri.code, kunci)).toEqual([])
  expect(await notes(wife, suamiIstri.code, hers)).toEqual([])
})

it('and the official record of the other counts as well', async () => {
  const wife = await pns(t)
  const { nip, kunci } = await husband({ nip_pns: wife })
  await insertRow(t, suamiIstri, wife, marriage({ nip_pns: nip, nama: 'BUDI SANTOSO' }), 'm1')
  expect(await notes(nip, suamiIstri.code, kunci)).toEqual([])
})
