// What happens at each step of a recovery: mail first, question second (trust.md 3.4 to 3.6).
import type { FastifyReply } from 'fastify'
import { removeFactor } from '../../akun/autentikator.ts'
import type { Ctx } from '../../context.ts'
import type { Tx } from '../../db/pool.ts'
import { transaction } from '../../db/tx.ts'
import { enqueue } from '../../jobs/enqueue.ts'
import { answerColumns, emailColumns, emailIndex, openAccount } from '../../security/account.ts'
import { verifyAnswer } from '../../security/answers.ts'
import { forgetDevices } from '../../security/device.ts'
import { normaliseSymbols, sameKode, sameText } from '../../security/nomor.ts'
import { hashPassword } from '../../security/password.ts'
import { revokeAllSessions } from '../../security/session.ts'
import { giveBack, loginSucceeded, pnsCounter, take } from '../../security/throttle.ts'
import { getAgencySettings, lockPerson, notifyAccount, reserveEmail } from '../../web/akun.ts'
import { finishMailbox } from '../../web/kotakSurat.ts'
import {
  advance,
  countWrong,
  lockPemulihan,
  moveHere,
  recoveryPlace,
  startPemulihan,
  stopRecoveries,
  writeIsi,
  type Diketik,
  type Jenis,
  type Pemulihan,
} from '../../web/pemulihan.ts'
import { record } from '../../workflow/events.ts'
import { getAccount, writeAnswer, writeEmail, writePassword } from './store.ts'

/** Begins: the same row and the same job, whoever asked for whatever NIP. `quiet` = this browser asks too often, no letter. */
export async function request(ctx: Ctx, reply: FastifyReply, jenis: Jenis, typed: Diketik, o: { asal: string; quiet: boolean }): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const id = await startPemulihan(tx, ctx, reply, jenis, typed, o.asal)
    if (!o.quiet) await enqueue(tx, 'surat', { jenis: 'pemulihan', pemulihan: id })
  })
}

/** Another letter for the same request. */
export async function requestAgain(ctx: Ctx, id: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const p = await lockPemulihan(tx, ctx.keys, id)
    if (p?.tahap !== 'menunggu') return
    await writeIsi(tx, ctx.keys, id, { ...p.isi, kirim: p.isi.kirim + 1 })
    await enqueue(tx, 'surat', { jenis: 'pemulihan', pemulihan: id })
  })
}

export type Proof = 'terbukti' | 'salah' | 'mati'

/** The code of the letter, typed on the page that asked for it. */
export async function proveByCode(ctx: Ctx, id: string, typed: string): Promise<Proof> {
  return transaction(ctx.db, async (tx) => {
    const p = await lockPemulihan(tx, ctx.keys, id)
    if (!p || p.tahap === 'mati') return 'mati'
    if (p.tahap !== 'menunggu') return 'terbukti'
    // The same work without a letter: nothing is compared with a hash that nothing leads to.
    const right = sameKode(ctx.keys, recoveryPlace(id), typed, p.kode_hash ?? '-'.repeat(43))
    if (!right || !p.berlaku) return (await countWrong(tx, id)) ? 'mati' : 'salah'
    await prove(tx, ctx, p, 'kode')
    return 'terbukti'
  })
}

/** Where the link was opened: in the browser that asked (its cookie), or elsewhere, where something must be typed again. */
export type Opened = { here: boolean; kode_halaman: string; typed: Diketik }

/** The link was opened and confirmed; from now on the browser that did it goes on. */
export async function proveByLink(ctx: Ctx, reply: FastifyReply, id: string, o: Opened): Promise<Proof> {
  return transaction(ctx.db, async (tx) => {
    const p = await lockPemulihan(tx, ctx.keys, id)
    if (!p || p.tahap === 'mati' || (p.tahap === 'menunggu' && !p.berlaku)) return 'mati'
    // Pressed twice here: the first one has done it. Elsewhere a used link is worth nothing.
    if (p.tahap !== 'menunggu') return o.here ? 'terbukti' : 'mati'
    if (!o.here && !isBound(p, o)) return (await countWrong(tx, id)) ? 'mati' : 'salah'
    if (!o.here) await moveHere(tx, ctx, reply, p)
    await prove(tx, ctx, p, 'tautan')
    return 'terbukti'
  })
}

