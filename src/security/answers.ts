// Security question, its answer, and the name of the mother (trust.md 3.3).
import { blindIndex } from './blind.ts'
import type { Keys } from './keys.ts'
import { hashPassword, verifyPassword } from './password.ts'

/** What is known about the person and must not be the answer. */
export type AnswerContext = { nip: string; ibuKandung?: string; tempatLahir?: string; sandi?: string }

// Answers that a stranger tries first, normalised.
const DENIED = new Set(
  `tidak tahu|tidak ada|tidak punya|tidak ingat|lupa|rahasia|jawaban|saya|kamu|aku|ya|tidak|tes|test|coba|abc|abcd|qwerty|asdf|
  password|kata kunci|indonesia|jakarta|ibu|ayah|bapak|mama|papa|bunda|ibu saya|ayah saya|ibuku|ayahku|istri saya|suami saya|
  istriku|suamiku|anak saya|anakku|keluarga|nabi muhammad|nabi muhammad saw|muhammad|rasulullah|allah|yesus|tuhan|soekarno|sukarno|
  soeharto|bung karno|bung hatta|habibie|kartini|nasi goreng|nasi|bakso|sate|soto|rendang|mie ayam|mie instan|ayam goreng|gado gado|
  kucing|anjing|ayam|kelinci|burung|honda|yamaha|suzuki|toyota|motor|mobil|sepeda|sd negeri|sdn|sd|sdn 1|sd negeri 1|merah|putih|
  biru|hitam|hijau|kuning|123|1234|12345|123456|000000|111111|xxx|aaa|budi|siti|guru|pns|bkn`
    .split('|')
    .map((word) => word.trim()),
)

/** One spelling for comparing: NFKC, lower case, single blanks, no outer blanks. */
export function normaliseAnswer(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase().replace(/\s+/g, ' ')
}

/** What is wrong with a question the person wrote; a chosen one from the list needs no check. */
export function questionFaults(question: string, answer: string, { nip, sandi }: AnswerContext): string[] {
  const text = normaliseAnswer(question)
  const inside = (part: string | undefined): boolean => part !== undefined && part !== '' && text.includes(normaliseAnswer(part))
  const faults: string[] = []
  if (text.length < 10 || text.length > 120) faults.push('Pertanyaan terdiri atas 10 sampai 120 karakter.')
  if (/\d{5}/.test(text) || inside(nip)) faults.push('Pertanyaan tidak boleh memuat NIP atau angka yang panjang.')
  if (inside(answer)) faults.push('Pertanyaan tidak boleh memuat jawabannya.')
  if (inside(sandi)) faults.push('Pertanyaan tidak boleh memuat kata kunci Anda.')
  return faults
}

/** What is wrong with an answer, in sentences for the person. */
export function answerFaults(answer: string, { nip, ibuKandung, tempatLahir, sandi }: AnswerContext): string[] {
  const text = normaliseAnswer(answer)
  const same = (other: string | undefined): boolean => other !== undefined && normaliseAnswer(other) === text
  const digits = text.replace(/\D/g, '')
  const faults: string[] = []
  if (text.length < 3 || text.length > 80) faults.push('Jawaban terdiri atas 3 sampai 80 karakter.')
  else if (DENIED.has(text) || /^(.)\1+$/u.test(text)) faults.push('Jawaban ini terlalu mudah ditebak. Tulis jawaban yang hanya Anda ketahui.')
  if (ibuKandung !== undefined && normaliseIbu(ibuKandung) === normaliseIbu(answer)) faults.push('Jawaban tidak boleh sama dengan nama ibu kandung.')
  if (same(tempatLahir)) faults.push('Jawaban tidak boleh sama dengan tempat lahir Anda.')
  if (same(sandi)) faults.push('Jawaban tidak boleh sama dengan kata kunci Anda.')
  if (digits.length >= 5 && nip.includes(digits)) faults.push('Jawaban tidak boleh diambil dari NIP Anda.')
  return faults
}

/** Hash for checking; the readable copy is sealed apart, and only while `lupa_jawaban` is `tampilkan`. */
export function hashAnswer(keys: Keys, answer: string): Promise<string> {
  return hashPassword(keys, normaliseAnswer(answer), 'jawaban')
}

/** Compares an answer; without a stored one the same work is done in vain. */
export function verifyAnswer(keys: Keys, stored: string | undefined, answer: string): Promise<boolean> {
  return verifyPassword(keys, stored, normaliseAnswer(answer), 'jawaban')
}

/** The mother's name as compared: letters only, without titles people sometimes add. */
export function normaliseIbu(nama: string): string {
  const words = nama
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\s.]/gu, '')
    .split(/[\s.]+/)
  return words.filter((word) => word !== '' && !TITLES.has(word)).join(' ')
}

const TITLES = new Set(['ibu', 'ny', 'hj', 'hjh', 'h', 'alm', 'almh', 'almarhumah', 'rr', 'ra', 'rngt'])

/** Index of the mother's name. It holds the nip, so that equal names of siblings cannot be seen in a stolen table. */
export function ibuIndex(keys: Keys, nip: string, nama: string): string {
  return blindIndex(keys, 'ibu kandung', `${nip} ${normaliseIbu(nama)}`)
}
