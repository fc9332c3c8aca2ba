// Faults in Data Posisi and the two histories: unit, position, golongan, agency (population.md 6).
import { JENIS } from '../pelaksana.ts'
import { hash } from '../random.ts'
import { officeOf, rootId, satkerId } from '../unit.ts'
import { drop, put, putRow, type Copy } from './copy.ts'

/** The office instead of the smallest unit, its former name, or nothing. */
export function damageUnit(copy: Copy): void {
  const { r, person } = copy
  const { unit } = person.post
  const office = officeOf(unit)
  const chance = r.next()
  if (chance < 0.06) put(copy, 'posisi', { unor: '' }, 'unor_kosong')
  else if (chance < 0.14 && office.lama) put(copy, 'posisi', { unor: office.lama.id }, 'unor_nama_lama')
  else if (chance < 0.385 && office !== unit) put(copy, 'posisi', { unor: r.chance(0.8) ? office.id : unit.induk!.id }, 'unor_induk')
  if (r.chance(0.06)) put(copy, 'posisi', { satuan_kerja: r.chance(0.5) || !unit.satker.induk ? '' : unit.satker.induk.id }, 'satuan_kerja')
}

const PLAIN = ['JFU093', 'JFU094']

/** The previous position, a plain "Pelaksana", a level not raised; and rows nobody ever entered. */
export function damagePosition(copy: Copy): void {
  const { r, person } = copy
  const last = copy.rows.jabatan.at(-1)!
  const isGeneral = last.jenis_jabatan === JENIS.jfu
  const several = copy.rows.jabatan.length > 1
  const chance = r.next()
  if (isGeneral && chance < 0.29) {
    putRow(copy, 'jabatan', last, { jabatan_fungsional_umum: r.pick(PLAIN.filter((k) => k !== last.jabatan_fungsional_umum)) }, 'jabatan_pelaksana')
  } else if (several && chance < (isGeneral ? 0.39 : 0.36)) {
    drop(copy, 'jabatan', last, last.jenis_jabatan === JENIS.jft && person.post.jft ? 'jenjang_belum_naik' : 'jabatan_sebelumnya')
  } else if (!several && last.jabatan_fungsional && chance < 0.12) {
    const before = { jenis_jabatan: JENIS.jfu, jabatan_fungsional: '', jabatan_fungsional_umum: PLAIN[0]! }
    putRow(copy, 'jabatan', last, before, 'fungsional_belum_tercatat')
  }
  if (r.chance(0.86)) for (const row of copy.rows.jabatan.slice(0, -1)) if (r.chance(0.8)) drop(copy, 'jabatan', row, 'riwayat_tidak_lengkap')
}

/** One or two steps behind; gaps between. */
export function damageGolongan(copy: Copy): void {
  const { r, rows } = copy
  const chance = r.next()
  const behind = chance < 0.012 && rows.golongan.length > 2 ? 2 : chance < 0.105 && rows.golongan.length > 1 ? 1 : 0
  for (let i = 0; i < behind; i++) drop(copy, 'golongan', copy.rows.golongan.at(-1)!, 'golongan_tertinggal')
  if (copy.rows.golongan.length > 2 && r.chance(0.46)) {
    for (let i = r.int(1, 2); i > 0 && copy.rows.golongan.length > 2; i--)
      drop(copy, 'golongan', r.pick(copy.rows.golongan.slice(1, -1)), 'riwayat_tidak_lengkap')
  }
}

/** Moved from another agency that SAPK still shows: this blocks registration. */
export function damageAgency(copy: Copy, seed: number, others: readonly string[]): void {
  const { r, person } = copy
  if (!r.chance(0.005)) return
  const own = person.agency.block.instansi.kode
  const list = others.filter((kode) => kode !== own)
  if (list.length > 0) moveTo(copy, seed, list[hash(seed, person.n) % list.length]!)
}

/** Shows the person in another agency, at its top unit. */
export function moveTo(copy: Copy, seed: number, kode: string): void {
  put(copy, 'posisi', { instansi_induk: kode, satuan_kerja: satkerId(seed, kode), unor: rootId(seed, kode) }, 'instansi')
}
