// Who verifies, helps and administers in the demo: demo/petugas.csv and demo/pengaturan.csv.
import { OPEN_AGENCY } from './demoStates.ts'
import { drawNama } from './nama.ts'
import type { Person } from './person.ts'
import { NAMED } from './preset.ts'
import { hashText, Random, STREAM } from './random.ts'
import type { Row } from './sections/row.ts'
import { verifierOf, type Tree, type Unit } from './unit.ts'

export const STAFF_COLUMNS = ['email', 'nama', 'nip', 'peran', 'lingkup_id']
export const SETTING_COLUMNS = ['instansi_id', 'verifikasi_registrasi', 'alamat', 'jam_layanan']

const SHORT: Record<string, string> = {
  3011: 'kemenkes',
  4011: 'bkn',
  6400: 'jateng',
  6422: 'purworejo',
  6423: 'kebumen',
  6475: 'kotamagelang',
}
const OFFICE: Record<string, string> = {
  pendidikan: 'dindik',
  kesehatan: 'dinkes',
  pertanian: 'dispertan',
  peternakan: 'disnak',
  kehutanan: 'dishut',
  pu: 'dpu',
  perhubungan: 'dishub',
  dukcapil: 'disdukcapil',
  sosial: 'dinsos',
  dagang: 'disperindag',
  budpar: 'disbudpar',
  pendapatan: 'dppkad',
  lh: 'blh',
  bappeda: 'bappeda',
  kepegawaian: 'bkd',
  kb: 'bpmkb',
  kesbangpol: 'kesbangpol',
  izin: 'bpptpm',
  bpbd: 'bpbd',
  arsip: 'perpusda',
  satpolpp: 'satpolpp',
  setda: 'setda',
  dprd: 'setwan',
}
/** Offices with two verifiers, the first of them somebody of the set. */
const PAIRED = new Set(['pendidikan', 'kesehatan', 'setda', 'kepegawaian'])

/** The paired office that also has its own helpdesk: the one with the most people. */
const HELPING = 'pendidikan'

/** Kebumen: has the unit whose only verifier is himself one of its people, and one without any. */
const LONELY_AGENCY = '6423'

const word = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
const titled = (name: string) => name.toLowerCase().replace(/(^|[ .])[a-z]/g, (c) => c.toUpperCase())

/** The e-mail part of a verifying unit: dindik, kec-kutoarjo, biro-kepegawaian. */
function unitWord(unit: Unit): string {
  const known = unit.induk?.induk ? undefined : OFFICE[unit.slug]
  return (
    known ??
    word(
      unit.nama
        .replace('Kecamatan', 'Kec')
        .replace('Direktorat Jenderal', 'Ditjen')
        .replace('Direktorat', 'Dit')
        .replace(/Kantor Regional (\w+).*/, 'Kanreg $1'),
    )
      .split('-')
      .slice(0, 5)
      .join('-')
  )
}

export type DemoAgency = { tree: Tree; people: readonly Person[] }
type States = ReadonlyMap<string, string>

/** All members with their tasks; one row per task. Nobody of the set has two accounts. */
export function staffRows(seed: number, agencies: readonly DemoAgency[], states: States): Row[] {
  const hired = new Set<string>()
  const bkn = agencies.find((a) => a.tree.instansi.kode === '4011')!
  const free = (people: readonly Person[]) => people.filter((p) => p.n > NAMED && !p.keluar && !hired.has(p.nip))
  const hire = (people: readonly Person[]): Person | undefined => {
    const found = free(people)[0]
    if (found) hired.add(found.nip)
    return found
  }
  return [...agencies.flatMap((a) => [...agencyDesk(seed, a, hire), ...unitDesks(seed, a, hire, states)]), ...nationalDesk(seed, bkn, hire)]
}

type Hire = (people: readonly Person[]) => Person | undefined

function member(seed: number, email: string, tasks: readonly (readonly [peran: string, lingkup: string])[], pns?: Person): Row[] {
  const r = new Random(seed, hashText(email), STREAM.petugas)
  const nama = pns ? pns.nama : drawNama(r, { agama: '1', suku: 'JAWA' }, r.chance(0.5), 1980)
  return tasks.map(([peran, lingkup_id]) => ({
    email: `${email}@epupns.test`,
    nama: titled(nama),
    nip: pns?.nip ?? '',
    peran,
    lingkup_id,
  }))
}

