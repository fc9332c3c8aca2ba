// All kinds of work that a ticket can be resolved with, and which tickets offer which.
import type { Jenis } from './jenis.ts'
import { kedudukanHukum } from './kedudukanHukum.ts'
import { orangBaru } from './orangBaru.ts'
import { pindahInstansi } from './pindahInstansi.ts'
import { turunStatus } from './turunStatus.ts'
import { unitVerifikator } from './unitVerifikator.ts'

export const JENIS: readonly Jenis[] = [pindahInstansi, orangBaru, kedudukanHukum, turunStatus, unitVerifikator]

/** The work that a category of tickets asks for; undefined where words are all it needs. */
export const jenisFor = (kategori: string): Jenis | undefined => JENIS.find((j) => j.kategori.includes(kategori))

/** A kind by its code, as stored. Throws for a kind that is gone: its rows must not be taken for another. */
export function getJenis(kode: string): Jenis {
  const found = JENIS.find((j) => j.kode === kode)
  if (!found) throw new Error(`no such work: ${kode}`)
  return found
}
