// Staff, verifying units and agency settings of the generator's demo folder. Never part of an import by an office.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Db, Tx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import { readCsv, type CsvRow } from './csv.ts'
import { readHeader } from './header.ts'

export type Assignment = { peran: string; lingkup_id: string }
export type StaffMember = { id: string; email: string; nama: string; nip: string | null; tugas: Assignment[] }
/** What the caller makes for each member: the hash of his password and his sealed TOTP secret. */
export type MakeSecrets = (member: StaffMember) => Promise<{ sandi_hash: string; totp: string }>

type Row = Readonly<Record<string, string>>

/** Loads demo/ of a generator's folder; who is there already stays as he is. Returns all members with their tasks. */
export async function loadStaff(db: Db, folder: string, makeSecrets: MakeSecrets): Promise<StaffMember[]> {
  const demo = join(folder, 'demo')
  const settings = await readRows(join(demo, 'pengaturan.csv'), ['instansi_id', 'verifikasi_registrasi', 'alamat', 'jam_layanan'])
  const units = await readRows(join(demo, 'unit-verifikator.csv'), ['unor_id', 'instansi_id'])
  const staff = members(await readRows(join(demo, 'petugas.csv'), ['email', 'nama', 'nip', 'peran', 'lingkup_id']))
  const secrets = new Map<string, Awaited<ReturnType<MakeSecrets>>>()
  for (const member of staff) secrets.set(member.id, await makeSecrets(member))
  await transaction(db, async (tx) => {
    for (const row of settings) await saveSettings(tx, row)
    for (const row of units)
      await sql`insert into unit_verifikator (unor_id, instansi_id) values (${row.unor_id}, ${row.instansi_id}) on conflict do nothing`.execute(tx)
    for (const member of staff) await saveMember(tx, member, secrets.get(member.id)!)
  })
  return staff
}

/** One row per task; a member of several rows is one person. */
function members(rows: readonly Row[]): StaffMember[] {
  const byEmail = new Map<string, StaffMember>()
  for (const { email = '', nama = '', nip = '', peran = '', lingkup_id = '' } of rows) {
    const key = email.toLowerCase()
    const member = byEmail.get(key) ?? { id: uuidv7(), email: key, nama, nip: nip || null, tugas: [] }
    member.tugas.push({ peran, lingkup_id })
    byEmail.set(key, member)
  }
  return [...byEmail.values()]
}

async function saveSettings(tx: Tx, { instansi_id, verifikasi_registrasi = '', alamat, jam_layanan }: Row): Promise<void> {
  const check = ['1', 'ya', 'true', 't'].includes(verifikasi_registrasi.toLowerCase())
  await sql`insert into instansi_pengaturan (instansi_id, verifikasi_registrasi, alamat, jam_layanan)
    values (${instansi_id}, ${check}, ${alamat || null}, ${jam_layanan || null}) on conflict do nothing`.execute(tx)
}

async function saveMember(tx: Tx, member: StaffMember, secrets: { sandi_hash: string; totp: string }): Promise<void> {
  const { rows } = await sql`insert into petugas (id, email, nama, nip, sandi_hash, totp, sintetis)
    values (${member.id}, ${member.email}, ${member.nama}, ${member.nip}, ${secrets.sandi_hash}, ${secrets.totp}, true)
    on conflict (email) do nothing returning id`.execute(tx)
  if (rows.length === 0) return
  for (const { peran, lingkup_id } of member.tugas) {
    await sql`insert into penugasan (id, petugas_id, peran, lingkup_id) values (${uuidv7()}, ${member.id}, ${peran}, ${lingkup_id})`.execute(tx)
  }
}

async function readRows(path: string, required: readonly string[]): Promise<Row[]> {
  if (!existsSync(path)) return []
  const source = readCsv(path)
  const first = await source.next()
  const names = readHeader((first.value as CsvRow).cells, { required })
  const rows: Row[] = []
  for await (const { cells } of source) rows.push(Object.fromEntries(names.map((name, i) => [name!, cells[i] ?? ''])))
  return rows
}
