// The daily letter of a member of staff: numbers of everything that waits for him, never one letter per event.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { DbOrTx } from '../../db/pool.ts'
import { ROLE } from '../../tiket/desk.ts'
import { readDigest, type Digest } from '../../tiket/stats.ts'
import { listWaiting } from '../../tiket/tindakan/jalan.ts'
import type { Staff } from '../../workflow/scope.ts'
import type { Outgoing } from './compose.ts'
import type { Part } from './letter.tsx'
import { workLines } from './ringkasanKerja.ts'

/** Undefined when there is nothing to say, or he works here no more. */
export async function composeDigest(ctx: Ctx, id: string): Promise<Outgoing | undefined> {
  const found = await findStaff(ctx.db, id)
  if (!found) return undefined
  const { staff, email } = found
  const part = (lines: readonly string[], path: string, label: string): Part[] =>
    lines.length === 0 ? [] : [{ butir: lines }, { tautan: ctx.config.baseUrl + path, label }]
  const desk = staff.assignments.some((a) => a.role === ROLE) ? deskLines(await readDigest(ctx.db, staff), (await listWaiting(ctx.db, staff, 100)).length) : []
  const isi = [...part(await workLines(ctx.db, staff), '/verifikasi', 'Buka daftar kerja'), ...part(desk, '/helpdesk', 'Buka daftar tiket')]
  if (isi.length === 0) return undefined
  return {
    kepada: email,
    letter: {
      perihal: 'Pekerjaan e-PUPNS Anda hari ini',
      isi: ['Keadaan pagi ini:', ...isi],
      sebab: 'Anda menerima surat ini sekali sehari karena Anda petugas e-PUPNS.',
      bukanSaya: 'Hubungi admin instansi Anda supaya tugas ini dicabut.',
    },
  }
}

async function findStaff(db: DbOrTx, id: string): Promise<{ staff: Staff; email: string } | undefined> {
  const { rows } = await sql<{
    email: string
    nama: string
    nip: string | null
    peran: string
    lingkup_id: string
  }>`select p.email, p.nama, p.nip, a.peran, a.lingkup_id
    from petugas p join penugasan a on a.petugas_id = p.id and current_date between a.berlaku_dari and coalesce(a.berlaku_sampai, current_date)
    where p.id = ${id} and p.aktif order by a.peran, a.lingkup_id`.execute(db)
  const [first] = rows
  return (
    first && { email: first.email, staff: { id, nama: first.nama, nip: first.nip, assignments: rows.map((r) => ({ role: r.peran, scopeId: r.lingkup_id })) } }
  )
}

const deskLines = (d: Digest, proposed: number): string[] =>
  (
    [
      [d.baru, 'tiket belum diambil'],
      [proposed, 'tindakan diusulkan petugas lain dan menunggu persetujuan'],
      [d.lewat, 'tiket lewat tenggat'],
      [d.segera, 'tiket jatuh tempo dalam 24 jam'],
      [d.masuk, 'tiket naik ke tingkat Anda sejak kemarin'],
      [d.naik, 'tiket naik dari tingkat Anda sejak kemarin'],
    ] as const
  ).flatMap(([n, words]) => (n > 0 ? [`${n} ${words}`] : []))
