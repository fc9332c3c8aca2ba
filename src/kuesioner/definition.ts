// A questionnaire as a file and as it is stored: what it may say, and the check that names every fault at once.
import { z } from 'zod'
import { text } from '../form/field.ts'
import { findSection } from '../sections/index.ts'

/** One line of text, as strict as what people type: no control characters, nothing that turns the direction of reading. */
const line = (max: number) =>
  z
    .string()
    .superRefine((value, ctx) => {
      const got = text({ label: 'Teks', max }).parse({ value }, 'value')
      if (!got.ok) ctx.addIssue({ code: 'custom', message: got.fault })
    })
    .transform((value) => value.trim())

// A question is an input of a page and of its script: `_` leads our own names, `__` joins question and choice.
const word = z
  .string()
  .max(30)
  .regex(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/, 'Tulis dengan huruf kecil, angka, dan garis bawah; huruf di depan.')
const key = word.refine((t) => !(t in {}), 'Kata ini tidak dapat dipakai.')

const asked = {
  kunci: key,
  singkat: line(60),
  teks: line(200),
  petunjuk: line(300).optional(),
  wajib: z.boolean(),
  tampil_bila: z.strictObject({ pertanyaan: key, jawaban: z.array(word).min(1) }).optional(),
}
const choices = z
  .array(z.strictObject({ kode: word, teks: line(100) }))
  .min(2)
  .max(30)
const whole = z.int().min(0).max(999_999)

const question = z.discriminatedUnion('jenis', [
  z.strictObject({ ...asked, jenis: z.literal('satu'), pilihan: choices }),
  z.strictObject({ ...asked, jenis: z.literal('beberapa'), pilihan: choices }),
  z.strictObject({ ...asked, jenis: z.literal('tahun'), min: z.int().min(1900).max(2100).optional() }),
  z.strictObject({ ...asked, jenis: z.literal('angka'), min: whole, maks: whole, satuan: line(20).optional() }),
  z.strictObject({ ...asked, jenis: z.literal('teks'), maks: z.int().min(1).max(2000) }),
  z.strictObject({ ...asked, jenis: z.literal('tanggal') }),
])

const head = z.strictObject({
  kode: z
    .string()
    .max(30)
    .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'Tulis dengan huruf kecil, angka, dan tanda hubung; huruf di depan.')
    .refine((kode) => !findSection(kode) && !ADDRESSES.includes(kode), 'Kode ini sudah dipakai bagian lain dari formulir.'),
  versi: z.int().min(1).max(9999),
  judul: line(60),
  pengantar: line(400),
  persetujuan: line(500),
  berlaku_dari: z.iso.date('Tulis sebagai tahun-bulan-tanggal, misalnya 2026-12-01.').optional(),
  pertanyaan: z.array(z.unknown()).min(1).max(60),
})

/** Pages beside the sections: /formulir/kirim and its like. */
const ADDRESSES = ['kirim', 'batal-kirim', 'status']

export type Question = z.infer<typeof question>
export type Definition = Omit<z.infer<typeof head>, 'pertanyaan'> & { pertanyaan: readonly Question[] }
export type Checked = { ok: true; definition: Definition } | { ok: false; faults: string[] }

/** Reads a questionnaire, or says everything that is wrong with it. */
export function checkDefinition(file: unknown): Checked {
  const read = head.safeParse(file, inIndonesian)
  const list = (file as { pertanyaan?: unknown } | null)?.pertanyaan
  const questions = (Array.isArray(list) ? (list as unknown[]) : []).map((q) => question.safeParse(q, inIndonesian))
  const faults = [...faultsOf(read), ...questions.flatMap((q, i) => faultsOf(q, ['pertanyaan', i])), ...logicFaults(questions.map((q) => q.data))]
  if (faults.length > 0 || !read.success) return { ok: false, faults }
  return { ok: true, definition: { ...read.data, pertanyaan: questions.map((q) => q.data!) } }
}

const inIndonesian = { error: z.locales.id().localeError }

function faultsOf(read: z.ZodSafeParseResult<unknown>, at: readonly PropertyKey[] = []): string[] {
  return (read.error?.issues ?? []).map((issue) => `${placeOf([...at, ...issue.path])}: ${issue.message}`)
}

/** "pertanyaan ke-3, pilihan ke-1, kode" */
function placeOf(path: readonly PropertyKey[]): string {
  return (
    path.reduce<string>((said, part) => (typeof part === 'number' ? `${said} ke-${part + 1}` : said ? `${said}, ${String(part)}` : String(part)), '') ||
    'berkas'
  )
}

/** What holds between questions; one that cannot be read is undefined. */
function logicFaults(questions: readonly (Question | undefined)[]): string[] {
  const found = questions.flatMap((q, i) => {
    const own = q && questionFaults(q, questions.slice(0, i))
    return (own ?? []).map((why) => `pertanyaan ke-${i + 1} (${q!.kunci}): ${why}`)
  })
  const whole = questions.length > 0 && questions.every((q) => q !== undefined)
  if (whole && !questions.some((q) => q.wajib && !q.tampil_bila)) found.push('pertanyaan: paling sedikit satu harus wajib dan selalu tampil.')
  return found
}

function questionFaults(q: Question, earlier: readonly (Question | undefined)[]): string[] {
  const faults: string[] = []
  if (earlier.some((e) => e?.kunci === q.kunci)) faults.push('kunci ini sudah dipakai pertanyaan di atasnya.')
  if ('pilihan' in q && new Set(q.pilihan.map((p) => p.kode)).size < q.pilihan.length) faults.push('ada kode pilihan yang ditulis dua kali.')
  if (q.jenis === 'angka' && q.min > q.maks) faults.push('min lebih besar daripada maks.')
  return q.tampil_bila ? [...faults, ...conditionFaults(q.tampil_bila, earlier)] : faults
}

function conditionFaults({ pertanyaan, jawaban }: NonNullable<Question['tampil_bila']>, earlier: readonly (Question | undefined)[]): string[] {
  const on = earlier.find((e) => e?.kunci === pertanyaan)
  if (!on) return earlier.includes(undefined) ? [] : [`tampil_bila: pertanyaan "${pertanyaan}" tidak ada di atasnya.`]
  if (on.jenis !== 'satu') return [`tampil_bila: "${pertanyaan}" harus berjenis satu.`]
  const unknown = jawaban.filter((kode) => !on.pilihan.some((p) => p.kode === kode))
  return unknown.map((kode) => `tampil_bila: "${kode}" bukan pilihan dari "${pertanyaan}".`)
}
