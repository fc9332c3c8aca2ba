// Who verifies, helps and administers in the demo: demo/petugas.csv and demo/pengaturan.csv.
import { OPEN_AGENCY } from './demoStates.ts'
import { drawNama } from './nama.ts'
import type { Person } from './person.ts'
import { hashText, Random } from './random.ts'
import type { Row } from './sections/row.ts'
import { verifierOf, type Tree, type Unit } from './unit.ts'

export const STAFF_COLUMNS = ['email', 'nama', 'nip', 'peran', 'lingkup_id']
export const SETTING_COLUMNS = ['instansi_id', 'verifikasi_registrasi', 'alamat', 'jam_layanan']

const SHORT: Record<string, string> = { 3011: 'kemenkes', 4011: 'bkn', 6400: 'jateng', 6422: 'purworejo', 6423: 'kebumen', 6475: 'kotamagelang' }
const OFFICE: Record<string, string> = {
  pendidikan: 'dindik', kesehatan: 'dinkes', pertanian: 'dispertan', peternakan: 'disnak', kehutanan: 'dishut', pu: 'dpu', perhubungan: 'dishub', dukcapil: 'disdukcapil', sosial: 'dinsos', dagang: 'disperindag',
  budpar: 'disbudpar', pendapatan: 'dppkad', lh: 'blh', bappeda: 'bappeda', kepegawaian: 'bkd', kb: 'bpmkb', kesbangpol: 'kesbangpol', izin: 'bpptpm', bpbd: 'bpbd', arsip: 'perpusda', satpolpp: 'satpolpp', setda: 'setda', dprd: 'setwan',
}
/** Offices with two verifiers, the first of them somebody of the set. */
const PAIRED = new Set(['pendidikan', 'kesehatan', 'setda', 'kepegawaian'])

const word = (text: string) => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '')
const titled = (name: string) => name.toLowerCase().replace(/(^|[ .])[a-z]/g, (c) => c.toUpperCase())

/** The e-mail part of a verifying unit: dindik, kec-kutoarjo, biro-kepegawaian. */
function unitWord(unit: Unit): string {
  const known = unit.induk?.induk ? undefined : OFFICE[unit.slug]
  return known ?? word(unit.nama.replace('Kecamatan', 'Kec').replace('Direktorat Jenderal', 'Ditjen').replace('Badan Kepegawaian Negara', ''))
}

export type DemoAgency = { tree: Tree; people: readonly Person[] }

/** All members with their tasks; one row per task. */
export function staffRows(seed: number, agencies: readonly DemoAgency[]): Row[] {
  const bkn = agencies.find((a) => a.tree.instansi.kode === '4011')!
  return [...agencies.flatMap((a) => [...agencyDesk(seed, a), ...unitDesks(seed, a)]), ...nationalDesk(seed, bkn)]
}

function member(seed: number, email: string, tasks: readonly (readonly [peran: string, lingkup: string])[], pns?: Person): Row[] {
  const r = new Random(seed, hashText(email), 50)
  const nama = pns ? pns.nama : drawNama(r, { agama: '1', suku: 'JAWA' }, r.chance(0.5), 1980)
  return tasks.map(([peran, lingkup_id]) => ({ email: `${email}@epupns.test`, nama: titled(nama), nip: pns?.nip ?? '', peran, lingkup_id }))
}

/** The personnel office: registration check, level 2, administration, helpdesk. */
function agencyDesk(seed: number, { tree, people }: DemoAgency): Row[] {
  const { kode } = tree.instansi
  const at = SHORT[kode] ?? kode
  const own = people.filter((p) => p.n > 12 && !p.keluar && ['kepegawaian', 'setda', 'sekretariat'].includes(p.post.unit.slug))
  return [
    ...member(seed, `registrasi.${at}`, [['verifikator_registrasi', kode]], own[0]),
    ...member(seed, `level2.${at}`, [['verifikator_2', kode]], own[1]),
    ...member(seed, `level2b.${at}`, [['verifikator_2', kode]]),
    ...member(seed, `admin.${at}`, [['admin_instansi', kode]], own[2]),
    ...member(seed, `helpdesk.${at}`, [['helpdesk', kode]]),
  ]
}

/** One verifier for each flagged unit; one unit has none, in another he can only verify himself. */
function unitDesks(seed: number, { tree, people }: DemoAgency): Row[] {
  const at = SHORT[tree.instansi.kode] ?? tree.instansi.kode
  const flagged = tree.units.filter((u) => u.verifikator)
  const staffed = (u: Unit) => people.filter((p) => p.n > 12 && !p.keluar && verifierOf(tree, p.post.unit) === u)
  const special = tree.instansi.kode === '6423' ? flagged.filter((u) => u.slug === 'kecamatan' && staffed(u).length > 0) : []
  const [alone, none] = special
  const used = new Set<string>()
  return flagged.flatMap((unit) => {
    if (unit === none) return []
    let name = `level1.${unitWord(unit)}.${at}`
    while (used.has(name)) name = `${name}-2`
    used.add(name)
    const task = [['verifikator_1', unit.id]] as const
    if (unit === alone) return member(seed, name, task, staffed(unit)[0])
    if (!PAIRED.has(unit.slug) || unit.induk !== tree.root) return member(seed, name, task)
    return [...member(seed, name, task, staffed(unit).find((p) => p.post.kelompok === 'jfu' || p.post.kelompok === 'es4')), ...member(seed, name.replace('level1', 'level1b'), task)]
  })
}

/** BKN: Kanreg I for the regional agencies, Pusat for the central ones. */
function nationalDesk(seed: number, { people }: DemoAgency): Row[] {
  const own = people.filter((p) => p.n > 12 && !p.keluar)
  const ofKanreg = own.filter((p) => p.post.unit.nama.includes('Kantor Regional I '))
  return [
    ...member(seed, 'level3.kanreg1', [['verifikator_3', '01']], ofKanreg[0]),
    ...member(seed, 'level3b.kanreg1', [['verifikator_3', '01']]),
    ...member(seed, 'level3.pusat', [['verifikator_3', '00']], own[0]),
    ...member(seed, 'level3b.pusat', [['verifikator_3', '00']]),
    ...member(seed, 'turunstatus.kanreg1', [['turun_status', '01']]),
    ...member(seed, 'turunstatus.pusat', [['turun_status', '00']]),
    ...member(seed, 'helpdesk.bkn', [['helpdesk', '00']]),
    ...member(seed, 'admin.bkn', [['admin_bkn', '00']]),
  ]
}

const ADDRESS: Record<string, string> = {
  3011: 'Biro Kepegawaian, Jl. Kesehatan Raya No. 1, Jakarta', 4011: 'Biro Kepegawaian, Jl. Aparatur No. 1, Jakarta', 6400: 'Badan Kepegawaian Daerah, Jl. Stadion No. 1, Semarang',
  6422: 'Badan Kepegawaian Daerah, Jl. Kantor Bupati No. 1, Purworejo', 6423: 'Badan Kepegawaian Daerah, Jl. Kantor Bupati No. 1, Kebumen', 6475: 'Badan Kepegawaian Daerah, Jl. Balai Kota No. 1, Magelang',
}

/** What the agencies decided about themselves. */
export function settingRows(agencies: readonly DemoAgency[]): Row[] {
  return agencies.map(({ tree: { instansi } }) => ({
    instansi_id: instansi.kode, verifikasi_registrasi: String(instansi.kode !== OPEN_AGENCY), alamat: ADDRESS[instansi.kode] ?? '', jam_layanan: 'Senin sampai Kamis 07.30-15.30, Jumat 07.30-14.00 WIB',
  }))
}
