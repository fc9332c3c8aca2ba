// Faults in the histories that SAPK hardly knew: gaps, rows that do not belong there, and everything it never asked for (population.md 6).
import { dayText } from '../calendar.ts'
import { gradeKode } from '../reference.ts'
import type { Random } from '../random.ts'
import { UNKNOWN_TO_SAPK } from '../sections/row.ts'
import { other } from './keluarga.ts'
import { drop, insert, putRow, type Copy } from './copy.ts'

export function damageHistories(copy: Copy, r: Random): void {
  damageSchooling(copy, r)
  damageTraining(copy, r)
  twiceAppointed(copy, r)
  const { prestasi } = copy.rows
  for (const row of r.chance(0.4) ? prestasi.slice(1) : prestasi) drop(copy, 'prestasi', row, 'belum_ada')
  for (const part of UNKNOWN_TO_SAPK) for (const row of copy.rows[part]) drop(copy, part, row, 'belum_ada')
}

/** Of most people only the highest diploma is known, and not always its number. */
function damageSchooling(copy: Copy, r: Random): void {
  const top = copy.rows.utama.pendidikan_terakhir
  for (const row of copy.rows.pendidikan) if (row.pendidikan !== top && r.chance(0.68)) drop(copy, 'pendidikan', row, 'riwayat_tidak_lengkap')
  for (const row of copy.rows.pendidikan) if (r.chance(0.06)) putRow(copy, 'pendidikan', row, { nomor_ijazah: '' }, 'kosong')
}

function damageTraining(copy: Copy, r: Random): void {
  for (const row of copy.rows.diklatStruktural) if (r.chance(0.3)) drop(copy, 'diklatStruktural', row, 'riwayat_tidak_lengkap')
  for (const row of copy.rows.diklatFungsional) if (r.chance(0.67)) drop(copy, 'diklatFungsional', row, 'riwayat_tidak_lengkap')
  const { person } = copy
  if (!r.chance(0.02) || person.pns === null) return
  // Training before the appointment does not belong here [FAQ].
  const tanggal = dayText(person.pns - r.int(20, 200))
  const id = other(copy.rows.golongan[0]!.id!)
  insert(
    copy,
    'diklatStruktural',
    { id, diklat_struktural: '8', nomor_diklat: `SIM-${r.int(100, 999)}/PRAJABATAN`, tanggal_diklat: tanggal, tahun_diklat: tanggal.slice(0, 4) },
    'tanggal_diklat',
    'prajabatan',
  )
}

/** The decree on PNS entered as a second row of the same golongan, which counts once, as CPNS [FAQ]. */
function twiceAppointed(copy: Copy, r: Random): void {
  const { golongan, pns } = copy.person
  const [first, second] = copy.rows.golongan
  if (!r.chance(0.03) || pns === null || first?.golongan !== gradeKode(golongan[0]!.grade) || (second && second.tmt_golongan! <= dayText(pns))) return
  const tmt = dayText(pns)
  insert(
    copy,
    'golongan',
    {
      ...first,
      id: other(first.id!),
      tmt_golongan: tmt,
      tanggal_sk: tmt,
      nomor_sk: first.nomor_sk!.replace(/^813|^KP\.01/, (code) => (code === '813' ? '821' : 'KP.02')),
    },
    'tmt_golongan',
    'cpns_pns_ganda',
  )
}
