// Some of the invented people wrote a training that stands in no list, so that the reference desk of the demo has work.
import type { Tx } from '../db/pool.ts'
import { openEdit, propose } from '../form/edit.ts'
import type { Ref } from '../form/field.ts'
import { allItems } from '../form/form.ts'
import { asked } from '../form/section.ts'
import type { Keys } from '../security/keys.ts'

const LIST = 'diklat_fungsional'
const TITLES = ['Diklat Penyusunan Laporan Kinerja Daerah', 'Bimbingan Teknis Arsip Elektronik', 'Diklat Pelayanan Prima Loket Terpadu']
const PEOPLE = 9

/** Rewrites one added training of the first few people who have one; all else goes the usual way, the request included. */
export async function writeUnlisted(tx: Tx, keys: Keys, periode: string, filling: readonly string[]): Promise<void> {
  let written = 0
  for (const nip of filling) {
    if (written >= PEOPLE) return
    const e = await openEdit(tx, keys, nip, periode)
    const found = allItems(e.form).flatMap((i) => (i.state === 'tambah' ? asked(i.section).flatMap(([key, f]) => (f.to === LIST ? [{ i, key }] : [])) : []))[0]
    if (!found) continue
    const own: Ref = { id: null, nama: TITLES[written++ % TITLES.length]!, usul: true }
    await propose(e, found.i, found.i.versi, { ...found.i.proposed, [found.key]: own })
  }
}
