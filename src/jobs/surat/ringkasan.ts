// The daily letter of an operator: numbers only, never one letter per ticket.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { ROLE } from '../../tiket/desk.ts'
import { readDigest, type Digest } from '../../tiket/stats.ts'
import type { Outgoing } from './compose.ts'

/** Undefined when there is nothing to say, or he is no operator any more. */
export async function composeDigest(ctx: Ctx, id: string): Promise<Outgoing | undefined> {
  const { rows } = await sql<{ email: string; nama: string; nip: string | null; lingkup: string[] }>`select p.email, p.nama, p.nip,
      array(select a.lingkup_id from penugasan a where a.petugas_id = p.id and a.peran = ${ROLE}
        and current_date between a.berlaku_dari and coalesce(a.berlaku_sampai, current_date)) as lingkup
    from petugas p where p.id = ${id} and p.aktif`.execute(ctx.db)
  const [staff] = rows
  if (!staff || staff.lingkup.length === 0) return undefined
  const assignments = staff.lingkup.map((scopeId) => ({ role: ROLE, scopeId }))
  const lines = linesOf(await readDigest(ctx.db, { id, nama: staff.nama, nip: staff.nip, assignments }))
  if (lines.length === 0) return undefined
  return {
    kepada: staff.email,
    letter: {
      perihal: 'Tiket helpdesk e-PUPNS hari ini',
      isi: ['Keadaan meja Anda pagi ini:', { butir: lines }, { tautan: `${ctx.config.baseUrl}/helpdesk`, label: 'Buka daftar tiket' }],
      sebab: 'Anda menerima surat ini sekali sehari karena Anda petugas helpdesk e-PUPNS.',
      bukanSaya: 'Hubungi admin instansi Anda supaya tugas ini dicabut.',
    },
  }
}

const linesOf = (d: Digest): string[] =>
  (
    [
      [d.baru, 'tiket belum diambil'],
      [d.lewat, 'tiket lewat tenggat'],
      [d.segera, 'tiket jatuh tempo dalam 24 jam'],
      [d.masuk, 'tiket naik ke tingkat Anda sejak kemarin'],
      [d.naik, 'tiket naik dari tingkat Anda sejak kemarin'],
    ] as const
  ).flatMap(([n, words]) => (n > 0 ? [`${n} ${words}`] : []))
