// What happens at each step of registration. The account comes into being in one transaction, at the very end.
import type { Ctx } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import type { Tx } from '../../db/pool.ts'
import { findOfficial, type Official } from '../../form/official.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { problem } from '../../problems.ts'
import { accountColumns, type AccountColumns } from '../../security/account.ts'
import { forgetDevices } from '../../security/device.ts'
import { hashKode, normaliseSymbols, sameKode, sameText } from '../../security/nomor.ts'
import { revokeAllSessions } from '../../security/session.ts'
import { giveBack, take } from '../../security/throttle.ts'
import { useActivation } from '../../web/aktivasi.ts'
import { getAgencySettings, reserveEmail } from '../../web/akun.ts'
import { changePendaftaran, codePlace, lockPendaftaran, writePendaftaran, type Isi, type Pendaftaran, type Temuan } from '../../web/pendaftaran.ts'
import { NOT_ANSWERED, solvedIn } from '../../web/challenge.tsx'
import type { Body } from '../../web/request.ts'
import type { Visitor } from '../../web/visitor.tsx'
import { record } from '../../workflow/events.ts'
import { acceptedBy, countWrongCode, findAccount, forgetCode, insertAccount, lockAccount, releaseDirectories, reserveNomor } from './store.ts'

/** Registration gate of domain.md 3.13. An empty standing passes: the agency looks at it. */
const MAY_REGISTER = /^(0[1-9]|1[0-6]|20|51)$/
const REFUSED: Record<string, Temuan> = { 88: 'pensiun', 98: 'pensiun', 99: 'pensiun', 66: 'diberhentikan', 77: 'diberhentikan' }

/** Where a NIP leads. Existence of a NIP is told on purpose (trust.md 3.1), its data is not. */
export async function lookUp(ctx: Ctx, nip: string): Promise<Temuan> {
  const account = await findAccount(ctx.db, nip)
  if (account && account.status !== 'registrasi_ditolak') return 'terdaftar'
  const official = await findOfficial(ctx.db, ctx.keys, nip)
  if (!official) return 'tidak_ada'
  if (official.standing !== null && !MAY_REGISTER.test(official.standing)) return REFUSED[official.standing] ?? 'tidak_aktif'
  return official.induk?.id ? 'lanjut' : 'tanpa_instansi'
}

/** The official record of a registration that may go on. */
export async function getOfficial(ctx: Ctx, nip: string): Promise<Official> {
  const official = await findOfficial(ctx.db, ctx.keys, nip)
  if (!official) throw problem('nip_unknown')
  return official
}

/**
 * Compares the NIK. Different ones are let through after a second look (the registration is flagged); beyond the limit nothing is
 * compared any more, so that nobody can find a NIK by trying. True = go on.
 */
export async function checkNik(ctx: Ctx, visitor: Visitor, p: Pendaftaran, nik: string, confirmed: boolean): Promise<boolean> {
  const asked = p.isi.nik_status === 'berbeda' && p.isi.nik === nik
  const nik_status = asked ? 'berbeda' : await compareNik(ctx, visitor, p, nik)
  await changePendaftaran(ctx.db, ctx.keys, p.id, (isi) => ({ ...isi, nik, nik_status: nik_status ?? 'berbeda' }))
  return nik_status !== 'berbeda' || (asked && confirmed)
}

async function compareNik(ctx: Ctx, visitor: Visitor, p: Pendaftaran, nik: string): Promise<Isi['nik_status']> {
  const { person } = await getOfficial(ctx, p.isi.nip)
  if (!person.nik) return 'tidak_ada'
  const { allowed } = await take(ctx.db, ctx.keys, 'knowledge_check', { akun: p.isi.nip, alamat: visitor.address, sesi: visitor.id, tautan: p.id })
  if (!allowed) return undefined
  return sameText(person.nik, nik) ? 'cocok' : 'berbeda'
}

/** Keeps the address and has a code mailed to it. Whether it belongs to somebody else shows only in that mail. */
export async function sendCode(ctx: Ctx, id: string, email: string): Promise<void> {
  await changePendaftaran(ctx.db, ctx.keys, id, async (isi, tx) => {
    await forgetCode(tx, id)
    await enqueue(tx, 'surat', { jenis: 'kode-email', pendaftaran: id })
    return { ...isi, email, email_terbukti: false, loket: undefined }
  })
}

export type CodeResult = 'benar' | 'salah' | 'kedaluwarsa' | 'terpakai' | 'habis' | 'belum_dikirim'
const CODE_TRIES = 5

/** Checks a mailed code, typed or from the link. */
export async function checkCode(ctx: Ctx, id: string, typed: string): Promise<CodeResult> {
  return transaction(ctx.db, async (tx) => {
    const p = await lockPendaftaran(tx, ctx.keys, id)
    if (!p) return 'kedaluwarsa'
    const place = codePlace(id)
    const code = normaliseSymbols(typed)
    if (p.isi.kode_terpakai && sameKode(ctx.keys, place, code, p.isi.kode_terpakai)) return 'terpakai'
    if (!p.kode_hash || !p.kode_kedaluwarsa) return 'belum_dikirim'
    if (p.kode_salah >= CODE_TRIES) return 'habis'
    if (!sameKode(ctx.keys, place, code, p.kode_hash)) {
      await countWrongCode(tx, id)
      return p.kode_salah + 1 >= CODE_TRIES ? 'habis' : 'salah'
    }
    if (p.kode_kedaluwarsa <= p.sekarang) return 'kedaluwarsa'
    await forgetCode(tx, id)
    await writePendaftaran(tx, ctx.keys, id, { ...p.isi, email_terbukti: true, kode_terpakai: hashKode(ctx.keys, place, code) })
    return 'benar'
  })
}

