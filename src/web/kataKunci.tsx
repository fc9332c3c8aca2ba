// A new kata kunci, written twice: the rules first, the same at registration and recovery.
import { passwordFaults, PASSWORD_MIN, type PasswordContext } from '../security/password.ts'
import type { Body } from './request.ts'
import { PasswordField } from './ui/field.tsx'
import type { FieldError } from './ui/message.tsx'

export type NewPassword = { typed: boolean; value?: string; faults: FieldError[] }

/** Reads both boxes; nothing in either = not typed. */
export function readNewPassword(body: Body, about: PasswordContext): NewPassword {
  const [first, second] = [body.kata_kunci ?? '', body.konfirmasi_kata_kunci ?? '']
  if (first === '' && second === '') return { typed: false, faults: [] }
  const faults = passwordFaults(first, about)
  if (faults.length > 0) return { typed: true, faults: faults.slice(0, 1).map((fault) => ({ field: 'kata_kunci', text: fault })) }
  if (first !== second) return { typed: true, faults: [{ field: 'konfirmasi_kata_kunci', text: 'Kedua kata kunci tidak sama. Ketik ulang keduanya.' }] }
  return { typed: true, value: first, faults: [] }
}

export const MISSING_PASSWORD: FieldError = { field: 'kata_kunci', text: `Buat kata kunci, paling sedikit ${PASSWORD_MIN.pns} karakter.` }

/** `suggestion`: three words nobody else has, for people without an idea. `fresh` = it replaces another one. */
export function NewPasswordFields({ errors, suggestion, fresh }: { errors: readonly FieldError[]; suggestion: string; fresh?: boolean }) {
  const faultOf = (field: string) => errors.find((e) => e.field === field)?.text
  const word = fresh ? ' Baru' : ''
  return (
    <>
      <Rules suggestion={suggestion} />
      <PasswordField name="kata_kunci" label={`Kata Kunci${word}`} error={faultOf('kata_kunci')} attrs={{ autocomplete: 'new-password' }} />
      <PasswordField
        name="konfirmasi_kata_kunci"
        label={`Konfirmasi Kata Kunci${word}`}
        error={faultOf('konfirmasi_kata_kunci')}
        attrs={{ autocomplete: 'new-password' }}
      />
    </>
  )
}

/** Shown before anything is typed; the script ticks off what it can see. */
const Rules = ({ suggestion }: { suggestion: string }) => (
  <div class="medan" data-aturan="kata_kunci">
    <p class="label" id="aturan">
      Aturan kata kunci
    </p>
    <ul class="aturan" aria-labelledby="aturan">
      <li data-syarat="panjang" data-paling-sedikit={PASSWORD_MIN.pns}>
        Paling sedikit {PASSWORD_MIN.pns} karakter. Makin panjang makin aman.
      </li>
      <li data-syarat="bukan-angka">Bukan angka saja dan bukan kata yang sering dipakai, seperti 12345678.</li>
      <li>Tidak memuat nama, NIP, tanggal lahir, instansi, atau kata epupns.</li>
      <li data-syarat="sama" data-dengan="konfirmasi_kata_kunci">
        Ditulis sama dua kali.
      </li>
    </ul>
    <p class="hint">
      Belum ada ide? Tiga kata yang tidak berhubungan mudah diingat, misalnya <b class="nip">{suggestion}</b>{' '}
      <button type="button" class="tautan" data-pakai={suggestion} data-ke="kata_kunci konfirmasi_kata_kunci" hidden>
        Pakai ini
      </button>
    </p>
  </div>
)
