// Accounts of the demo: everybody who registered, all with the same kata kunci and answer.
import type { DbOrTx } from '../db/pool.ts'
import { insertAll } from '../db/bulk.ts'
import { accountColumns } from '../security/account.ts'
import { hashAnswer } from '../security/answers.ts'
import type { Keys } from '../security/keys.ts'
import { newNomorRegister } from '../security/nomor.ts'
import { hashPassword } from '../security/password.ts'

/** Kata kunci of every demo account, PNS and staff; the start prints it. */
export const DEMO_PASSWORD = 'rumah-pohon-mangga-27'
const ANSWER = 'kelapa muda'
const REJECTED = 'PNS sudah pindah instansi, data di BKN belum diperbarui. Ajukan Beda Instansi melalui Helpdesk.'

export type Person = { nip: string; state: string; instansi: string; nikMissing: boolean; ibuKandung: string }

/** Inserts the accounts and their directories. Returns the nomor register by NIP. */
export async function loadAccounts(db: DbOrTx, keys: Keys, people: readonly Person[]): Promise<Map<string, string>> {
  // One hash for all: a thousand would be the longest step of the start, and the word is printed anyway.
  const [sandi_hash, jawaban_hash] = await Promise.all([hashPassword(keys, DEMO_PASSWORD), hashAnswer(keys, ANSWER)])
  const rows = await Promise.all(people.map((p) => accountRow(keys, p, { sandi_hash, jawaban_hash })))
  await insertAll(db, 'akun', rows)
  await insertAll(
    db,
    'direktori_register',
    rows.map(({ nomor_register, nip }) => ({ nomor_register, nip, dibuat: new Date() })),
  )
  await insertAll(
    db,
    'direktori_email',
    rows.map(({ email_indeks, nip }) => ({ email_indeks, nip, dibuat: new Date() })),
  )
  return new Map(rows.map((r) => [r.nip, r.nomor_register]))
}

async function accountRow(keys: Keys, { nip, state, instansi, nikMissing, ibuKandung }: Person, hashes: { sandi_hash: string; jawaban_hash: string }) {
  const status = state === 'menunggu_verifikasi_registrasi' || state === 'registrasi_ditolak' ? state : 'aktif'
  const secrets = { email: `pns.${nip}@pns.epupns.test`, ibu_kandung: ibuKandung, pertanyaan: 'Apa makanan kesukaan Anda?', jawaban: ANSWER, ...hashes }
  return {
    nip,
    nomor_register: newNomorRegister(),
    instansi_id: instansi,
    ...(await accountColumns(keys, nip, secrets, true)),
    status,
    nik_berbeda: nikMissing,
    data_dikonfirmasi: status === 'aktif' && state !== 'aktif',
    alasan_tolak: status === 'registrasi_ditolak' ? REJECTED : null,
    sintetis: true,
  }
}
