// The sections in their order: tabs, home page, PDF, export. The one index that is allowed, because its order is meaning.
import type { AnySection } from '../form/section.ts'
import { anak } from './anak.ts'
import { bpjs } from './bpjs.ts'
import { dataDokter } from './dataDokter.ts'
import { dataGuru } from './dataGuru.ts'
import { dataPosisi } from './dataPosisi.ts'
import { dataUtama } from './dataUtama.ts'
import { kompetensi } from './kompetensi.ts'
import { orangTua } from './orangTua.ts'
import { potensi } from './potensi.ts'
import { prestasiKerja } from './prestasiKerja.ts'
import { riwayatDiklatFungsional } from './riwayatDiklatFungsional.ts'
import { riwayatDiklatStruktural } from './riwayatDiklatStruktural.ts'
import { riwayatGolongan } from './riwayatGolongan.ts'
import { riwayatJabatan } from './riwayatJabatan.ts'
import { riwayatPendidikan } from './riwayatPendidikan.ts'
import { sertifikasiGuru } from './sertifikasiGuru.ts'
import { suamiIstri } from './suamiIstri.ts'

export const sections: readonly AnySection[] = [
  dataUtama,
  dataPosisi,
  orangTua,
  suamiIstri,
  anak,
  riwayatGolongan,
  riwayatPendidikan,
  riwayatDiklatStruktural,
  riwayatDiklatFungsional,
  riwayatJabatan,
  prestasiKerja,
  kompetensi,
  potensi,
  dataGuru,
  sertifikasiGuru,
  dataDokter,
  bpjs,
]

/** The section with this code. Undefined when there is none. */
export function findSection(code: string): AnySection | undefined {
  return sections.find((s) => s.code === code)
}
