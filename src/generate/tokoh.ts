// The named people at the start of the demo, written by hand: for documents, tests and the table of demo logins.
import { ageOn, firstDay, monthOf, readDay, type Month } from './calendar.ts'
import { seatOf } from './area.ts'
import { copyOf, drop, put, type Copy } from './damage/copy.ts'
import { damageFamily } from './damage/keluarga.ts'
import { damageHistories } from './damage/riwayat.ts'
import { moveTo } from './damage/posisi.ts'
import { drawSk } from './decree.ts'
import { withDecrees } from './golongan.ts'
import { gelarOf } from './gelar.ts'
import type { Diri } from './diri.ts'
import { drawIdentitas, homeOf } from './identitas.ts'
import { JENIS, type Jabatan } from './pelaksana.ts'
import type { Pendidikan } from './pendidikan.ts'
import type { Person } from './person.ts'
import type { Agency, Post } from './post.ts'
import { getInstansi } from './preset.ts'
import { Random, STREAM } from './random.ts'
import { data, gradeOf, jabatanNama, program } from './reference.ts'
import { trueRows } from './sections/all.ts'
import type { Row, Rows } from './sections/row.ts'
import type { Slot } from './slot.ts'
import { familyOf, type Kenal } from './tokohKeluarga.ts'
import type { Unit } from './unit.ts'

type Spec = {
  kunci: string
  nama: string
  lelaki: boolean
  lahir: string
  serial: number
  tempatLahir: string
  agama: string
  instansi: string
  unit: string
  kelompok: string
  jft?: string
  cpns: string
  pns: string | null
  keadaan: string
  keterangan: string
  kedudukan?: string
  pendidikan: [kode: string, lulus: string, pertama?: string][]
  golongan: [kode: string, tmt: string, jenis: string][]
  /** last element: the agency, where it was another one */
  jabatan: [tmt: string, jenis: string, jabatan: string, unit: string, instansi?: string][]
  rusak: [part: 'utama' | 'unor' | 'instansi', what: Row | string, jenis: string][]
  hilang: [part: keyof typeof SORT, tmt: string, jenis: string][]
}

export type Tokoh = { n: number; nip: string; nama: string; instansi: string; keadaan: string; keterangan: string }

/** The date by which rows of a history are named. */
const SORT = { golongan: 'tmt_golongan', jabatan: 'tmt_jabatan', pendidikan: 'tanggal_lulus' } as const

const specs = data<Spec[]>('tokoh')

// Their serial numbers and birth days 29 to 31 are never given to anybody else (slot.ts).
const nipOf = (s: Spec) => `${s.lahir.replaceAll('-', '')}${s.cpns.replace('-', '')}${s.lelaki ? 1 : 2}${s.serial}`

const known = specs.map((s, i): [string, Tokoh] => [
  s.kunci,
  { n: i + 1, nip: nipOf(s), nama: s.nama, instansi: s.instansi, keadaan: s.keadaan, keterangan: s.keterangan },
])

/** The named people in their order. */
export const TOKOH: readonly Tokoh[] = known.map(([, t]) => t)
/** By first name: `tokoh.siti.nip`. */
export const tokoh = Object.fromEntries(known) as Record<
  'siti' | 'budi' | 'ayu' | 'dimas' | 'wahyu' | 'ratna' | 'slamet' | 'teguh' | 'agus' | 'endang' | 'heru' | 'indah',
  Tokoh
>

/** Their histories have fixed dates, the last of December 2025. */
export const EARLIEST = '2026-01-01'

const monthIn = (text: string): Month => monthOf(Number(text.slice(0, 4)), Number(text.slice(5, 7)))

/** A named person, true and as SAPK has him. */
export function namedPerson(seed: number, n: number, open: (kode: string) => Agency, acuan: string): { person: Person; rows: Rows; copy: Copy } {
  const spec = specs[n - 1]!
  const person = build(seed, n, spec, open, acuan)
  const rows = trueRows(seed, person)
  const copy = copyOf(new Random(seed, n, STREAM.kerusakan), person, rows)
  for (const [part, tmt, jenis] of spec.hilang)
    drop(
      copy,
      part,
      copy.rows[part].find((row) => row[SORT[part]]!.startsWith(tmt))!,
      jenis,
    )
  for (const [part, what, jenis] of spec.rusak) {
    if (part === 'utama') put(copy, 'utama', what as Row, jenis)
    else if (part === 'unor') put(copy, 'posisi', { unor: unitAt(open(spec.instansi), what as string).id }, jenis)
    else moveTo(copy, seed, what as string)
  }
  const r = new Random(seed, n, STREAM.kerusakanRiwayat)
  damageFamily(copy, r)
  damageHistories(copy, r)
  return { person, rows, copy }
}

