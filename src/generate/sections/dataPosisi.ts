// The row of Data Posisi.
import type { Person } from '../person.ts'
import { verifierOf } from '../unit.ts'
import type { Row } from './row.ts'

/** Everything that does not follow from the positions. */
export function posisiRow(p: Person): Row {
  const { unit } = p.post
  return {
    instansi_induk: p.agency.block.instansi.kode,
    ...('desa' in p.lokasi ? atHome(p.lokasi.desa) : { jenis_lokasi: 'LN', negara: p.lokasi.negara, kota_luar_negeri: p.lokasi.kota }),
    satuan_kerja: unit.satker.id,
    unor: unit.id,
    verifikator_level_1: verifierOf(p.agency.tree, unit).id,
  }
}

/** A village code holds the codes of its kecamatan, kabupaten and province. */
const atHome = (desa: string): Row => ({
  jenis_lokasi: 'DN',
  provinsi: desa.slice(0, 2),
  kabupaten: desa.slice(0, 5),
  kecamatan: desa.slice(0, 8),
  desa,
})
