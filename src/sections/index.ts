// The sections in their order: tabs, home page, PDF, export. The one index that is allowed, because its order is meaning.
import type { AnySection } from '../form/section.ts'
import { dataPosisi } from './dataPosisi.ts'
import { dataUtama } from './dataUtama.ts'
import { riwayatGolongan } from './riwayatGolongan.ts'
import { riwayatJabatan } from './riwayatJabatan.ts'

export const sections: readonly AnySection[] = [dataUtama, dataPosisi, riwayatGolongan, riwayatJabatan]

/** The section with this code. Undefined when there is none. */
export function findSection(code: string): AnySection | undefined {
  return sections.find((s) => s.code === code)
}
