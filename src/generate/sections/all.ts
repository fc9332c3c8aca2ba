// All sections of one person. A new section: a module beside this one, a line here, a line in CODES.
import type { Person } from '../person.ts'
import { bpjsRows } from './bpjs.ts'
import { derivePendidikan, utamaRow } from './dataUtama.ts'
import { posisiRow } from './dataPosisi.ts'
import { diklatFungsionalRows, diklatStrukturalRows } from './diklat.ts'
import { anakRows, orangTuaRows, suamiIstriRows } from './keluarga.ts'
import { dokterRows, guruRows, sertifikasiRows } from './khusus.ts'
import { kompetensiRows, potensiRows } from './kompetensi.ts'
import { prestasiRows } from './prestasiKerja.ts'
import { deriveGolongan, golonganRows } from './riwayatGolongan.ts'
import { deriveJabatan, jabatanRows } from './riwayatJabatan.ts'
import { pendidikanRows } from './riwayatPendidikan.ts'
import type { Rows } from './row.ts'

/** The true rows. */
export function trueRows(seed: number, p: Person): Rows {
  const rows: Rows = {
    utama: utamaRow(p),
    posisi: posisiRow(p),
    orangTua: orangTuaRows(seed, p),
    suamiIstri: suamiIstriRows(seed, p),
    anak: anakRows(seed, p),
    golongan: golonganRows(seed, p),
    pendidikan: pendidikanRows(seed, p),
    diklatStruktural: diklatStrukturalRows(seed, p),
    diklatFungsional: diklatFungsionalRows(seed, p),
    jabatan: jabatanRows(seed, p),
    prestasi: prestasiRows(seed, p),
    kompetensi: kompetensiRows(seed, p),
    potensi: potensiRows(seed, p),
    guru: guruRows(seed, p),
    sertifikasi: sertifikasiRows(seed, p),
    dokter: dokterRows(seed, p),
    bpjs: bpjsRows(seed, p),
  }
  derivePendidikan(rows.utama, rows.pendidikan)
  deriveGolongan(rows.utama, rows.golongan)
  deriveJabatan(rows.posisi, rows.jabatan)
  return rows
}
