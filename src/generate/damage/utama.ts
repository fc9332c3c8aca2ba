// Faults in Data Utama: names, titles, dates, numbers (population.md 6).
import { dayText, readDay } from '../calendar.ts'
import { getKabupaten } from '../area.ts'
import { gelarOf } from '../gelar.ts'
import { ISLAM, oldSpelling } from '../nama.ts'
import type { Pendidikan } from '../pendidikan.ts'
import { rumpun } from '../reference.ts'
import { drop, put, putRow, type Copy } from './copy.ts'

const EMPTY = { nik: 0.4, npwp: 0.35, kartu_pegawai: 0.12, alamat: 0.55 } as const
const WRONG = 0.01

/** NIK, NPWP, Karpeg and address are often missing, now and then wrong. */
export function damageNumbers(copy: Copy): void {
  for (const [key, p] of Object.entries(EMPTY)) {
    const value = copy.rows.utama[key] ?? ''
    if (value === '') continue
    const chance = copy.r.next()
    if (chance < p) put(copy, 'utama', { [key]: '' }, 'kosong')
    else if (chance < p + WRONG) put(copy, 'utama', { [key]: miscopied(copy, value) }, 'salah_tulis')
  }
}

/** Another last digit; numbers stay within what cannot be real. */
function miscopied({ r }: Copy, value: string): string {
  const at = value.search(/\d(?=\D*$)/)
  return `${value.slice(0, at)}${(Number(value[at]) + r.int(1, 9)) % 10}${value.slice(at + 1)}`
}

/** The newest degree is unknown to SAPK, with year and title; or a programme of a similar name. */
export function damageEducation(copy: Copy): void {
  const { r, person, rows } = copy
  const later = person.pendidikan.filter((p) => !p.pertama && p.lulus > person.pendidikan.find((x) => x.pertama)!.lulus)
  if (later.length > 0 && r.chance(0.53)) {
    const known = person.pendidikan.filter((p) => p !== later.at(-1))
    drop(
      copy,
      'pendidikan',
      rows.pendidikan.find((row) => row.pendidikan === later.at(-1)!.kode)!,
      'ijazah_terbaru_belum_ada',
    )
    titlesOf(copy, known, 'gelar_terbaru_belum_ada')
  } else if (r.chance(0.024)) {
    const wrong = rows.utama.pendidikan_terakhir!
    const alike = similar(wrong)
    if (alike.length > 0)
      putRow(
        copy,
        'pendidikan',
        rows.pendidikan.find((row) => row.pendidikan === wrong)!,
        { pendidikan: r.pick(alike) },
        'program_mirip',
      )
  } else if (later.length > 0 && r.chance(0.28))
    titlesOf(
      copy,
      person.pendidikan.filter((p) => p !== later.at(-1)),
      'gelar_terbaru_belum_ada',
    )
}

function titlesOf(copy: Copy, known: readonly Pendidikan[], jenis: string): void {
  const { depan, belakang } = gelarOf(known, copy.person.lelaki)
  if (belakang !== copy.rows.utama.gelar_belakang) put(copy, 'utama', { gelar_belakang: belakang }, jenis)
  if (depan !== copy.rows.utama.gelar_depan) put(copy, 'utama', { gelar_depan: depan }, jenis)
}

const alikes = new Map<string, string[]>()

/** Programmes of the same level that stand in one field of study with this one. */
function similar(kode: string): string[] {
  let list = alikes.get(kode)
  if (!list) {
    const level = kode.slice(0, 2)
    list = [
      ...new Set(
        Object.values(rumpun)
          .map((levels) => levels[level] ?? [])
          .filter((l) => l.includes(kode))
          .flat(),
      ),
    ].filter((k) => k !== kode)
    alikes.set(kode, list)
  }
  return list
}

