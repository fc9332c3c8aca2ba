// Rows of Kompetensi and Potensi: few people were ever assessed.
import { dayText, monthOfDay, workingDay, yearOf } from '../calendar.ts'
import type { Person } from '../person.ts'
import { Random, STREAM } from '../random.ts'
import { kompetensi } from '../reference.ts'
import { hexId } from '../unit.ts'
import type { Row } from './row.ts'

const [KOMPETENSI, POTENSI] = [102, 103]
const ASSESSOR = 'Pusat Penilaian Kompetensi ASN'

/** One assessment of two or three competencies, mostly of officials. */
export function kompetensiRows(seed: number, p: Person): Row[] {
  const r = new Random(seed, p.n, STREAM.kompetensi)
  const service = p.acuan - p.cpns
  if (service < 1500 || !r.chance(p.post.eselon ? 0.12 : 0.008)) return []
  const tanggal = workingDay(p.acuan - r.int(60, Math.min(service - 400, 2500)))
  const chosen = new Set(Array.from({ length: r.int(2, 3) }, () => r.pick(kompetensi)))
  return [...chosen].map((kode, i) => ({
    id: hexId(seed, p.n, KOMPETENSI, i),
    kompetensi: kode,
    metode_penilaian: 'Assessment center',
    asesor: ASSESSOR,
    tanggal_penilaian: dayText(tanggal),
    hasil_penilaian: `Level ${r.int(2, 4)}`,
  }))
}

/** A report on potential, rarer still. */
export function potensiRows(seed: number, p: Person): Row[] {
  const r = new Random(seed, p.n, STREAM.potensi)
  if (p.acuan - p.cpns < 1500 || !r.chance(p.post.eselon ? 0.06 : 0.004)) return []
  const tahun = yearOf(monthOfDay(p.acuan)) - r.int(1, 3)
  return [
    {
      id: hexId(seed, p.n, POTENSI, 0),
      tahun_penilaian: String(tahun),
      institusi_penilai: ASSESSOR,
      kategori_hasil: r.pick(['Memenuhi Syarat', 'Masih Memenuhi Syarat', 'Sangat Memenuhi Syarat']),
      nomor_laporan: `SIM-${r.int(100, 999)}/POT/${tahun}`,
    },
  ]
}
