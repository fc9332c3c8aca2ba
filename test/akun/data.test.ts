// Unduh data saya holds what is held of the person besides the form too: tickets with what was said, files, helpers, devices, notices.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { transaction } from '../../src/db/tx.ts'
import { findKategori } from '../../src/tiket/kategori.ts'
import { openTicket } from '../../src/tiket/open.ts'
import { addMessage } from '../../src/tiket/store.ts'
import { useDatabase } from '../harness.ts'
import { addOwner, endAccountScene, helpWith, makeAccountScene, PASSWORD, post, type AccountScene } from './adegan.ts'

const t = useDatabase()
let s: AccountScene
beforeAll(async () => void (s = await makeAccountScene(t, false)))
afterAll(() => endAccountScene(s))

type Around = {
  tiket: { kategori: string; isi: Record<string, string>; pesan: { isi: string }[] }[]
  berkas: unknown[]
  pendamping: { nama: string }[]
  sesi: unknown[]
  pemberitahuan: { jenis: string }[]
}

test('everything of the person, nothing of the office’s own notes, nothing of others', async () => {
  const [me, helper, other] = [await addOwner(s, 'SITI RAHAYU'), await addOwner(s, 'BUDI SANTOSO'), await addOwner(s)]
  const open = (nip: string, uraian: string) =>
    transaction(s.ctx.db, (tx) => openTicket(tx, s.ctx.keys, { kategori: findKategori('lainnya')!, nip, terverifikasi: true, asal: 'akun', isi: { uraian } }))
  const nomor = await open(me.nip, 'Golongan saya keliru')
  await open(other.nip, 'RAHASIA ORANG LAIN')
  await transaction(s.ctx.db, async (tx) => {
    await addMessage(tx, s.ctx.keys, nomor, { jenis: 'balasan', isi: 'Sudah kami periksa.' })
    await addMessage(tx, s.ctx.keys, nomor, { jenis: 'catatan', isi: 'CATATAN KANTOR' })
  })
  await helpWith(s, me, helper)
  await sql`insert into berkas (nip, periode, id, jenis, nama, ukuran, sidik, tempat, status) select ${other.nip}, periode, ${uuidv7()}, 'pdf', 'x', 1, 'x', 'x', 'siap' from formulir where nip = ${other.nip}`.execute(
    t.owner.db,
  )
  const r = await post(s, me, '/akun/data', { bentuk: 'json', kata_kunci: PASSWORD })
  const all = r.json() as { akun: Record<string, unknown>; sekitar: Around }
  expect(all.sekitar.tiket.map((x) => [x.kategori, x.isi['Uraian masalah'], x.pesan.map((p) => p.isi)])).toEqual([
    ['Masalah lain', 'Golongan saya keliru', ['Sudah kami periksa.']],
  ])
  expect(all.sekitar.pendamping.map((p) => p.nama)).toEqual(['BUDI SANTOSO'])
  expect([all.sekitar.sesi.length, all.sekitar.berkas]).toEqual([1, []])
  expect(all.sekitar.pemberitahuan.map((p) => p.jenis)).toContain('pendamping-ditunjuk')
  expect(all.akun).toMatchObject({ nama_ibu_kandung: 'Suparmi', autentikator: false })
  expect(r.body).not.toMatch(/RAHASIA ORANG LAIN|CATATAN KANTOR|Pak Darmo|argon2/)
})
