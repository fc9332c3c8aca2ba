// Another e-mail address under one's own hand: proved by a code, told to both addresses, in effect a day later unless the old one says no.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../context.ts'
import type { DbOrTx, Tx } from '../db/pool.ts'
import { transaction } from '../db/tx.ts'
import { writeEmail } from '../features/pemulihan/store.ts'
import { enqueue } from '../jobs/enqueue.ts'
import type { Letter } from '../jobs/surat/letter.tsx'
import { alamatTerpakai, kodeGantiEmail } from '../jobs/surat/templates.ts'
import { emailColumns, emailIndex, openAccount } from '../security/account.ts'
import type { Keys } from '../security/keys.ts'
import { hashKode, newKode, sameKode } from '../security/nomor.ts'
import { findUnsealedJson, sealJson } from '../security/seal.ts'
import { lockPerson, reserveEmail } from '../web/akun.ts'
import { record } from '../workflow/events.ts'

/** A change under way. `kode`: a letter with a code is out; `menunggu`: proved, takes effect at `berlaku_pada`. */
export type EmailChange = { id: string; email: string; status: 'kode' | 'menunggu'; berlaku_pada: Date | null }

export const EMAIL_HOURS = 24
const CODE_MINUTES = 30
const TRIES = 5

const codePlace = (id: string): string => `ganti email/${id}`

type Row = {
  id: string
  email: string
  email_indeks: string
  status: 'kode' | 'menunggu'
  berlaku_pada: Date | null
  kode_hash: string | null
  segar: boolean
  salah: number
}

async function findRow(db: DbOrTx, nip: string, lock = sql``): Promise<Row | undefined> {
  const { rows } =
    await sql<Row>`select id, email, email_indeks, status, berlaku_pada, kode_hash, coalesce(kode_sampai > clock_timestamp(), false) as segar, salah
    from ganti_email where nip = ${nip} and status in ('kode', 'menunggu') ${lock}`.execute(db)
  return rows[0]
}

/** The change of this person, if one is under way. */
export async function findEmailChange(db: DbOrTx, keys: Keys, nip: string): Promise<EmailChange | undefined> {
  const row = await findRow(db, nip)
  return row && { id: row.id, email: openAccount(keys, nip, 'email', row.email), status: row.status, berlaku_pada: row.berlaku_pada }
}

/** Begins, and mails a code to the new address; an earlier change that has not taken effect ends. */
export async function startEmailChange(ctx: Ctx, nip: string, email: string): Promise<void> {
  const columns = emailColumns(ctx.keys, nip, { email })
  await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    await endChange(tx, nip, 'batal')
    const id = uuidv7()
    await sql`insert into ganti_email (nip, id, email, email_indeks, email_lama) select nip, ${id}, ${columns.email}, ${columns.email_indeks}, email from akun where nip = ${nip}`.execute(
      tx,
    )
    await record(tx, { nip, kind: 'email-diminta', actor: { as: 'pns' }, data: { ganti: id } })
    await enqueue(tx, 'surat', { jenis: 'ganti-email', nip, ganti: id })
  })
}

/** The letter with the code, made now. An address of somebody else gets another letter; the page shows no difference. */
export async function composeEmailCode(ctx: Ctx, nip: string, id: string): Promise<{ kepada: string; letter: Letter } | undefined> {
  return transaction(ctx.db, async (tx) => {
    const row = await findRow(tx, nip, sql`for update`)
    if (row?.id !== id || row.status !== 'kode') return undefined
    const kepada = openAccount(ctx.keys, nip, 'email', row.email)
    const { rows } = await sql<{ nip: string }>`select nip from direktori_email where email_indeks = ${row.email_indeks}`.execute(tx)
    if (rows[0] && rows[0].nip !== nip) return { kepada, letter: alamatTerpakai(ctx.config) }
    const kode = newKode()
    await sql`update ganti_email set kode_hash = ${hashKode(ctx.keys, codePlace(id), kode)}, salah = 0,
      kode_sampai = clock_timestamp() + make_interval(mins => ${CODE_MINUTES}) where nip = ${nip} and id = ${id}`.execute(tx)
    const tautan = `${ctx.config.baseUrl}/bukti-email/${sealJson(ctx.keys, PROOF, { nip, id, kode } satisfies MailedProof, 'cookie')}`
    return { kepada, letter: kodeGantiEmail({ ...ctx.config, kode, tautan, menit: CODE_MINUTES }) }
  })
}

/** Another letter for the change under way; its code replaces the one before. False when none waits for a code. */
export async function resendEmailCode(ctx: Ctx, nip: string): Promise<boolean> {
  return transaction(ctx.db, async (tx) => {
    const row = await findRow(tx, nip)
    if (row?.status !== 'kode') return false
    await enqueue(tx, 'surat', { jenis: 'ganti-email', nip, ganti: row.id })
    return true
  })
}

/** What the link in the letter holds: sealed, so that the letter works on a device where nobody is signed in. */
export type MailedProof = { nip: string; id: string; kode: string }
const PROOF = 'bukti email'
export const readMailedProof = (keys: Keys, token: string): MailedProof | undefined => findUnsealedJson<MailedProof>(keys, PROOF, token, 'cookie')

