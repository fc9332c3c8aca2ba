// Numbers and dates of decrees. Every number carries SIM, so that no paper of a real person has it (population.md 7).
import { workingDay, yearOf, monthOfDay, type Day } from './calendar.ts'
import type { Random } from './random.ts'
import type { Instansi } from './reference.ts'

export type Sk = { nomor: string; tanggal: Day }
export type Purpose = 'cpns' | 'pangkat' | 'jabatan' | 'mutasi'

// Filing codes of regional personnel papers; 823 goes on with the group of the grade (823.3 = golongan III).
const REGIONAL: Record<Purpose, string> = { cpns: '813', pangkat: '823', jabatan: '821.2', mutasi: '824' }
const CENTRAL: Record<Purpose, string> = { cpns: 'KP.01.02', pangkat: 'KP.04.01', jabatan: 'KP.03.03', mutasi: 'KP.03.02' }

/** A decree signed up to `within` days before it takes effect. */
export function drawSk(r: Random, i: Instansi, purpose: Purpose, tmt: Day, within: number, group = ''): Sk {
  const tanggal = workingDay(tmt - r.int(0, within))
  const serial = String(r.int(1, 4999)).padStart(4, '0')
  const year = yearOf(monthOfDay(tanggal))
  const office = year < 2001 ? 'KEPEG' : 'BKD' // the regional personnel boards came with autonomy
  const nomor =
    i.jenis === 'PUSAT' ? `${CENTRAL[purpose]}/SIM-${serial}/${year}` : `${REGIONAL[purpose]}${group && `.${group}`}/SIM-${serial}/${office}/${year}`
  return { nomor, tanggal }
}

const LETTERS = 'ABCDEFGHIJKLMN'

/** BKN's technical approval of a promotion: two letters, a dash, eleven digits; some weeks before the decree. */
export function drawBkn(r: Random, i: Instansi, tanggalSk: Day): Sk {
  const tanggal = workingDay(tanggalSk - r.int(10, 90))
  const office = LETTERS[Number(i.kanreg) % LETTERS.length]!
  const year = String(yearOf(monthOfDay(tanggal))).slice(2)
  return { nomor: `${office}${r.pick(['A', 'G', 'H', 'K'])}-${year}3010${String(r.int(1, 99_999)).padStart(5, '0')}`, tanggal }
}
