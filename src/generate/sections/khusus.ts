// Rows of the forms that go with a position: teachers and doctors.
import { dayText, firstDay, monthOf, workingDay, yearOf, monthOfDay } from '../calendar.ts'
import { lembagaOf, nearest, type Sekolah } from '../lembaga.ts'
import type { Person } from '../person.ts'
import { Random, STREAM } from '../random.ts'
import { data, jabatanNama, mapel, program, spesialis } from '../reference.ts'
import { hexId } from '../unit.ts'
import type { Row } from './row.ts'

const [GURU, SERTIFIKASI, DOKTER] = [104, 105, 106]
const tables = data<{ mapel: [word: string, kode: string][]; lptk: string[] }>('guru')

/** The form that goes with the present position; one that stands in no list has none. */
export function formOf(p: Person): 'guru' | 'dokter' | undefined {
  const nama = jabatanNama.get(p.jabatan.at(-1)!.kode) ?? ''
  if (/^Guru (?!Besar)/.test(nama)) return 'guru'
  return /^Dokter (?!Hewan)/.test(nama) ? 'dokter' : undefined
}

/** Schools and subjects; now and then a second one. */
export function guruRows(seed: number, p: Person): Row[] {
  const sekolah = schoolOf(p)
  if (formOf(p) !== 'guru' || !sekolah) return []
  const r = new Random(seed, p.n, STREAM.khusus)
  const { sekolah: all } = lembagaOf(p.agency.tree)
  const privately = all.filter((s) => !s.negeri && s.jenis === sekolah.jenis)
  const swasta = privately.length > 0 && r.chance(0.04)
  const kepala = p.umur > 36 && r.chance(0.1)
  const subjects = [subjectOf(r, p, sekolah), ...(r.chance(0.1) ? subjectsAt(sekolah).slice(-1) : [])]
  const since = p.jabatan.findLast((j, i) => i === 0 || p.jabatan[i - 1]!.unit !== j.unit)!.tmt
  return [...new Set(subjects)].map((kode, i) => ({
    id: hexId(seed, p.n, GURU, i),
    tipe_sekolah: swasta && i === 0 ? 'SWASTA' : 'NEGERI',
    sekolah_induk: sekolah.id,
    sekolah_mengajar: swasta && i === 0 ? r.pick(privately).id : '',
    kepala_sekolah: String(kepala && i === 0),
    bidang_studi: mapel.get(kode)!.kelas ? 'KELAS' : 'MAPEL',
    mata_pelajaran: kode,
    tmt_mengajar: dayText(since),
  }))
}

/** The school of the unit, or one of the agency where the unit is none. */
function schoolOf(p: Person): Sekolah | undefined {
  const { perUnit, sekolah } = lembagaOf(p.agency.tree)
  return nearest(perUnit, p.post.unit) ?? sekolah.find((s) => s.negeri)
}

const subjectsAt = ({ jenis }: Sekolah): string[] => [...mapel].filter(([, m]) => m.jenjang.includes(jenis) && !m.agama && !m.kelas).map(([kode]) => kode)
const CLASS_TEACHER: Record<string, string> = { TK: '020', SD: '027', SLB: '800' }
const RELIGION: Record<string, string> = { 1: '127', 2: '134', 3: '130', 4: '137', 5: '140', 6: '143' }

/** What the diploma is for; in primary schools mostly the whole class. */
function subjectOf(r: Random, p: Person, sekolah: Sekolah): string {
  const diploma = p.pendidikan.map((x) => program.get(x.kode)!.nama).join(' ')
  const kode = tables.mapel.find(([word]) => diploma.includes(word))?.[1]
  const wanted = kode === 'AGAMA' ? RELIGION[p.agama] : kode
  if (wanted && mapel.get(wanted)!.jenjang.includes(sekolah.jenis)) return wanted
  return CLASS_TEACHER[sekolah.jenis] ?? r.pick(subjectsAt(sekolah))
}

/** Of every teacher one row: 62 of a hundred are certified. */
export function sertifikasiRows(seed: number, p: Person): Row[] {
  const sekolah = schoolOf(p)
  if (formOf(p) !== 'guru' || !sekolah) return []
  const r = new Random(seed, p.n, STREAM.sertifikasi)
  const digits = (width: number) => `99${String(r.int(0, 10 ** (width - 2) - 1)).padStart(width - 2, '0')}`
  const common = { id: hexId(seed, p.n, SERTIFIKASI, 0), nuptk: r.chance(0.9) ? digits(16) : '', npsn: sekolah.id }
  const [from, until] = [Math.max(2007, yearOf(monthOfDay(p.cpns)) + 3), yearOf(monthOfDay(p.acuan)) - 1]
  if (from > until || !r.chance(p.pendidikan.some((x) => x.tingkat >= '40') ? 0.8 : 0.25)) return [{ ...common, status_sertifikasi: 'BELUM' }]
  const tahun = r.int(from, Math.min(until, from + 6))
  return [
    {
      ...common,
      status_sertifikasi: 'SUDAH',
      tahun_sertifikasi: String(tahun),
      tanggal_sertifikat: dayText(workingDay(firstDay(monthOf(tahun, r.int(9, 12))) + r.int(0, 20))),
      nomor_peserta: digits(14),
      nomor_sertifikat_pendidik: `SIM-${digits(12)}`,
      nrg: digits(12),
      bidang_studi_sertifikasi: subjectOf(r, p, sekolah),
      lptk: r.pick(tables.lptk),
    },
  ]
}

/** Where a doctor works; some also at a second place. */
export function dokterRows(seed: number, p: Person): Row[] {
  if (formOf(p) !== 'dokter') return []
  const r = new Random(seed, p.n, STREAM.khusus)
  const { kesehatan, poliklinik } = lembagaOf(p.agency.tree)
  const own = nearest(kesehatan, p.post.unit) ?? poliklinik
  const places = [
    own,
    ...(r.chance(0.1) ? [...kesehatan.values()].filter((x) => x !== own && x.wilayah.slice(0, 5) === own.wilayah.slice(0, 5)).slice(0, 1) : []),
  ]
  const field = p.pendidikan.map((x) => spesialis.get(program.get(x.kode)!.belakang.replace(/\.$/, ''))).find(Boolean)
  const jenis = field ? 'SPESIALIS' : p.jabatan.at(-1)!.nama.startsWith('Dokter Gigi') ? 'GIGI' : 'UMUM'
  return places.map((x, i) => ({
    id: hexId(seed, p.n, DOKTER, i),
    jenis_unit_kesehatan: x.jenis,
    unit_kesehatan: x.id,
    jenis_dokter: jenis,
    bidang_spesialis: field ?? '',
    kemampuan_per_hari: String(r.int(15, 60)),
  }))
}
