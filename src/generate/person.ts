// One simulated person, complete: person n depends on the seed, n and the agency block only.
import type { Bio } from './bio.ts'
import { ageOn, firstDay, partsOf, readDay, monthOfDay, type Day } from './calendar.ts'
import { retirementAge, type Diri } from './diri.ts'
import { wilayahOf } from './formasi.ts'
import { gelarOf } from './gelar.ts'
import { drawGolongan, type Golongan } from './golongan.ts'
import { drawJabatan } from './jabatan.ts'
import { relativesOf } from './keluarga/jendela.ts'
import { drawKeluarga, type Keluarga } from './keluarga/keluarga.ts'
import { JENIS, type Jabatan } from './pelaksana.ts'
import { drawPendidikan, type Pendidikan } from './pendidikan.ts'
import type { Agency, Post } from './post.ts'
import { Random, STREAM, type Weighted } from './random.ts'

export type Lokasi = { desa: string } | { negara: string; kota: string }

export type Person = Bio & {
  agency: Agency
  /** the reference date */
  acuan: Day
  gelarDepan: string
  gelarBelakang: string
  cpns: Day
  pns: Day | null
  pendidikan: readonly Pendidikan[]
  golongan: readonly Golongan[]
  jabatan: readonly Jabatan[]
  keluarga: Keluarga
  kedudukan: string
  jenisPegawai: string
  lokasi: Lokasi
  /** retired, dismissed or dead, but still active in SAPK: will never register */
  keluar: boolean
}

/** The i-th person of an agency (from 0), n in the whole population. */
export function drawPerson(seed: number, agency: Agency, i: number, acuan: string): Person {
  const today = readDay(acuan)
  const { bio, relatives } = relativesOf(seed, agency, i, today)
  const { n, post, diri } = bio
  const stream = (purpose: number) => new Random(seed, n, purpose)
  const history = drawHistory(stream, agency, post, diri, today)
  return {
    ...bio,
    agency,
    acuan: today,
    ...titles(history.pendidikan, diri, history.jabatan),
    cpns: firstDay(diri.cpns),
    pns: diri.pns === null ? null : firstDay(diri.pns),
    ...history,
    keluarga: drawKeluarga(seed, bio, relatives, today),
    ...drawStanding(stream(STREAM.posisi), agency, diri, post, today),
  }
}

function drawHistory(stream: (purpose: number) => Random, agency: Agency, post: Post, diri: Diri, today: Day) {
  const { instansi } = agency.block
  const acuan = monthOfDay(today)
  const pendidikan = drawPendidikan(stream(STREAM.pendidikan), post, diri.masuk, diri.lahir, diri.cpns, today)
  const golongan = drawGolongan(stream(STREAM.golongan), { post, instansi, pendidikan, cpns: diri.cpns, acuan })
  const jabatan = drawJabatan(stream(STREAM.jabatan), { agency, post, diri, pendidikan, golongan, acuan })
  const first = jabatan.find((j) => j.jenis === JENIS.struktural)
  // From the first structural post on, promotions are those of officials.
  const promoted = first ? golongan.map((g) => (g.jenis === '101' && firstDay(g.tmt) > first.tmt ? { ...g, jenis: '201' } : g)) : golongan
  return { pendidikan, golongan: promoted, jabatan }
}

function titles(pendidikan: readonly Pendidikan[], diri: Diri, jabatan: readonly Jabatan[]): { gelarDepan: string; gelarBelakang: string } {
  const { depan, belakang } = gelarOf(pendidikan, diri.lelaki, jabatan.at(-1)!.nama === 'Guru Besar')
  return { gelarDepan: depan, gelarBelakang: belakang }
}

const SPECIAL: Weighted<string> = [
  ['01', 9860],
  ['02', 10],
  ['13', 5],
  ['04', 10],
  ['15', 15],
  ['07', 3],
  ['08', 2],
  ['05', 6],
  ['09', 4],
  ['16', 5],
]
const INDUK = { PUSAT: '1', PROVINSI: '10', KABKOTA: '15' } as const
const DPK = { PUSAT: ['3', '5', '7', '9'], PROVINSI: ['12', '14'], KABKOTA: ['17', '19'] } as const
const DPB = { PUSAT: ['2', '4', '6', '8'], PROVINSI: ['11', '13'], KABKOTA: ['16', '18'] } as const
const CITIES: readonly (readonly [string, string])[] = [
  ['NG-NL', 'Den Haag'],
  ['NG-JP', 'Tokyo'],
  ['NG-AU', 'Canberra'],
  ['NG-SA', 'Jeddah'],
  ['NG-MY', 'Kuala Lumpur'],
]

function drawStanding(r: Random, { block }: Agency, diri: Diri, post: Post, today: Day): Pick<Person, 'kedudukan' | 'jenisPegawai' | 'lokasi' | 'keluar'> {
  const wilayah = wilayahOf(block.instansi)
  const [birthYear] = partsOf(diri.lahir)
  const nearly = birthYear + retirementAge(post.kelompok) === partsOf(today)[0] + 1
  const age = ageOn(diri.lahir, today)
  const keluar = r.chance(age > 54 ? 0.045 : 0.008)
  const student = age < 42 && diri.pns !== null && r.chance(0.015)
  const kedudukan = keluar
    ? r.weighted([
        ['99', 70],
        ['88', 20],
        ['77', 10],
      ])
    : nearly && r.chance(0.06)
      ? '20'
      : student
        ? '03'
        : r.weighted(SPECIAL)
  const jenisPegawai = r.weighted([
    [INDUK[wilayah], 983],
    [r.pick(DPK[wilayah]), 15],
    [r.pick(DPB[wilayah]), 2],
  ])
  const abroad = wilayah === 'PUSAT' && r.chance(0.0015)
  const [negara, kota] = r.pick(CITIES)
  return { kedudukan, jenisPegawai, keluar, lokasi: abroad ? { negara, kota } : { desa: post.unit.lokasi } }
}
