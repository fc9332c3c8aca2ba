// An e-mail address as typed. Only what can stand in a mail header; whether it works is proved by the mailed code.

export type ReadEmail = { ok: true; email: string } | { ok: false; fault: string }

const ADDRESS = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/i

/** Reads an address; the domain in lower case, because only that may be changed without changing the mailbox. */
export function readEmail(typed: string | undefined): ReadEmail {
  const text = (typed ?? '').normalize('NFKC').trim()
  if (text === '') return { ok: false, fault: 'Tulis alamat e-mail Anda.' }
  if (text.length > 254) return { ok: false, fault: `Alamat e-mail paling panjang 254 huruf. Anda menulis ${text.length} huruf.` }
  if (!text.includes('@')) return { ok: false, fault: 'Alamat e-mail harus memuat tanda @, misalnya nama@contoh.go.id.' }
  if (/\s/.test(text)) return { ok: false, fault: 'Alamat e-mail tidak boleh memuat spasi.' }
  if (!ADDRESS.test(text) || text.includes('..') || /^\.|\.@/.test(text))
    return { ok: false, fault: 'Alamat e-mail belum benar. Tulis lengkap, misalnya nama@contoh.go.id.' }
  const at = text.lastIndexOf('@')
  return { ok: true, email: text.slice(0, at) + text.slice(at).toLowerCase() }
}
