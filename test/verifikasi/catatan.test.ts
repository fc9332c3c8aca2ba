// What the verifier is told about relatives and numbers (V03, V21): notes beside the item, in the way of nothing.
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../harness.ts'
import { visibleText } from '../words.ts'
import { addPns, change, fill, get, makeScene, sendNow, type Scene } from './scene.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeScene(t)
})

/** A man whose wife stands in SAPK with this NIP; he corrects her deed. The page of his form, as level 1 opens it. */
async function page(nipIstri: string): Promise<string> {
  const { nip } = await addPns(s, { nip: `197603142000031${900 + s.nextSerial++}` })
  await sql`insert into sapk_suami_istri (nip, id, status_pns, tanpa_nip, nama, nip_pns, tanggal_lahir, tempat_lahir, tempat_lahir_nama, pernikahan_ke, tanggal_menikah, akta_menikah, status_pernikahan)
    values (${nip}, 'm1', true, false, 'DEWI LESTARI', ${nipIstri}, '1977-08-17', '33.06', 'Kab. Purworejo', 1, '2002-06-11', '1/2002', 'MENIKAH')`.execute(
    t.owner.db,
  )
  await fill(s, nip)
  await change(s, nip, 'suami-istri', 'm1', { akta_menikah: '12/2002' })
  return visibleText((await get(s, s.staff.endang!, `/verifikasi/${await sendNow(s, nip)}`)).body)
}

test('a NIP that BKN does not know is sent all the same, and noted', async () => {
  expect(await page('197708172002032999')).toMatch(/NIP ini tidak ada di data BKN/)
})

test('a wife who does not name him, and another name than BKN has, without that name', async () => {
  const wife = await addPns(s, { nip: '197708172002032501', nama: 'RATNA KUSUMA' })
  const text = await page(wife.nip)
  expect(text).toMatch(/Nama berbeda dengan data BKN untuk NIP ini.*belum mencantumkan pengusul/)
  expect(text).not.toMatch(/RATNA|Ratna/)
})
