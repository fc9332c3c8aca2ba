// Data Tidak Ada, Non PUPNS 2003: a person BKN does not know is added after two officers have compared his papers.
import { sql } from 'kysely'
import { insertRow } from '../../form/apply.ts'
import { date, flag, ref, text } from '../../form/field.ts'
import { readNip } from '../../form/nip.ts'
import { findOfficial } from '../../form/official.ts'
import { problem } from '../../problems.ts'
import { getInfo } from '../../reference/cache.ts'
import { dataPosisi, movedTo } from '../../sections/dataPosisi.ts'
import { dataUtama, newcomer } from '../../sections/dataUtama.ts'
import { record } from '../../workflow/events.ts'
import { entry, formOf, fromTicket, type Jenis, type Kerja, type Perkara } from './jenis.ts'

const form = formOf('orang-baru', 'Tambahkan ke data BKN', {
  nama: text({ label: 'Nama tanpa gelar', max: 100, hint: 'Seperti pada SK CPNS.' }),
  lahir_di: text({ label: 'Tempat lahir', max: 100 }),
  lahir_pada: date({ label: 'Tanggal lahir' }),
  nip_berbeda: flag({ label: 'Tanggal lahir memang berbeda dengan NIP menurut SK konversi NIP' }),
  instansi: ref({ label: 'Instansi', to: 'instansi' }),
  sk_nomor: text({ label: 'Nomor SK CPNS', max: 100 }),
  sk_tanggal: date({ label: 'Tanggal SK CPNS' }),
})

export const orangBaru: Jenis = {
  kode: 'orang-baru',
  kategori: ['data-tidak-ada', 'non-pupns-2003'],
  title: 'Tambahkan ke data BKN',
  lead: 'NIP pada tiket ditambahkan dengan nama, kelahiran, dan instansinya. Jenis kelamin dan TMT CPNS diambil dari NIP; selebihnya diisi PNS pada formulir dan diverifikasi seperti biasa.',
  button: 'Usulkan penambahan',
  tiers: [2, 3, 4],
  second: 'orang-lain',
  needsIdentity: true,
  section: form,
  start: (t) => fromTicket(form, t),
  obstacles,
  run,
  undo,
  told: () => 'Data Anda sudah ditambahkan ke data BKN. Lakukan Registrasi dengan NIP Anda, lalu lengkapi formulir.',
}

async function obstacles({ tx, ctx, t, isi }: Perkara): Promise<string[]> {
  const read = readNip(t.nip ?? '')
  if (!read.ok) return [`NIP pada tiket tidak dapat dipakai: ${read.fault}`]
  const found: string[] = []
  if (await findOfficial(tx, ctx.keys, read.nip)) found.push('NIP ini sudah ada pada data BKN. Tutup tiket dengan balasan supaya pemohon mendaftar.')
  const born = String(isi.lahir_pada ?? '').replaceAll('-', '')
  if (born && !isi.nip_berbeda && born !== read.nip.slice(0, 8))
    found.push(
      'Tanggal lahir tidak sama dengan delapan angka pertama NIP. Cocokkan dengan SK konversi NIP; bila memang berbeda, beri tanda pada pernyataannya.',
    )
  const to = entry(isi, 'instansi')
  if (to && getInfo('instansi', to.id)?.aktif !== true) found.push('Instansi ini tidak berlaku lagi. Pilih yang berlaku sekarang.')
  if (to && t.tingkat === 2 && to.id !== t.instansi_id) found.push('Instansi berbeda dengan instansi pada tiket. Naikkan tiket ini ke BKN.')
  return found
}

/** `sintetis` outside of production, so that a demo's people never pass for real ones. */
async function run({ tx, ctx, t, isi, oleh }: Kerja): Promise<Record<string, never>> {
  const nip = t.nip!
  const to = entry(isi, 'instansi')!
  const list = (daftar: string, id: string) => ({ id, nama: String(getInfo(daftar, id)?.nama ?? '') })
  const main = newcomer(nip, { nama: String(isi.nama).toUpperCase(), lahirDi: String(isi.lahir_di), lahirPada: String(isi.lahir_pada) }, list)
  await insertRow(tx, ctx.keys, dataUtama, nip, null, main)
  await insertRow(tx, ctx.keys, dataPosisi, nip, null, movedTo(to))
  if (ctx.config.mode !== 'produksi')
    for (const s of [dataUtama, dataPosisi]) await sql`update ${sql.table(s.table)} set sintetis = true where nip = ${nip}`.execute(tx)
  await sql`insert into cari_nama (nip, nama, instansi_id) values (${nip}, ${String(isi.nama).toUpperCase()}, ${to.id})`.execute(tx)
  await record(tx, { nip, kind: 'orang-ditambahkan', actor: oleh, data: { tiket: t.nomor, instansi: to.id } })
  return {}
}

/** Nothing may hang on the person yet. The events stay. */
async function undo({ tx, t, oleh }: Kerja): Promise<void> {
  const { rows } = await sql`select from akun where nip = ${t.nip} union all select from formulir where nip = ${t.nip} limit 1`.execute(tx)
  if (rows.length > 0) throw problem('not_possible_now', { text: 'Orang ini sudah mendaftar, sehingga datanya tidak dapat dihapus lagi.' })
  for (const table of ['sapk_data_posisi', 'sapk_data_utama', 'cari_nama']) await sql`delete from ${sql.table(table)} where nip = ${t.nip}`.execute(tx)
  await record(tx, { nip: t.nip!, kind: 'orang-dihapus', actor: oleh, data: { tiket: t.nomor } })
}