function build(seed: number, n: number, s: Spec, open: (kode: string) => Agency, acuan: string): Person {
  const agency = open(s.instansi)
  const { instansi } = agency.block
  const unit = unitAt(agency, s.unit)
  const stream = (purpose: number) => new Random(seed, n, purpose)
  const diri = diriOf(s)
  const pendidikan = s.pendidikan.map(schooling)
  const { depan, belakang } = gelarOf(pendidikan, s.lelaki)
  const steps = s.golongan.map(([kode, tmt, jenis]) => ({ grade: gradeOf(kode), tmt: monthIn(tmt), jenis }))
  return {
    n,
    nip: nipOf(s),
    agency,
    post: postOf(s, unit),
    lelaki: s.lelaki,
    lahir: diri.lahir,
    umur: ageOn(diri.lahir, readDay(acuan)),
    tempatLahir: seatOf(getInstansi(s.tempatLahir)),
    agama: s.agama,
    suku: 'JAWA',
    diri,
    home: homeOf(unit.lokasi),
    acuan: readDay(acuan),
    keluarga: familyOf(s.kunci, getKenal),
    nama: s.nama,
    gelarDepan: depan,
    gelarBelakang: belakang,
    cpns: firstDay(diri.cpns),
    pns: diri.pns === null ? null : firstDay(diri.pns),
    pendidikan,
    golongan: withDecrees(stream(STREAM.golongan), instansi, steps, 0),
    jabatan: s.jabatan.map((j) => position(stream(Number(j[0].slice(0, 4))), open(j[4] ?? s.instansi), j)),
    kedudukan: s.kedudukan ?? '01',
    jenisPegawai: { PUSAT: '1', PROVINSI: '10', KABUPATEN: '15', KOTA: '15' }[instansi.jenis],
    keluar: false,
    lokasi: { desa: unit.lokasi },
    ...drawIdentitas(stream(STREAM.identitas), n, diri, homeOf(unit.lokasi), instansi.jenis === 'PUSAT'),
  }
}

/** What the relatives of a named person know. */
function getKenal(kunci: string): Kenal {
  const i = specs.findIndex((s) => s.kunci === kunci)
  const s = specs[i]!
  return { n: i + 1, nip: nipOf(s), nama: s.nama, lelaki: s.lelaki, lahir: s.lahir, tempatLahir: seatOf(getInstansi(s.tempatLahir)), agama: s.agama }
}

const diriOf = (s: Spec): Diri => ({
  slot: { serial: s.serial } as Slot, // the classes of a slot are for people that are drawn
  lelaki: s.lelaki,
  lahir: readDay(s.lahir),
  cpns: monthIn(s.cpns),
  pns: s.pns === null ? null : monthIn(s.pns),
  masuk: { tingkat: program.get(s.pendidikan.find((p) => p[2])![0])!.tingkat, studi: 'umum' },
})

const schooling = ([kode, lulus, pertama]: Spec['pendidikan'][number]): Pendidikan => ({
  kode,
  tingkat: program.get(kode)!.tingkat,
  lulus: monthIn(lulus),
  pertama: pertama === 'pertama',
})

const postOf = (s: Spec, unit: Unit): Post => ({
  kelompok: s.kelompok,
  unit,
  studi: 'umum',
  ...(s.jft ? { jft: s.jft } : {}),
  ...(s.kelompok.startsWith('es') ? { eselon: unit.eselon } : {}),
})

function position(r: Random, agency: Agency, [tmtText, jenis, what, at]: Spec['jabatan'][number]): Jabatan {
  const unit = unitAt(agency, at)
  const tmt = readDay(tmtText)
  const structural = jenis === JENIS.struktural
  const sk = drawSk(r, agency.block.instansi, jenis === JENIS.jfu ? 'mutasi' : 'jabatan', tmt, structural ? 10 : 60)
  const nama = structural ? unit.jabatan : (jabatanNama.get(what) ?? what)
  return {
    jenis,
    unit,
    eselon: structural ? what : '',
    nama,
    kode: !structural && jabatanNama.has(what) ? what : '',
    tmt,
    sk,
    lantik: structural ? tmt : null,
  }
}

/** A unit by "office/unit"; the first whose name begins so, else the office. */
function unitAt({ tree }: Agency, path: string): Unit {
  const [office, name] = path.split('/')
  const top = tree.units.find((u) => u.nama === office && u.induk === tree.root) ?? tree.root
  if (!name) return top
  const below = tree.units.filter((u) => u !== top && isBelow(u, top))
  return below.find((u) => u.nama === name) ?? below.find((u) => u.nama.startsWith(name)) ?? top
}

function isBelow(unit: Unit, top: Unit): boolean {
  for (let u: Unit | null = unit; u; u = u.induk) if (u === top) return true
  return false
}