/** Titles written without dots, missing, or not academic at all. */
export function damageTitles(copy: Copy): void {
  const { r, person, rows } = copy
  const { gelar_belakang: back = '', gelar_depan: front = '' } = rows.utama
  if (back && r.chance(0.13))
    put(copy, 'utama', { gelar_belakang: r.chance(0.6) ? back.replaceAll('.', '') : back.replaceAll(', ', ',').toUpperCase() }, 'penulisan_gelar')
  if (front ? r.chance(0.22) : person.agama === ISLAM && person.umur > 44 && r.chance(0.085)) {
    put(copy, 'utama', { gelar_depan: front ? '' : person.lelaki ? 'H.' : 'Hj.' }, front ? 'gelar_depan_hilang' : 'bukan_gelar_akademik')
  }
}

/** Kecamatan instead of kabupaten, the old spelling, a village that is in no list. */
export function damageBirthplace(copy: Copy): void {
  const { r, person } = copy
  if (!r.chance(0.06) || person.tempatLahir.startsWith('NG')) return
  const kabupaten = getKabupaten(person.tempatLahir)
  const kecamatan = r.pick(kabupaten.kecamatan)
  const kind = r.weighted([
    ['kecamatan', 45],
    ['ejaan', 20],
    ['desa', 35],
  ] as const)
  if (kind === 'kecamatan') put(copy, 'utama', { tempat_lahir: kecamatan.kode }, 'tempat_lahir_kecamatan')
  else
    put(
      copy,
      'utama',
      {
        tempat_lahir: '',
        tempat_lahir_nama: (kind === 'ejaan' ? oldSpelling(kabupaten.nama) : r.pick(kecamatan.desa).nama).toUpperCase(),
      },
      kind === 'ejaan' ? 'tempat_lahir_ejaan_lama' : 'tempat_lahir_tidak_di_daftar',
    )
}

/** Day and month swapped, or simply another day; a date of service that differs from the NIP; religion; sex. */
export function damageFacts(copy: Copy): void {
  const { r, person, rows } = copy
  if (r.chance(0.006)) put(copy, 'utama', { tanggal_lahir: wrongBirth(copy) }, 'tanggal_lahir')
  if (r.chance(0.008)) put(copy, 'utama', { agama: r.pick(['1', '2', '3', '4', '5'].filter((a) => a !== person.agama)) }, 'agama')
  if (r.chance(0.0015)) put(copy, 'utama', { jenis_kelamin: person.lelaki ? '2' : '1' }, 'jenis_kelamin')
  if (r.chance(0.008)) put(copy, 'utama', { tmt_cpns: otherMonth(copy, rows.utama.tmt_cpns!) }, 'tmt_cpns')
  if (person.pns !== null && r.chance(0.017)) put(copy, 'utama', { tmt_pns: r.chance(0.4) ? '' : otherMonth(copy, rows.utama.tmt_pns!) }, 'tmt_pns')
}

function wrongBirth({ r, person }: Copy): string {
  const text = dayText(person.lahir)
  const [year, month, day] = text.split('-')
  return Number(day) <= 12 && day !== month ? `${year}-${day}-${month}` : dayText(readDay(text) + r.int(1, 9))
}

/** The same year, another month before it. */
function otherMonth({ r }: Copy, day: string): string {
  const month = Number(day.slice(5, 7))
  const other = month > 1 ? r.int(1, month - 1) : 2
  return `${day.slice(0, 5)}${String(other).padStart(2, '0')}-01`
}

/** Somebody who left long ago still counts as active; others have a wrong standing or kind of employment. */
export function damageStanding(copy: Copy): void {
  const { r, person } = copy
  if (person.keluar) put(copy, 'utama', { kedudukan_hukum: '01' }, 'sudah_keluar_masih_aktif')
  else if (person.kedudukan !== '01' ? r.chance(0.15) : r.chance(0.001))
    put(copy, 'utama', { kedudukan_hukum: person.kedudukan === '01' ? '03' : '01' }, 'kedudukan_hukum')
  if (r.chance(0.018)) {
    const first = { PUSAT: ['1', '3'], PROVINSI: ['10', '12'] }[person.agency.block.instansi.jenis as string] ?? ['15', '17']
    put(copy, 'utama', { jenis_pegawai: person.jenisPegawai === first[0] ? first[1]! : first[0]! }, 'jenis_pegawai')
  }
}