function isBound({ jenis, isi }: Pemulihan, { kode_halaman, typed }: Opened): boolean {
  if (kode_halaman.trim()) return sameText(normaliseSymbols(kode_halaman), isi.kode_halaman)
  const same = (key: keyof Diketik): boolean => typed[key] !== undefined && typed[key] === isi[key]
  return same('nip') && REPEATED[jenis].every(same)
}
/** What was typed beside the NIP, to be typed again on another device. */
const REPEATED: Readonly<Record<Jenis, readonly (keyof Diketik)[]>> = {
  'nomor-register': [],
  'kata-kunci': ['nomor'],
  jawaban: ['nik', 'ibu'],
  alamat: ['kode'],
}

async function prove(tx: Tx, ctx: Ctx, p: Pemulihan, lewat: 'kode' | 'tautan'): Promise<void> {
  const { nip, asal } = p.isi
  await lockPerson(tx, nip)
  // What was only needed to ask for the letter is forgotten.
  await writeIsi(tx, ctx.keys, p.id, { ...p.isi, nik: undefined, ibu: undefined })
  await advance(tx, p, 'terbukti')
  await record(tx, { nip, kind: 'pemulihan-dibuka', actor: { as: 'pns' }, data: { jenis: p.jenis, lewat, asal } })
  if (p.jenis === 'alamat') await changeAddress(tx, ctx, p)
}

/** The new address is proved. Old sessions, devices and links end; both addresses are told. */
async function changeAddress(tx: Tx, ctx: Ctx, p: Pemulihan): Promise<void> {
  const { nip, email } = p.isi
  const columns = emailColumns(ctx.keys, nip, { email })
  const before = await getAccount(tx, nip)
  if (!(await reserveEmail(tx, columns.email_indeks!, nip)) || !(await finishMailbox(tx, nip))) return stopRecoveries(tx, ctx.keys, nip)
  await writeEmail(tx, nip, columns)
  const old = before.email ? openAccount(ctx.keys, nip, 'email', before.email) : undefined
  await writeIsi(tx, ctx.keys, p.id, { ...p.isi, kode: undefined, alamat_lama: old })
  await closeDoors(tx, ctx, p)
  await dropFactor(tx, nip)
  await advance(tx, p, 'selesai')
  await record(tx, { nip, kind: 'alamat-diganti', actor: { as: 'pns' }, data: { lewat: 'loket', asal: p.isi.asal } })
  await notifyAccount(tx, nip, 'alamat-diganti')
  if (old && emailIndex(ctx.keys, old) !== columns.email_indeks) await notifyAccount(tx, nip, 'alamat-lama', { pemulihan: p.id })
}

/** Two officers have seen who he is: the way back for somebody whose phone and printed codes are gone. */
async function dropFactor(tx: Tx, nip: string): Promise<void> {
  if (!(await removeFactor(tx, nip))) return
  await record(tx, { nip, kind: 'autentikator-mati', actor: { as: 'pns' }, data: { lewat: 'loket' } })
  await notifyAccount(tx, nip, 'autentikator-mati')
}

export type AnswerResult = 'benar' | 'salah' | 'mati' | 'terlalu-sering'

/** The security question. Counted before the answer is looked at, so that fifty at once are not fifty guesses. */
export async function answer(ctx: Ctx, p: Pemulihan, typed: string): Promise<AnswerResult> {
  const { nip } = p.isi
  const who = { akun: nip, tautan: p.id }
  const taken = await take(ctx.db, ctx.keys, 'knowledge_check', who)
  if (!taken.allowed) return taken.exceeded.includes('dead') ? 'mati' : 'terlalu-sering'
  const right = await verifyAnswer(ctx.keys, (await getAccount(ctx.db, nip)).jawaban_hash, typed)
  if (right) await giveBack(ctx.db, ctx.keys, 'knowledge_check', who, 1)
  return transaction(ctx.db, async (tx) => {
    const now = await lockPemulihan(tx, ctx.keys, p.id)
    if (now?.tahap !== 'terbukti') return now?.tahap === 'lulus' && right ? 'benar' : 'mati'
    await lockPerson(tx, nip)
    if (right) return passed(tx, now)
    await record(tx, { nip, kind: 'jawaban-salah', actor: { as: 'pns' }, data: { jenis: p.jenis, asal: p.isi.asal } })
    if (!(await countWrong(tx, p.id))) return 'salah'
    await notifyAccount(tx, nip, 'jawaban-salah')
    return 'mati'
  })
}

/** Minutes the number can be looked at: the next person may sit at the same computer. */
const SHOWN_MINUTES = 5