/** The code as typed, or from the link of change `id`. Right: both addresses are told, and a day begins. */
export async function proveEmail(ctx: Ctx, nip: string, typed: string, id?: string): Promise<'terbukti' | 'salah' | 'habis'> {
  return transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    const row = await findRow(tx, nip, sql`for update`)
    if (id !== undefined && row?.id !== id) return 'habis'
    if (row?.status === 'menunggu') return 'terbukti'
    if (!row || row.salah >= TRIES) return 'habis'
    if (!row.segar || !sameKode(ctx.keys, codePlace(row.id), typed, row.kode_hash ?? '-'.repeat(43))) {
      await sql`update ganti_email set salah = salah + 1 where nip = ${nip} and id = ${row.id}`.execute(tx)
      return row.salah + 1 >= TRIES ? 'habis' : 'salah'
    }
    if (!(await reserveEmail(tx, row.email_indeks, nip))) return 'habis'
    await sql`update ganti_email set status = 'menunggu', kode_hash = null, berlaku_pada = clock_timestamp() + make_interval(hours => ${EMAIL_HOURS})
      where nip = ${nip} and id = ${row.id}`.execute(tx)
    await record(tx, { nip, kind: 'email-terbukti', actor: { as: 'pns' }, data: { ganti: row.id } })
    await tell(tx, nip, 'email-baru', row.id)
    await tell(tx, nip, 'email-lama', row.id)
    await enqueue(tx, 'email', { nip, ganti: row.id }, EMAIL_HOURS * 60)
    return 'terbukti'
  })
}

const tell = (tx: Tx, nip: string, sebab: string, ganti: string): Promise<void> => enqueue(tx, 'surat', { jenis: 'akun', sebab, nip, ganti })

/** The day is over. Nothing happens when it was cancelled, is too early, or was done before. */
export async function applyEmail(ctx: Ctx, nip: string, id: string): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    const row = await findRow(tx, nip, sql`and berlaku_pada <= clock_timestamp() for update`)
    if (row?.id !== id || row.status !== 'menunggu') return
    if (!(await reserveEmail(tx, row.email_indeks, nip))) return void (await endChange(tx, nip, 'batal'))
    await writeEmail(tx, nip, { email: row.email, email_indeks: row.email_indeks })
    await endChange(tx, nip, 'selesai')
    await record(tx, { nip, kind: 'alamat-diganti', actor: { as: 'pns' }, data: { lewat: 'akun', ganti: id } })
    await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'email-berlaku', nip })
    await tell(tx, nip, 'email-berlaku-lama', id)
  })
}

/** Batalkan, by the owner or from the letter to the old address. False when nothing was left to cancel. */
export async function cancelEmail(ctx: Ctx, nip: string, id: string): Promise<boolean> {
  return transaction(ctx.db, async (tx) => {
    await lockPerson(tx, nip)
    const row = await findRow(tx, nip, sql`for update`)
    if (row?.id !== id) return false
    await endChange(tx, nip, 'batal')
    await sql`delete from direktori_email d where nip = ${nip} and email_indeks = ${row.email_indeks}
      and not exists (select from akun a where a.nip = d.nip and a.email_indeks = d.email_indeks)`.execute(tx)
    await record(tx, { nip, kind: 'email-batal', actor: { as: 'pns' }, data: { ganti: id } })
    if (row.status === 'menunggu') await enqueue(tx, 'surat', { jenis: 'akun', sebab: 'email-batal', nip })
    return true
  })
}

const endChange = (tx: Tx, nip: string, status: 'selesai' | 'batal') =>
  sql`update ganti_email set status = ${status}, kode_hash = null where nip = ${nip} and status in ('kode', 'menunggu')`.execute(tx)

/** An address of a change, for its letters; without a column that of the account. */
export async function changedAddress(ctx: Ctx, nip: string, id: string, column: 'email' | 'email_lama'): Promise<string | undefined> {
  const { rows } = await sql<{ alamat: string | null }>`select ${sql.ref(column)} as alamat from ganti_email where nip = ${nip} and id = ${id}`.execute(ctx.db)
  return rows[0]?.alamat ? openAccount(ctx.keys, nip, 'email', rows[0].alamat) : undefined
}

/** End of the address in the letter: sealed, not stored; it only cancels. */
export const cancelToken = (keys: Keys, nip: string, id: string): string => sealJson(keys, 'batal email', { nip, id }, 'cookie')
export const readCancelToken = (keys: Keys, token: string): { nip: string; id: string } | undefined => findUnsealedJson(keys, 'batal email', token, 'cookie')

/** Whether this is the address of the account already. */
export async function isOwnEmail(ctx: Ctx, nip: string, email: string): Promise<boolean> {
  const { rows } = await sql`select 1 from akun where nip = ${nip} and email_indeks = ${emailIndex(ctx.keys, email)}`.execute(ctx.db)
  return rows.length > 0
}
