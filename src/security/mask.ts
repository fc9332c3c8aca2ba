// Masks of trust.md 3.1: enough to recognise oneself, nothing to harvest. Five dots always, so that lengths do not tell.

/** `Su••••• Wi•••••`: the first two letters of each word. Also for places: `Ke•••••`. */
export function maskNama(nama: string): string {
  return nama
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => `${first(word, 2)}•••••`)
    .join(' ')
}

/** A date shows only its shape: the birth date is part of the NIP, so nothing of it may confirm a guess. */
export function maskTanggal(): string {
  return '••-••-••••'
}

/** The last two digits at most: the first twelve follow from region and birth date (trust.md decision 4). */
export function maskNik(nik: string | null | undefined): string {
  return nik ? maskAngka(nik) : 'belum ada di data BKN'
}

/** Any secret number (NIK, NPWP, BPJS): dots in groups of four and its last two digits. */
export function maskAngka(angka: string): string {
  const digits = angka.replace(/\D/g, '')
  const hidden = '•'.repeat(Math.max(0, digits.length - 2)) + (digits.length >= 10 ? digits.slice(-2) : '••')
  return hidden.replace(/.{4}(?=..)/gu, '$& ')
}

/** A text written by somebody, without the NIK, NPWP or card numbers in it: 13 to 16 digits. A NIP has 18 and stays. */
export function maskIn(text: string): string {
  return text.replace(/\d(?:[ .-]?\d){12,}/g, (number) => (number.replace(/\D/g, '').length <= 16 ? maskAngka(number) : number))
}

/** `si•••@d•••.test`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@')
  const domain = email.slice(at + 1)
  const dot = domain.lastIndexOf('.')
  return `${first(email.slice(0, Math.max(0, at)), 2)}•••@${first(domain, 1)}•••${dot < 0 ? '' : domain.slice(dot)}`
}

/** `••••M7K2`: the half that lets a person tell two papers apart. */
export function maskNomor(nomor: string): string {
  return `••••${nomor.slice(-4)}`
}

function first(text: string, count: number): string {
  return Array.from(text).slice(0, count).join('')
}
