// Faults in the family sections: relatives nobody entered, marriages that ended since, a child entered twice (population.md 6).
import type { Random } from '../random.ts'
import type { Row } from '../sections/row.ts'
import { drop, insert, putRow, type Copy } from './copy.ts'

/** Parents of few, four of five spouses, most of the children. */
export function damageFamily(copy: Copy, r: Random): void {
  damageParents(copy, r)
  damageSpouses(copy, r)
  damageChildren(copy, r)
}

function damageParents(copy: Copy, r: Random): void {
  const chance = r.next()
  const [ayah, ibu] = copy.rows.orangTua as [Row, Row]
  for (const row of chance < 0.2 ? [] : chance < 0.3 ? [r.pick([ayah, ibu])] : [ayah, ibu]) drop(copy, 'orangTua', row, 'orang_tua_belum_ada')
  for (const row of copy.rows.orangTua)
    if (row.status_hidup === 'MENINGGAL' && r.chance(0.3)) putRow(copy, 'orangTua', row, { status_hidup: 'HIDUP' }, 'status_hidup_lama')
}

const UNRECORDED: Row = { orang_tua: '-', orang_tua_nama: 'Tidak tercatat' }

function damageSpouses(copy: Copy, r: Random): void {
  if (r.chance(0.2)) for (const row of copy.rows.suamiIstri) drop(copy, 'suamiIstri', row, 'pasangan_belum_ada')
  for (const row of copy.rows.suamiIstri) {
    const over = row.status_pernikahan !== 'MENIKAH' && r.chance(0.5)
    if (over) putRow(copy, 'suamiIstri', row, { status_pernikahan: 'MENIKAH', tanggal_berakhir: '', akta_berakhir: '' }, 'status_pernikahan_lama')
    if (row.nip_pns && r.chance(0.25)) putRow(copy, 'suamiIstri', row, { status_pns: 'false', tanpa_nip: '', nip_pns: '' }, 'pasangan_bukan_pns')
    if (r.chance(0.02)) putRow(copy, 'suamiIstri', row, { nama: misspelt(row.nama!) }, 'nama_keluarga')
  }
  const known = new Set(copy.rows.suamiIstri.map((row) => row.id))
  for (const row of copy.rows.anak) if (!known.has(row.orang_tua)) putRow(copy, 'anak', row, UNRECORDED, 'orang_tua_tidak_tercatat')
}

/** The first vowel is another one. */
const misspelt = (name: string) => name.replace(/[AIUEO]/, (v) => ({ A: 'E', I: 'Y', U: 'O', E: 'I', O: 'U' })[v]!)

function damageChildren(copy: Copy, r: Random): void {
  const { anak } = copy.rows
  if (anak.length > 0 && r.chance(0.3)) for (const row of r.chance(0.5) ? anak : anak.slice(-1)) drop(copy, 'anak', row, 'anak_belum_ada')
  for (const row of copy.rows.anak) {
    if (r.chance(0.012)) putRow(copy, 'anak', row, { nama: misspelt(row.nama!) }, 'nama_keluarga')
    if (r.chance(0.004)) putRow(copy, 'anak', row, { jenis_kelamin: row.jenis_kelamin === '1' ? '2' : '1' }, 'jenis_kelamin_anak')
  }
  const twice = copy.rows.anak[0]
  if (twice && r.chance(0.01)) insert(copy, 'anak', { ...twice, id: other(twice.id!) }, 'tanggal_lahir', 'anak_ganda')
}

/** The id of a row that SAPK made a second time. */
export const other = (id: string): string => [...id].reverse().join('')
