// Letters to staff about their own access.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { Outgoing } from './compose.ts'

const NOTICES: Readonly<Record<string, readonly [perihal: string, isi: string]>> = {
  'kode-cadangan': ['Kode cadangan petugas e-PUPNS dipakai', 'Akun petugas Anda dimasuki dengan salah satu kode cadangan. Kode itu tidak berlaku lagi.'],
  'kode-cadangan-baru': ['Kode cadangan petugas e-PUPNS dibuat', 'Sepuluh kode cadangan baru dibuat untuk akun petugas Anda. Yang lama tidak berlaku lagi.'],
}

/** Undefined when he works here no more. */
export async function composeStaffNotice(ctx: Ctx, ids: { petugas?: string; sebab?: string }): Promise<Outgoing | undefined> {
  const notice = NOTICES[ids.sebab ?? '']
  if (!notice) throw new Error(`no notice to staff of kind ${(ids.sebab ?? '').slice(0, 40)}`)
  const { rows } = await sql<{ email: string }>`select email from petugas where id = ${ids.petugas} and aktif`.execute(ctx.db)
  return (
    rows[0] && {
      kepada: rows[0].email,
      letter: {
        perihal: notice[0],
        isi: [notice[1], { tautan: `${ctx.config.baseUrl}/petugas/akun`, label: 'Buka akun petugas' }],
        sebab: 'Anda menerima surat ini karena Anda petugas e-PUPNS.',
        bukanSaya: 'Segera hubungi admin instansi Anda supaya akun petugas ini ditutup.',
      },
    }
  )
}