const PASS_MINUTES = 10
const PASS_TRIES = 10

/**
 * The picture code at the end. Once right it is not asked again for some tries, so that a fault elsewhere costs no second picture.
 * Under the lock of the row: of two equal posts the second one profits from the first. Gives the fault.
 */
export async function passChallenge(ctx: Ctx, visitor: Visitor, id: string, form: string, body: Body): Promise<string | undefined> {
  return transaction(ctx.db, async (tx) => {
    const p = await lockPendaftaran(tx, ctx.keys, id)
    if (!p || p.isi.selesai) return undefined
    const now = p.sekarang.getTime()
    const { lulus } = p.isi
    if (lulus && lulus.sampai > now && lulus.sisa > 0) {
      await writePendaftaran(tx, ctx.keys, id, { ...p.isi, lulus: { ...lulus, sisa: lulus.sisa - 1 } })
      return undefined
    }
    const solved = (await solvedIn(tx, ctx, form, visitor, body)) ?? NOT_ANSWERED
    if (!solved.ok) return solved.fault
    await writePendaftaran(tx, ctx.keys, id, { ...p.isi, lulus: { sampai: now + PASS_MINUTES * 60_000, sisa: PASS_TRIES } })
    return undefined
  })
}

/** The same NIP was searched again: what was typed stays, where it leads may have changed. */
export async function changeTemuan(ctx: Ctx, id: string, temuan: Temuan): Promise<void> {
  await changePendaftaran(ctx.db, ctx.keys, id, (isi) => ({ ...isi, temuan }))
}

/** Everything the account needs was answered. */
export type Complete = Isi & Required<Pick<Isi, 'sandi_hash' | 'ibu_kandung' | 'pertanyaan' | 'jawaban'>>

/**
 * Makes the account: number, directories, event and mail in one transaction. Posting twice gives the same number; of two people
 * with the same NIP one wins. False when the address was taken in the meantime. Error: nip_registered.
 */
export async function register(ctx: Ctx, visitor: Visitor, id: string, isi: Complete): Promise<boolean> {
  const official = await getOfficial(ctx, isi.nip)
  const settings = await getAgencySettings(ctx.db, official.induk!.id!)
  const columns = await accountColumns(ctx.keys, isi.nip, { ...isi, email_bersama: isi.loket }, settings.lupa_jawaban === 'tampilkan')
  const periode = (await ctx.periode()).id
  const done = await transaction(ctx.db, async (tx) => {
    const p = await lockPendaftaran(tx, ctx.keys, id)
    if (!p) throw problem('link_dead')
    if (p.isi.selesai) return 'sudah'
    // A NIK that contradicts BKN's is looked at even where the agency has switched its check off (trust.md 3.1).
    // At the counter it was looked at before.
    const waits = !isi.loket && (settings.verifikasi_registrasi || p.isi.nik_status === 'berbeda')
    const status = waits ? ('menunggu_verifikasi_registrasi' as const) : ('aktif' as const)
    const nomor_register = await createAccount(tx, columns, {
      nip: isi.nip,
      instansi_id: official.induk!.id!,
      status,
      nik_berbeda: p.isi.nik_status !== 'cocok',
      sintetis: official.sintetis,
    })
    if (!nomor_register) return 'alamat_terpakai'
    if (isi.loket) await acceptAtCounter(tx, isi.nip)
    await record(tx, {
      nip: isi.nip,
      kind: 'registrasi',
      periode,
      actor: { as: 'pns' },
      data: { status, nik: p.isi.nik_status ?? 'tidak_ada', loket: isi.loket === true },
    })
    await enqueue(tx, 'surat', { jenis: 'bukti-registrasi', nip: isi.nip })
    const selesai = { nomor_register, status, pada: p.sekarang.toISOString(), tanpa_surat: !isi.email }
    await writePendaftaran(tx, ctx.keys, id, { nip: isi.nip, temuan: 'lanjut', selesai })
    return 'baru'
  })
  // A completed registration pays for two look-ups, so that an agency's computer room is not stopped (trust.md 4).
  if (done === 'baru') await giveBack(ctx.db, ctx.keys, 'registration_lookup', { alamat: visitor.address }, 2)
  return done !== 'alamat_terpakai'
}

/** The officer who had seen the KTP is the one who accepted the registration. Error: not_possible_now. */
async function acceptAtCounter(tx: Tx, nip: string): Promise<void> {
  const seen = await useActivation(tx, nip)
  if (!seen)
    throw problem('not_possible_now', {
      text: 'Kode aktivasi ini sudah dipakai atau kedaluwarsa. Minta kode baru di loket.',
      links: [{ href: '/registrasi/loket', label: 'Tulis kode baru' }],
    })
  await acceptedBy(tx, nip, seen.oleh)
}

type Rest = { nip: string; instansi_id: string; status: 'menunggu_verifikasi_registrasi' | 'aktif'; nik_berbeda: boolean; sintetis: boolean }

/** The number, or undefined when the address belongs to another NIP. */
async function createAccount(tx: Tx, columns: AccountColumns, rest: Rest): Promise<string | undefined> {
  const held = await lockAccount(tx, rest.nip)
  if (held && held.status !== 'registrasi_ditolak') throw problem('nip_registered')
  if (columns.email_indeks && !(await reserveEmail(tx, columns.email_indeks, rest.nip))) return undefined
  const nomor_register = await reserveNomor(tx, rest.nip)
  if (!(await insertAccount(tx, { ...columns, ...rest, nomor_register }))) throw problem('nip_registered')
  if (held) {
    await releaseDirectories(tx, rest.nip, held, columns.email_indeks)
    await revokeAllSessions(tx, 'pns', rest.nip)
    await forgetDevices(tx, { nip: rest.nip })
  }
  return nomor_register
}
