// What each recovery asks for at its first page: the fields, how they are read, and how they are shown.
import { digits } from '../../form/field.ts'
import { readNip } from '../../form/nip.ts'
import { normaliseIbu } from '../../security/answers.ts'
import { normaliseNomor, normaliseSymbols } from '../../security/nomor.ts'
import { readEmail } from '../../web/email.ts'
import type { Diketik, Jenis } from '../../web/pemulihan.ts'
import type { Body } from '../../web/request.ts'
import { TextField } from '../../web/ui/field.tsx'
import type { FieldError } from '../../web/ui/message.tsx'

type Read = { value: string } | { fault: string }
type Asked = { key: keyof Diketik; label: string; hint: string; read(typed: string): Read; attrs?: Record<string, unknown>; code?: true }

const NUMERIC = { inputMode: 'numeric', autocomplete: 'off', spellcheck: false }
const CODE = { autocomplete: 'off', autocapitalize: 'characters', spellcheck: false }
const nikField = digits({ label: 'NIK', lengths: [16] })

const NIP: Asked = {
  key: 'nip',
  label: 'NIP Baru',
  hint: '18 angka. Spasi boleh.',
  attrs: NUMERIC,
  read(typed) {
    const r = readNip(typed)
    return r.ok ? { value: r.nip } : { fault: r.fault }
  },
}
const NOMOR: Asked = {
  key: 'nomor',
  label: 'Nomor Register',
  hint: '8 huruf dan angka pada Bukti Registrasi.',
  attrs: CODE,
  code: true,
  read(typed) {
    const value = normaliseNomor(typed)
    return value ? { value } : { fault: 'Nomor register terdiri atas 8 huruf dan angka. Periksa kembali Bukti Registrasi Anda.' }
  },
}
const NIK: Asked = {
  key: 'nik',
  label: 'NIK',
  hint: '16 angka pada KTP Anda.',
  attrs: NUMERIC,
  read(typed) {
    const r = nikField.parse({ nik: typed }, 'nik')
    return r.ok && r.value ? { value: r.value } : { fault: r.ok ? 'Tulis NIK Anda, 16 angka.' : r.fault }
  },
}
const IBU: Asked = {
  key: 'ibu',
  label: 'Nama Ibu Kandung',
  hint: 'Seperti yang Anda tulis waktu registrasi.',
  attrs: { autocomplete: 'off' },
  read(typed) {
    const value = normaliseIbu(typed.slice(0, 200))
    return value ? { value } : { fault: 'Tulis nama ibu kandung Anda.' }
  },
}
const KODE: Asked = {
  key: 'kode',
  label: 'Kode dari loket',
  hint: '8 huruf dan angka pada kertas dari loket.',
  attrs: CODE,
  code: true,
  read(typed) {
    const value = normaliseSymbols(typed)
    return value.length === 8 ? { value } : { fault: 'Kode dari loket terdiri atas 8 huruf dan angka.' }
  },
}
const EMAIL: Asked = {
  key: 'email',
  label: 'Alamat e-mail baru',
  hint: 'Milik Anda sendiri dan dapat Anda buka sekarang. Bila hanya autentikator yang hilang, tulis alamat yang sama.',
  attrs: { type: 'email', autocomplete: 'email', autocapitalize: 'none', spellcheck: false },
  read(typed) {
    const r = readEmail(typed)
    return r.ok ? { value: r.email } : { fault: r.fault }
  },
}

const ASKED: Readonly<Record<Jenis, readonly Asked[]>> = {
  'nomor-register': [NIP],
  'kata-kunci': [NIP, NOMOR],
  jawaban: [NIP, NIK, IBU],
  alamat: [NIP, KODE, EMAIL],
}

/** Reads what was typed; only its form is judged here, never whether it fits anybody. */
export function readAsked(jenis: Jenis, body: Body): { typed: Diketik; faults: FieldError[] } {
  const read = ASKED[jenis].map((a) => ({ key: a.key, ...a.read(body[a.key] ?? '') }))
  const faults = read.flatMap((r) => ('fault' in r ? [{ field: r.key, text: r.fault }] : []))
  return { typed: Object.fromEntries(read.flatMap((r) => ('value' in r ? [[r.key, r.value]] : []))) as Diketik, faults }
}

/** `again`: on another device, where only what proves the request is repeated. */
export const AskedFields = ({ jenis, typed, errors, again }: { jenis: Jenis; typed: Body; errors: readonly FieldError[]; again?: boolean }) => (
  <>
    {ASKED[jenis]
      .filter((a) => !again || a !== EMAIL)
      .map((a) => (
        <TextField
          name={a.key}
          label={a.label}
          hint={a.hint}
          value={typed[a.key]}
          error={errors.find((e) => e.field === a.key)?.text}
          code={a.code}
          attrs={a.attrs}
        />
      ))}
  </>
)
