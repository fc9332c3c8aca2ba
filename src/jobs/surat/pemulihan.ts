// The letter with the one-time link. Only here is it found out whether what was typed fits anybody: the page that asked cannot tell, not even by time.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { findOfficial } from '../../form/official.ts'
import { emailIndex, openAccount } from '../../security/account.ts'
import { ibuIndex } from '../../security/answers.ts'
import { hashKode, hashToken, newKode, newToken, sameText } from '../../security/nomor.ts'
import { giveBack, take } from '../../security/throttle.ts'
import { isMailboxCode } from '../../web/kotakSurat.ts'
import { lockPerson } from '../../web/akun.ts'
import { findPemulihanById, lockPemulihan, RECOVERIES, recoveryPlace, writeIsi, writeLink, type Pemulihan } from '../../web/pemulihan.ts'
import { record } from '../../workflow/events.ts'
import { disavowPart } from './akun.ts'
import type { Outgoing } from './compose.ts'
import type { Letter } from './letter.tsx'
import { alamatTerpakai } from './templates.ts'

type Found = {
  nip: string
  nomor_register: string
  email: string | null
  sendiri: boolean
  ibu_kandung_indeks: string
  nik_berbeda: boolean
  terbuka: boolean
}

/** The letter of a recovery. Undefined when there is none to send: nobody has this NIP, something does not fit, or it was asked too often. */
export async function composeRecovery(ctx: Ctx, id: string): Promise<Outgoing | undefined> {
  const p = await findPemulihanById(ctx.db, ctx.keys, id)
  if (p?.tahap !== 'menunggu') return undefined
  const account = await findAccount(ctx.db, p.isi.nip)
  if (!account?.terbuka || !(await isLetThrough(ctx, p, account))) return undefined
  const kepada = p.jenis === 'alamat' ? p.isi.email : account.email && openAccount(ctx.keys, account.nip, 'email', account.email)
  if (!kepada) return undefined
  if (p.jenis === 'alamat' && (await belongsToOther(ctx, account.nip, kepada))) return { kepada, letter: alamatTerpakai(ctx.config) }
  return transaction(ctx.db, (tx) => issue(tx, ctx, p.id, kepada))
}

async function findAccount(db: DbOrTx, nip: string): Promise<Found | undefined> {
  const { rows } = await sql<Found>`select nip, nomor_register, email, email_indeks is not null as sendiri, ibu_kandung_indeks, nik_berbeda,
      status in ('aktif', 'menunggu_verifikasi_registrasi') and coalesce(pemulihan_beku_sampai < clock_timestamp(), true) as terbuka
    from akun where nip = ${nip}`.execute(db)
  return rows[0]
}

/**
 * Decided once for each letter asked for: a job that is tried again, because the mail server is down, spends no second try and
 * leaves no second event.
 */
async function isLetThrough(ctx: Ctx, p: Pemulihan, account: Found): Promise<boolean> {
  if (p.isi.izin === p.isi.kirim) return true
  // Its own count: what strangers type must not use up the tries of the owner, who has proved his mailbox.
  const guesses = { akun: `${p.isi.nip} permintaan` }
  const guess = p.jenis !== 'nomor-register'
  const allowed = !guess || (await take(ctx.db, ctx.keys, 'knowledge_check', guesses)).allowed
  const fits = allowed && (await isFitting(ctx, p, account))
  if (guess && fits) await giveBack(ctx.db, ctx.keys, 'knowledge_check', guesses, 1)
  const mail = fits && (await take(ctx.db, ctx.keys, 'mail', { akun: p.isi.nip })).allowed
  await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, p.isi.nip)
    if (mail) await writeIsi(tx, ctx.keys, p.id, { ...p.isi, izin: p.isi.kirim })
    const hasil = mail ? 'dikirim' : fits ? 'terlalu-sering' : 'tidak-cocok'
    await record(tx, { nip: p.isi.nip, kind: 'pemulihan-diminta', actor: { as: 'sistem' }, data: { jenis: p.jenis, hasil, asal: p.isi.asal } })
  })
  return mail
}

async function isFitting(ctx: Ctx, p: Pemulihan, a: Found): Promise<boolean> {
  const { isi } = p
  if (p.jenis === 'alamat') return isMailboxCode(ctx.db, ctx.keys, isi.nip, isi.kode ?? '')
  if (!a.sendiri) return false
  if (p.jenis === 'nomor-register') return true
  if (p.jenis === 'kata-kunci') return sameText(a.nomor_register, isi.nomor ?? '')
  return sameText(a.ibu_kandung_indeks, ibuIndex(ctx.keys, isi.nip, isi.ibu ?? '')) && (await isNik(ctx, a, isi.nik ?? ''))
}

/** Where BKN holds no NIK, or another one than the KTP that the agency has seen, there is nothing to compare. */
async function isNik(ctx: Ctx, a: Found, nik: string): Promise<boolean> {
  const known = (await findOfficial(ctx.db, ctx.keys, a.nip))?.person.nik
  return a.nik_berbeda || !known || sameText(known, nik)
}

async function belongsToOther(ctx: Ctx, nip: string, email: string): Promise<boolean> {
  const { rows } = await sql<{ nip: string }>`select nip from direktori_email where email_indeks = ${emailIndex(ctx.keys, email)}`.execute(ctx.db)
  return rows[0] !== undefined && rows[0].nip !== nip
}

/** Makes link and code under the lock. */
async function issue(tx: Tx, ctx: Ctx, id: string, kepada: string): Promise<Outgoing | undefined> {
  const p = await lockPemulihan(tx, ctx.keys, id)
  if (p?.tahap !== 'menunggu') return undefined
  const [token, kode] = [newToken(), newKode()]
  await writeLink(tx, ctx.keys, p, { token: hashToken(token), kode: hashKode(ctx.keys, recoveryPlace(id), kode) })
  return { kepada, letter: linkLetter(ctx, p, token, kode) }
}

function linkLetter(ctx: Ctx, { jenis, isi }: Pemulihan, token: string, kode: string): Letter {
  const { title, minutes } = RECOVERIES[jenis]
  const own = jenis !== 'alamat'
  return {
    perihal: own ? `${title}: tautan e-PUPNS` : 'Konfirmasi alamat e-mail e-PUPNS',
    isi: [
      own
        ? `Seseorang menggunakan ${title} untuk akun e-PUPNS Anda. Bila itu Anda, lanjutkan dengan tautan ini.`
        : 'Alamat ini ditulis sebagai alamat baru akun e-PUPNS. Bila itu Anda, lanjutkan dengan tautan ini.',
      { tautan: `${ctx.config.baseUrl}/pemulihan/tautan/${token}`, label: 'Buka tautan' },
      'Atau ketik kode ini di halaman tempat Anda memintanya:',
      { kode },
      `Tautan dan kode berlaku ${minutes} menit, satu kali. Hanya surat terbaru yang berlaku. Jangan berikan kodenya kepada siapa pun.`,
      ...(own ? [disavowPart(ctx, isi.nip, 'tautan')] : []),
    ],
    sebab: own
      ? 'Anda menerima surat ini karena alamat ini terdaftar pada akun e-PUPNS Anda.'
      : 'Anda menerima surat ini karena seseorang menulis alamat ini di e-PUPNS.',
    bukanSaya: own
      ? 'Abaikan surat ini, atau buka tautan “Bukan saya” di atas. Tanpa surat ini tidak ada yang dapat melanjutkan.'
      : 'Abaikan surat ini. Tanpa kode, alamat Anda tidak dipakai.',
  }
}
