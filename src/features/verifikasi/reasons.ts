// Reasons for Kembalikan, offered so that a return takes two keys: last used for this field first, then by kind of field.
import { sql } from 'kysely'
import type { DbOrTx } from '../../db/pool.ts'
import type { Kind } from '../../form/field.ts'
import { changedFields, type Item } from '../../form/form.ts'

const BY_KIND: Readonly<Record<Kind, readonly string[]>> = {
  text: ['Penulisan berbeda dengan ijazah atau SK. Tulis persis seperti pada berkas.'],
  longText: ['Tulis lengkap: jalan, nomor, RT/RW, desa atau kelurahan, dan kecamatan.'],
  digits: ['Nomor berbeda dengan kartu asli. Salin nomor dari kartunya.'],
  date: ['Tanggal berbeda dengan SK atau akta.'],
  roughDate: ['Tanggal berbeda dengan akta atau kartu keluarga.'],
  integer: ['Angka berbeda dengan yang tertulis pada SK.'],
  decimal: ['Nilai berbeda dengan yang tertulis pada dokumen penilaian.'],
  choice: ['Pilihan berbeda dengan berkas yang diserahkan.'],
  list: ['Pilihan berbeda dengan SK atau akta.'],
  ref: ['Nama yang dipilih berbeda dengan SK atau akta.'],
  row: ['Pilihan berbeda dengan akta atau kartu keluarga.'],
  flag: ['Pernyataan ini tidak sesuai dengan berkas.'],
}
const BY_ACTION: Readonly<Record<Item['state'], readonly string[]>> = {
  belum: [],
  sesuai: ['Data BKN ini berbeda dengan berkas. Pilih Tidak sesuai, lalu tulis yang benar.'],
  ubah: [],
  tambah: ['SK untuk baris ini belum diserahkan.', 'Baris ini sudah ada pada nomor lain.'],
  hapus: ['Baris ini memang ada SK-nya, jadi tidak perlu dihapus.'],
}
const ALWAYS = ['Berkas pendukung belum diserahkan.', 'Berkas tidak terbaca. Serahkan salinan yang jelas.']

export const MAX_REASON = 500

export type LastUsed = ReadonlyMap<string, readonly string[]>

/** Fields are remembered one by one, rows of a history together. */
const place = (bagian: string, kunci: string, row: boolean) => (row ? bagian : `${bagian}/${kunci}`)

/** What this member of staff wrote last, per field. */
export async function listLastReasons(db: DbOrTx, staffId: string): Promise<LastUsed> {
  const { rows } = await sql<{ bagian: string; kunci: string; alasan: string }>`
    select bagian, kunci, alasan from keputusan where petugas_id = ${staffId} and putusan = 'kembalikan' order by diubah desc limit 60`.execute(db)
  const found = new Map<string, string[]>()
  for (const r of rows) {
    for (const at of [place(r.bagian, r.kunci, false), place(r.bagian, r.kunci, true)]) {
      const known = found.get(at) ?? []
      if (known.length < 3 && !known.includes(r.alasan)) found.set(at, [...known, r.alasan])
    }
  }
  return found
}

/** Reasons offered for an item, best first. */
export function reasonsFor(i: Item, last: LastUsed): string[] {
  const kind = i.section.rows === 'one' ? i.section.fields[changedFields(i)[0] ?? i.fields[0]!]?.kind : undefined
  const used = last.get(place(i.section.code, i.kunci, i.section.rows === 'many')) ?? []
  return [...new Set([...used, ...BY_ACTION[i.state], ...(kind ? BY_KIND[kind as Kind] : BY_KIND.date), ...ALWAYS])]
}