/** The personnel office: registration check, level 2, administration, helpdesk. */
function agencyDesk(seed: number, { tree, people }: DemoAgency, hire: Hire): Row[] {
  const { kode } = tree.instansi
  const at = SHORT[kode] ?? kode
  const own = people.filter((p) => ['kepegawaian', 'setda', 'sekretariat'].includes(p.post.unit.slug))
  return [
    ...member(seed, `registrasi.${at}`, [['verifikator_registrasi', kode]], hire(own)),
    ...member(seed, `level2.${at}`, [['verifikator_2', kode]], hire(own)),
    ...member(seed, `level2b.${at}`, [['verifikator_2', kode]]),
    ...member(seed, `admin.${at}`, [['admin_instansi', kode]], hire(own)),
    ...member(seed, `helpdesk.${at}`, [
      ['helpdesk', kode],
      ['turun_status', kode],
    ]),
    ...member(seed, `helpdeskb.${at}`, [['helpdesk', kode]]),
  ]
}

/** One verifier for each flagged unit; in one he is the only person who could verify himself, another has nobody. */
function unitDesks(seed: number, { tree, people }: DemoAgency, hire: Hire, states: States): Row[] {
  const at = SHORT[tree.instansi.kode] ?? tree.instansi.kode
  const staff = (u: Unit) => people.filter((p) => verifierOf(tree, p.post.unit) === u)
  const sent = (u: Unit) => staff(u).filter((p) => states.get(p.nip) === 'level_1')
  const flagged = tree.units.filter((u) => u.verifikator)
  const small = flagged.filter((u) => !PAIRED.has(u.slug) && sent(u).length > 0).sort((a, b) => staff(a).length - staff(b).length)
  const [alone, nobody] = tree.instansi.kode === LONELY_AGENCY ? small : []
  const names = new Map<string, number>()
  return flagged.flatMap((unit) => {
    if (unit === nobody) return []
    const base = unitWord(unit)
    const times = (names.get(base) ?? 0) + 1
    names.set(base, times)
    const name = `level1.${base}${times > 1 ? `-${times}` : ''}.${at}`
    const task = [['verifikator_1', unit.id]] as const
    if (unit === alone) return member(seed, name, task, hire(sent(unit)))
    if (!PAIRED.has(unit.slug) || unit.induk !== tree.root) return member(seed, name, task)
    const first = hire(staff(unit).filter((p) => p.post.kelompok === 'jfu' || p.post.kelompok === 'es4'))
    const helper = unit.slug === HELPING ? member(seed, name.replace('level1', 'helpdesk'), [['helpdesk', unit.id]]) : []
    return [...member(seed, name, task, first), ...member(seed, name.replace('level1', 'level1b'), task), ...helper]
  })
}

/** BKN: Kanreg I for the regional agencies, Pusat for the central ones. */
function nationalDesk(seed: number, { people }: DemoAgency, hire: Hire): Row[] {
  return [
    ...member(seed, 'level3.kanreg1', [['verifikator_3', '01']], hire(people.filter((p) => p.post.unit.nama.includes('Kantor Regional I ')))),
    ...member(seed, 'level3b.kanreg1', [['verifikator_3', '01']]),
    ...member(seed, 'level3.pusat', [['verifikator_3', '00']], hire(people)),
    ...member(seed, 'level3b.pusat', [['verifikator_3', '00']]),
    ...member(seed, 'turunstatus.kanreg1', [
      ['turun_status', '01'],
      ['helpdesk', '01'],
    ]),
    ...member(seed, 'turunstatus.pusat', [
      ['turun_status', '00'],
      ['helpdesk', '00'],
    ]),
    ...member(seed, 'helpdesk.kanreg1', [['helpdesk', '01']]),
    ...member(seed, 'helpdesk.pusat', [['helpdesk', '00']]),
    ...member(seed, 'admin.pusat', [['admin_bkn', '00']]),
  ]
}

const ADDRESS: Record<string, string> = {
  3011: 'Biro Kepegawaian, Jl. Kesehatan Raya No. 1, Jakarta',
  4011: 'Biro Kepegawaian, Jl. Aparatur No. 1, Jakarta',
  6400: 'Badan Kepegawaian Daerah, Jl. Stadion No. 1, Semarang',
  6422: 'Badan Kepegawaian Daerah, Jl. Kantor Bupati No. 1, Purworejo',
  6423: 'Badan Kepegawaian Daerah, Jl. Kantor Bupati No. 1, Kebumen',
  6475: 'Badan Kepegawaian Daerah, Jl. Balai Kota No. 1, Magelang',
}

/** What the agencies decided about themselves. */
export function settingRows(agencies: readonly DemoAgency[]): Row[] {
  return agencies.map(({ tree: { instansi } }) => ({
    instansi_id: instansi.kode,
    verifikasi_registrasi: String(instansi.kode !== OPEN_AGENCY),
    alamat: ADDRESS[instansi.kode] ?? '',
    jam_layanan: 'Senin sampai Kamis 07.30-15.30, Jumat 07.30-14.00 WIB',
  }))
}