async function passed(tx: Tx, p: Pemulihan): Promise<'benar'> {
  const shows = p.jenis === 'nomor-register'
  await advance(tx, p, 'lulus', shows ? SHOWN_MINUTES : undefined)
  if (shows) {
    await record(tx, { nip: p.isi.nip, kind: 'nomor-dilihat', actor: { as: 'pns' }, data: { asal: p.isi.asal } })
    await notifyAccount(tx, p.isi.nip, 'nomor-dilihat')
  }
  return 'benar'
}

/** The new kata kunci: every session, device and other link ends; nobody is signed in by it. False = not at this step any more. */
export async function changePassword(ctx: Ctx, p: Pemulihan, password: string): Promise<boolean> {
  const { nip } = p.isi
  const sandi = await hashPassword(ctx.keys, password)
  const nomor = await transaction(ctx.db, async (tx) => {
    const now = await lockPemulihan(tx, ctx.keys, p.id)
    if (now?.tahap !== 'lulus') return undefined
    await lockPerson(tx, nip)
    await writePassword(tx, nip, sandi)
    await closeDoors(tx, ctx, p)
    await advance(tx, p, 'selesai')
    await record(tx, { nip, kind: 'kata-kunci-diganti', actor: { as: 'pns' }, data: { lewat: 'pemulihan', asal: p.isi.asal } })
    await notifyAccount(tx, nip, 'kata-kunci-diganti')
    return (await getAccount(tx, nip)).nomor_register
  })
  // The waits of wrong tries belong to the old word.
  if (nomor) await loginSucceeded(ctx.db, ctx.keys, pnsCounter(nomor))
  return nomor !== undefined
}

async function closeDoors(tx: Tx, ctx: Ctx, p: Pemulihan): Promise<void> {
  await revokeAllSessions(tx, 'pns', p.isi.nip)
  await forgetDevices(tx, { nip: p.isi.nip })
  await stopRecoveries(tx, ctx.keys, p.isi.nip, p.id)
}

/** May the stored answer be shown to this person? Where the agency says `ganti` it is not, nor where none was kept. */
export async function isShowable(ctx: Ctx, nip: string): Promise<boolean> {
  const account = await getAccount(ctx.db, nip)
  return account.jawaban !== null && (await getAgencySettings(ctx.db, account.instansi_id)).lupa_jawaban === 'tampilkan'
}

/** The answer, once. Undefined when it was shown before, or may not be shown. */
export async function showAnswer(ctx: Ctx, p: Pemulihan): Promise<string | undefined> {
  const { nip } = p.isi
  if (!(await isShowable(ctx, nip))) return undefined
  return transaction(ctx.db, async (tx) => {
    if ((await lockPemulihan(tx, ctx.keys, p.id))?.tahap !== 'terbukti') return undefined
    await lockPerson(tx, nip)
    await advance(tx, p, 'lulus')
    await record(tx, { nip, kind: 'jawaban-dilihat', actor: { as: 'pns' }, data: { asal: p.isi.asal } })
    await notifyAccount(tx, nip, 'jawaban-dilihat')
    return openAccount(ctx.keys, nip, 'jawaban', (await getAccount(tx, nip)).jawaban!)
  })
}

/** A new question and answer. Under `ganti` no readable copy is kept. False = not at this step any more. */
export async function changeAnswer(ctx: Ctx, p: Pemulihan, chosen: { pertanyaan: string; jawaban: string }): Promise<boolean> {
  const { nip } = p.isi
  const { instansi_id } = await getAccount(ctx.db, nip)
  const { lupa_jawaban } = await getAgencySettings(ctx.db, instansi_id)
  const columns = await answerColumns(ctx.keys, nip, chosen, lupa_jawaban === 'tampilkan')
  return transaction(ctx.db, async (tx) => {
    const now = await lockPemulihan(tx, ctx.keys, p.id)
    if (now?.tahap !== 'terbukti' && now?.tahap !== 'lulus') return false
    await lockPerson(tx, nip)
    await writeAnswer(tx, nip, columns)
    await advance(tx, p, 'selesai')
    await record(tx, { nip, kind: 'jawaban-diganti', actor: { as: 'pns' }, data: { asal: p.isi.asal } })
    await notifyAccount(tx, nip, 'jawaban-diganti')
    return true
  })
}

/** The question of an account, to be asked after the mailbox was proved. */
export async function getQuestion(ctx: Ctx, nip: string): Promise<string> {
  return openAccount(ctx.keys, nip, 'pertanyaan', (await getAccount(ctx.db, nip)).pertanyaan)
}

/** Its nomor register, for the page at the end. */
export const getNomor = async (ctx: Ctx, nip: string): Promise<string> => (await getAccount(ctx.db, nip)).nomor_register
