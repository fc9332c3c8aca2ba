// What waits for a member of staff outside the helpdesk, as lines of his daily letter: numbers only (clarifications 5).
import { sql } from 'kysely'
import type { DbOrTx } from '../../db/pool.ts'
import { sumCounts } from '../../workflow/counts.ts'
import { countKeys, idsFor, levelsOf, type Staff } from '../../workflow/scope.ts'
import { LEVELS } from '../../workflow/table.ts'

const REGISTRAR = 'verifikator_registrasi'
const ADMIN = 'admin_instansi'
const NATIONAL = 'admin_bkn'
/** Who sees claims and lost mailboxes at the counter. */
const COUNTER = [REGISTRAR, ADMIN] as const

/** Roles whose holders get the letter. */
export const WORKING: readonly string[] = [REGISTRAR, ADMIN, NATIONAL, ...LEVELS.map((l) => l.role)]

type Line = readonly [n: number, words: string]

/** Lines with something in them, most urgent first. */
export async function workLines(db: DbOrTx, staff: Staff): Promise<string[]> {
  const lines = [
    ...(await counterLines(db, staff)),
    ...(await registrationLines(db, staff)),
    ...(await queueLines(db, staff)),
    ...(await reportLines(db, staff)),
  ]
  return lines.flatMap(([n, words]) => (n > 0 ? [`${n} ${words}`] : []))
}

async function queueLines(db: DbOrTx, staff: Staff): Promise<Line[]> {
  if (levelsOf(staff).length === 0) return []
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from formulir where pemegang = ${staff.id}`.execute(db)
  return [
    [await sumCounts(db, countKeys(staff)), 'formulir menunggu di antrean Anda'],
    [rows[0]!.n, 'formulir terakhir Anda pegang dan belum diputus'],
  ]
}

async function registrationLines(db: DbOrTx, staff: Staff): Promise<Line[]> {
  const agencies = idsFor(staff, REGISTRAR)
  if (agencies.length === 0) return []
  const { rows } = await sql<{ semua: number; baru: number }>`select count(*)::int as semua,
      (count(*) filter (where dibuat > clock_timestamp() - interval '1 day'))::int as baru
    from akun where status = 'menunggu_verifikasi_registrasi' and instansi_id = any(${agencies})`.execute(db)
  return [
    [rows[0]!.semua, 'registrasi menunggu diperiksa'],
    [rows[0]!.baru, 'registrasi di antaranya masuk sejak kemarin'],
  ]
}

async function counterLines(db: DbOrTx, staff: Staff): Promise<Line[]> {
  const agencies = [...new Set(COUNTER.flatMap((role) => idsFor(staff, role)))]
  if (agencies.length === 0) return []
  const { rows } = await sql<{ klaim: number; kotak: number }>`select
    (select count(*)::int from klaim where status = 'terbuka' and instansi_id = any(${agencies})) as klaim,
    (select count(*)::int from kotak_surat where status = 'satu' and instansi_id = any(${agencies}) and pertama_oleh <> ${staff.id}) as kotak`.execute(db)
  return [
    [rows[0]!.klaim, 'laporan NIP dipakai orang lain menunggu di loket'],
    [rows[0]!.kotak, 'penggantian alamat e-mail menunggu petugas kedua'],
  ]
}

async function reportLines(db: DbOrTx, staff: Staff): Promise<Line[]> {
  const national = idsFor(staff, NATIONAL).length > 0
  const agencies = idsFor(staff, ADMIN)
  if (!national && agencies.length === 0) return []
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from laporan_akses
    where dijawab_pada is null and (${national} or instansi_id = any(${agencies}))`.execute(db)
  return [[rows[0]!.n, 'laporan akses data belum dijawab']]
}
