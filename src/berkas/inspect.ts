// Is this a file we take? By its content, never by its name or what the sender calls it (trust.md A22).
import { semaphore } from '../security/semaphore.ts'
import { jpegFault } from './jpeg.ts'
import { pdfFault } from './pdf.ts'
import { pngFault } from './png.ts'
import { KEPT_BYTES, KINDS, UPLOAD_BYTES, showSize, type Kind } from './rules.ts'

/** `fault` is a sentence for the person. */
export type Verdict = { kind: Kind } | { fault: string }

const MAGIC: readonly [Kind, Buffer][] = [
  ['pdf', Buffer.from('%PDF-')],
  ['jpeg', Buffer.from([0xff, 0xd8, 0xff])],
  ['png', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])],
]

/** Files looked at together; each is in memory as a whole. */
const inTurn = semaphore(2, 40)

/** The same with few at once: `read` brings the bytes when it is this file's turn. */
export const inspectInTurn = (read: () => Promise<Buffer>): Promise<Verdict> => inTurn(async () => inspect(await read()))

/** Looks at the whole file. */
export async function inspect(bytes: Buffer): Promise<Verdict> {
  if (bytes.length === 0) return { fault: 'Berkas ini kosong. Pilih berkas lain.' }
  const kind = kindOf(bytes)
  if (!kind) return { fault: unknownFault(bytes) }
  const most = kind === 'pdf' ? KEPT_BYTES : UPLOAD_BYTES
  if (bytes.length > most) return { fault: tooLarge(kind) }
  const fault = await CHECKS[kind](bytes)
  return fault ? { fault } : { kind }
}

const CHECKS: Readonly<Record<Kind, (bytes: Buffer) => string | undefined | Promise<string | undefined>>> = { pdf: pdfFault, jpeg: jpegFault, png: pngFault }

const kindOf = (bytes: Buffer): Kind | undefined => MAGIC.find(([, magic]) => bytes.subarray(0, magic.length).equals(magic))?.[0]

/** Too many bytes, before or after they are all there. */
export const tooLarge = (kind?: Kind): string =>
  kind === 'pdf'
    ? `PDF ini lebih dari ${showSize(KEPT_BYTES)}. Pindai dengan mutu lebih rendah, atau kirim fotonya.`
    : `Berkas ini lebih dari ${showSize(UPLOAD_BYTES)}. Pilih berkas yang lebih kecil, atau ambil foto dengan ukuran lebih kecil.`

/** What people send most besides, and what to do about it. */
function unknownFault(bytes: Buffer): string {
  const head = bytes.subarray(0, 64).toString('latin1')
  if (/^.{4}ftyp(heic|heix|mif1|msf1|hevc|avif)/s.test(head))
    return 'Foto ini berjenis HEIC. Ubah pengaturan kamera ke JPEG ("Paling Kompatibel"), atau kirim tangkapan layarnya.'
  if (head.startsWith('PK') || head.startsWith('\xd0\xcf\x11\xe0'))
    return 'Berkas Word, Excel, atau ZIP tidak dapat diterima. Simpan sebagai PDF, lalu unggah lagi.'
  return `Berkas ini bukan ${Object.values(KINDS)
    .map((k) => k.ending.toUpperCase())
    .join(', ')}. Simpan sebagai PDF atau JPEG, lalu unggah lagi.`
}
