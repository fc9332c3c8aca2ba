// Rules that no invented person may break (population.md 9).
import { StartError } from '../startError.ts'
import { ageOn, dayOf, firstDay, partsOf, readDay, type Day } from './calendar.ts'
import { retirementAge } from './diri.ts'
import type { Person } from './person.ts'
import { eselon, gradeKode, jabatanNama, jfu, program } from './reference.ts'

/** Sentences about what is wrong with a person; empty when nothing is. */
export function faultsOf(p: Person, acuan: Day): string[] {
  return [...ages(p, acuan), ...golonganFaults(p, acuan), ...jabatanFaults(p, acuan), ...numbers(p)].map((fault) => `${p.nip} ${p.nama}: ${fault}`)
}

const fault = (wrong: boolean, text: string): string[] => (wrong ? [text] : [])

function ages(p: Person, acuan: Day): string[] {
  const [year] = partsOf(acuan)
  const retires = partsOf(p.lahir)[0] + retirementAge(p.post.kelompok)
  return [
    ...fault(ageOn(p.lahir, p.cpns) < 18, 'usia pada TMT CPNS kurang dari 18'),
    ...fault(retires <= year && p.kedudukan !== '99', 'melewati batas usia pensiun'),
    ...fault(p.cpns > acuan || (p.pns !== null && (p.pns < p.cpns || p.pns > acuan)), 'TMT CPNS dan TMT PNS tidak berurutan'),
    ...fault(p.pendidikan.filter((x) => x.pertama).length !== 1, 'pendidikan pertama tidak tepat satu'),
    ...fault(
      p.pendidikan.some((x) => !program.has(x.kode) || firstDay(x.lulus) > acuan),
      'pendidikan tidak dikenal atau di masa depan',
    ),
    ...fault(firstDay(p.pendidikan.find((x) => x.pertama)!.lulus) > p.cpns, 'lulus sesudah TMT CPNS'),
  ]
}

function golonganFaults({ golongan, cpns }: Person, acuan: Day): string[] {
  const found = [...fault(golongan[0]?.jenis !== '211' || firstDay(golongan[0].tmt) !== cpns, 'golongan pertama bukan pengadaan pada TMT CPNS')]
  golongan.forEach((g, i) => {
    const before = golongan[i - 1]
    const months = before ? g.tmt - before.tmt : 0
    found.push(
      ...fault(firstDay(g.tmt) > acuan || g.sk.tanggal > firstDay(g.tmt), 'tanggal golongan di masa depan atau SK sesudah TMT'),
      ...fault(before !== undefined && (g.tmt <= before.tmt || g.grade <= before.grade), 'golongan tidak naik'),
      ...fault(before !== undefined && g.grade > before.grade + 1 && g.jenis !== '203', 'golongan melompat tanpa penyesuaian ijazah'),
      ...fault(before !== undefined && ![3, 9].includes(g.tmt % 12), 'kenaikan bukan 1 April atau 1 Oktober'),
      ...fault((g.jenis === '101' && months < 48) || (g.jenis === '202' && months < 24), 'kenaikan terlalu cepat'),
      ...fault((g.bkn === null) !== (g.jenis === '211') || (g.bkn !== null && g.bkn.tanggal > g.sk.tanggal), 'nomor atau tanggal BKN'),
      ...fault(g.masaKerja < 0 || g.masaKerja > 45 * 12 + 11, 'masa kerja'),
    )
  })
  return found
}

const generalKode = new Set(jfu.map((j) => j.kode))

function jabatanFaults({ jabatan, golongan, cpns }: Person, acuan: Day): string[] {
  const found = fault(jabatan.length === 0, 'tidak mempunyai jabatan')
  jabatan.forEach((j, i) => {
    const range = j.jenis === '1' ? eselon.get(j.eselon) : undefined
    const grade = (golongan.findLast((g) => firstDay(g.tmt) <= j.tmt) ?? golongan[0]!).grade
    const kode = j.jenis === '1' || (j.jenis === '4' ? generalKode.has(j.kode) : j.kode === '' || jabatanNama.has(j.kode))
    found.push(
      ...fault(j.tmt < cpns || j.tmt > acuan || (i > 0 && j.tmt <= jabatan[i - 1]!.tmt), 'TMT jabatan tidak berurutan'),
      ...fault(j.sk.tanggal > j.tmt || (j.lantik !== null && j.lantik < j.sk.tanggal), 'SK jabatan sesudah TMT atau pelantikan'),
      ...fault(j.jenis === '1' && (!range || !j.nama || !j.unit.eselon), 'jabatan struktural tanpa eselon atau kepala unit'),
      ...fault(range !== undefined && (grade < range.min || grade > range.maks), `golongan ${gradeKode(grade)} di luar eselon ${j.eselon}`),
      ...fault(!kode, `jabatan ${j.kode} tidak dikenal`),
    )
  })
  return found
}

function numbers(p: Person): string[] {
  const serial = Number(p.nip.slice(15))
  return [
    ...fault(!/^\d{17}\d$/.test(p.nip) || serial < 501, 'NIP tidak sintetis'),
    ...fault(!/^\d{12}9\d{3}$/.test(p.nik), 'NIK tidak sintetis'),
    ...fault(p.npwp !== '' && !/^00\d{13}$/.test(p.npwp), 'NPWP tidak sintetis'),
    ...fault(p.karpeg !== '' && !/^Z\d{6}$/.test(p.karpeg), 'Karpeg tidak sintetis'),
  ]
}

/** Day number of the reference date, and a plain check that it is a date. */
export function referenceDay(text: string): Day {
  const day = readDay(text)
  const [y, m, d] = partsOf(day)
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || dayOf(y, m, d) !== day || Number(text.slice(8)) !== d)
    throw new StartError(`Tanggal acuan "${text}" bukan tanggal yyyy-mm-dd`)
  return day
}
