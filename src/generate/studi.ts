// Who studied what for which post.
import { hash } from './random.ts'
import { specOf, type Instansi } from './reference.ts'
import type { Unit } from './unit.ts'

const JFT: Record<string, readonly [jft: string, studi: string]> = {
  perawat: ['JFT017', 'perawat'],
  bidan: ['JFT019', 'bidan'],
  dokter: ['JFT012', 'dokter'],
  dokter_spesialis: ['JFT012', 'dokter'],
  dokter_gigi: ['JFT013', 'dokter_gigi'],
  gizi: ['JFT020', 'gizi'],
  sanitasi: ['JFT021', 'sanitasi'],
  laboratorium: ['JFT022', 'laboratorium'],
  farmasi: ['JFT016', 'farmasi_klinik'],
  guru_sd: ['JFT001', 'guru_sd'],
  guru_smp: ['JFT001', 'guru_menengah'],
  guru_sma: ['JFT001', 'guru_menengah'],
  guru_smk: ['JFT001', 'guru_smk'],
  guru_tk: ['JFT001', 'guru_tk'],
  guru_slb: ['JFT001', 'guru_slb'],
}
const ALLIED: readonly (readonly [string, string])[] = [
  ['JFT018', 'perawat_gigi'],
  ['JFT027', 'rekam_medis'],
  ['JFT033', 'radiografer'],
  ['JFT028', 'fisioterapi'],
]
const INSPECTORS: readonly (readonly [string, string])[] = [
  ['JFT002', 'guru_sd'],
  ['JFT002', 'guru_menengah'],
  ['JFT005', 'pendidikan'],
  ['JFT004', 'pendidikan'],
]
/** What lecturers of a faculty have studied. */
const FACULTIES: readonly (readonly [RegExp, readonly string[]])[] = [
  [/Ekonomi/, ['dosen_ekonomi']],
  [/Hukum/, ['dosen_hukum', 'dosen_sosial']],
  [/Teknik|Statistik|Transportasi|Lalu Lintas|Teknologi/, ['dosen_teknik']],
  [/Tarbiyah/, ['dosen_agama', 'dosen_pendidikan']],
  [/Syariah/, ['dosen_agama', 'dosen_hukum']],
  [/Dakwah|Ushuluddin/, ['dosen_agama']],
  [/Perawat|Bidan|Gizi|Kesehatan/, ['dosen_kesehatan']],
  [/Tani|Pertanian|Peternakan|Perikanan/, ['dosen_pertanian']],
]

/** Functional position and field of study of a teacher, lecturer or health worker. */
export function trained(instansi: Instansi, unit: Unit, kelompok: string, j: number): { jft: string; studi: string } {
  if (kelompok === 'dosen') {
    const studies = FACULTIES.find(([name]) => name.test(unit.nama))?.[1] ?? ['dosen_pendidikan']
    return { jft: 'JFT003', studi: studies[j % studies.length]! }
  }
  const religious = instansi.kode === '3012'
  if (religious && kelompok === 'pengawas') return { jft: 'JFT002', studi: 'guru_agama' }
  const [jft, studi] = JFT[kelompok] ?? (kelompok === 'pengawas' ? INSPECTORS : ALLIED)[j % 4]!
  return { jft, studi: religious && kelompok.startsWith('guru') ? (kelompok === 'guru_sd' ? 'guru_mi' : 'guru_agama') : studi }
}

const STUDI: Record<string, string> = {
  pendidikan: 'pendidikan',
  kesehatan: 'kesmas',
  puskesmas: 'kesmas',
  rumah_sakit: 'kesmas',
  pertanian: 'pertanian',
  peternakan: 'peternakan',
  kehutanan: 'kehutanan',
  pu: 'teknik',
  perhubungan: 'perhubungan',
  pendapatan: 'akuntansi',
  sosial: 'sosial',
  kb: 'sosial',
  lh: 'lingkungan',
  kepegawaian: 'kepegawaian',
  inspektorat: 'akuntansi',
  budpar: 'budaya',
}

/** Half of an office studied what the office is about. */
export function studyOf(instansi: Instansi, unit: Unit, j: number): string {
  if (hash(j, unit.kode.length, instansi.kode.length, j >> 3) % 2 === 0) return 'umum'
  return instansi.jenis === 'PUSAT' ? specOf(instansi).studi : (STUDI[unit.slug] ?? 'umum')
}
