// A23 (trust.md 5): who talks an operator into it gets nothing. With the session of an operator of every tier every route that sends
// something is tried, with all that could be asked for: address, kata kunci, agency and state of the person are what they were.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { beforeAll, expect, test } from 'vitest'
import { carryOut } from '../../src/tiket/tindakan/jalan.ts'
import { useDatabase } from '../harness.ts'
import { note } from '../jumlah.ts'
import { routesOf } from '../rute.ts'
import { KEBUMEN, post, sendForm } from '../verifikasi/scene.ts'
import { makeDesk, stored, ticket, type Scene } from './adegan.ts'

const t = useDatabase()
let s: Scene
beforeAll(async () => {
  s = await makeDesk(t)
})

/** Every act that the pages of tickets and of the counter have, and some that they might have. */
const ACTS = (
  'ambil lepas balas catatan tutup selesai buka naikkan turunkan gabung pisah kerjakan setujui batalkan urungkan identitas referensi ' +
  'email sandi kata-kunci pindah instansi kembalikan serahkan kotak-surat cetak-kode aktivasi terima tolak tampilkan'
).split(' ')

/** Whatever an impostor wants changed, under every name that could carry it. */
const WISHES = {
  email: 'penyusup@uji.test',
  alamat_email: 'penyusup@uji.test',
  kontak: 'penyusup@uji.test',
  kata_kunci: 'pencuri-datang-malam-9',
  konfirmasi_kata_kunci: 'pencuri-datang-malam-9',
  instansi: 'Kabupaten Kebumen',
  instansi__id: KEBUMEN,
  instansi_id: KEBUMEN,
  instansi_induk: 'Kabupaten Kebumen',
  instansi_induk__id: KEBUMEN,
  sk_nomor: '824/11/2026',
  sk_tanggal: '01-02-2026',
  ktp: '1',
  karpeg: '1',
  dilihat: '1',
  isi: 'Sudah kami ganti.',
  alasan: 'Diminta lewat telepon.',
}

/** What must not move. */
const guarded = async (nip: string) => {
  const { rows } = await sql<
    Record<string, unknown>
  >`select a.email, a.email_indeks, a.sandi_hash, a.status, a.instansi_id, p.instansi_induk, c.instansi_id as cari, f.instansi_id as formulir,
      f.status as keadaan, (select count(*)::int from ganti_email g where g.nip = a.nip) as ganti, (select count(*)::int from kotak_surat k where k.nip = a.nip) as kotak
    from akun a join sapk_data_posisi p using (nip) join cari_nama c using (nip) join formulir f using (nip) where a.nip = ${nip}`.execute(t.owner.db)
  return rows[0]
}

test('A23: one operator alone, whatever he sends wherever: no e-mail, kata kunci, agency or state changes, nor after a day', { timeout: 180_000 }, async () => {
  const { nip, id } = await sendForm(s, { change: { alamat: 'Jl. Baru No. 1' } })
  const isi = { instansi: { id: KEBUMEN, nama: 'Kabupaten Kebumen' }, sk_nomor: '824/11/2026', sk_tanggal: '2026-02-01' }
  const nomor = await ticket(s, { kode: 'beda-instansi', nip, isi })
  const before = await guarded(nip)
  expect(before).toMatchObject({ status: 'aktif', keadaan: 'level_1', ganti: 0, kotak: 0 })
  const routes = routesOf(s.app).filter((r) => r.method === 'POST')
  const statuses: Record<number, number> = {}
  for (const [tier, staff] of Object.entries(s.ops))
    for (const { path } of routes)
      for (const name of path.includes(':tindakan') ? ACTS : ['']) {
        const { rows } = await sql<{ id: string; versi: number }>`select id, versi from tindakan where nomor = ${nomor} order by dibuat desc limit 1`.execute(
          t.owner.db,
        )
        const work = rows[0] && { tindakan: rows[0].id, versi_tindakan: rows[0].versi }
        const url = path
          .replace(':tindakan', name)
          .replace(':nomor', nomor)
          .replace(':berkas', id)
          .replace(/:(orang|pendaftar)/, nip)
          .replace(/:\w+/g, uuidv7())
        const r = await post(s, staff, url, { _kunci: uuidv7(), versi: (await stored(s, nomor)).versi, nip, nomor, ...WISHES, ...work })
        statuses[r.statusCode] = (statuses[r.statusCode] ?? 0) + 1
        expect(r.statusCode, `${tier} ${url}`).toBeLessThan(500)
        // One agency may propose, and the other agree: that is two, and has its own tests. Here everybody is alone.
        await sql`update tindakan set status = 'dibatalkan' where nomor = ${nomor} and status = 'menunggu'`.execute(t.owner.db)
      }
  const { rows: works } = await sql<{ id: string }>`select id from tindakan where nomor = ${nomor}`.execute(t.owner.db)
  for (const work of works) await carryOut(s.ctx, work.id)
  expect(await guarded(nip)).toEqual(before)
  // Proposed it was: they were not all turned away at the door.
  expect(works.length).toBeGreaterThan(0)
  note('A23', { routes: routes.length, requests: Object.values(statuses).reduce((a, b) => a + b, 0), changed: 0 })
})
