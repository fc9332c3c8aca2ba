// Titles from the education that BKN knows: front and back, in the order people write them.
import type { Pendidikan } from './pendidikan.ts'
import { program } from './reference.ts'

export type Gelar = { depan: string; belakang: string }

const FRONT_ORDER = ['Prof.', 'Dr.', 'dr.', 'drg.', 'drh.', 'Ir.', 'Drs.', 'Dra.']

/** Titles that one diploma gives. */
export function titleOf(kode: string, lelaki: boolean): Gelar {
  const { depan, belakang } = program.get(kode)!
  return { depan: depan === 'Drs./Dra.' ? (lelaki ? 'Drs.' : 'Dra.') : depan, belakang }
}

/** Titles after the given education. */
export function gelarOf(rows: readonly Pendidikan[], lelaki: boolean, professor = false): Gelar {
  const front = new Set(professor ? ['Prof.'] : [])
  const back: string[] = []
  const graduate = rows.some((p) => p.tingkat >= '35')
  for (const { kode, tingkat } of [...rows].sort((a, b) => a.lulus - b.lulus)) {
    const { depan, belakang } = titleOf(kode, lelaki)
    if (depan) front.add(depan)
    // A diploma's title is dropped once there is a degree.
    if (belakang && !(graduate && tingkat < '35') && !back.includes(belakang)) back.push(belakang)
  }
  return { depan: FRONT_ORDER.filter((t) => front.has(t)).join(' '), belakang: back.join(', ') }
}
