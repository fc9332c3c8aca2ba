// A PDF is kept as it is, so it must hold nothing that acts: no script, no program, no file inside, no lock. Also looked for where
// objects lie compressed. What is doubtful is refused: a scanner's PDF has none of it.
import { promisify } from 'node:util'
import { constants, inflate } from 'node:zlib'
import { BROKEN, FOREIGN, isArchive, looksForeign } from './foreign.ts'
import { streams } from './pdfStreams.ts'

const inflated = promisify<Buffer, object, Buffer>(inflate)

const ACTIVE = 'PDF ini memuat perintah atau berkas lain di dalamnya. Cetak atau pindai ulang menjadi PDF biasa, lalu unggah lagi.'
const LOCKED = 'PDF ini dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu unggah lagi.'
const STRANGE = 'Susunan PDF ini tidak dapat diperiksa. Cetak atau pindai ulang menjadi PDF biasa, lalu unggah lagi.'

const FORBIDDEN = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|Rendition|XFA|GoToE|GoToR|SubmitForm|ImportData|Movie|Sound|3D|Collection)(?![A-Za-z0-9])/
const ENCRYPTED = /\/Encrypt(?![A-Za-z0-9])/
/** All object streams of a file together: an honest one of two megabytes stays far below. */
const MOST_INFLATED = 64 * 1024 * 1024

/** The sentence that says why this PDF is not taken. */
export async function pdfFault(bytes: Buffer): Promise<string | undefined> {
  const text = bytes.toString('latin1')
  if (!/^%PDF-[12]\.\d/.test(text) || !/%%EOF[\s\0]*$/.test(text.slice(-2048)) || !/\bstartxref\s+\d+/.test(text.slice(-4096))) return BROKEN
  const fault = namesFault(text)
  if (fault) return fault
  // The first line aside, no second PDF and nothing a browser would run.
  if (looksForeign(bytes.subarray(8)) || isArchive(bytes)) return FOREIGN
  return streamsFault(bytes, text)
}

function namesFault(text: string): string | undefined {
  const plain = unescapeNames(text)
  if (ENCRYPTED.test(plain)) return LOCKED
  return FORBIDDEN.test(plain) ? ACTIVE : undefined
}

/** `/J#61vaScript` is the same name as `/JavaScript`. */
const unescapeNames = (text: string): string => text.replace(/#([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))

/** Objects that lie compressed inside a stream are looked at like the others. */
async function streamsFault(bytes: Buffer, text: string): Promise<string | undefined> {
  let left = MOST_INFLATED
  for (const stream of streams(text)) {
    if (stream === 'endless') return STRANGE
    const dict = unescapeNames(stream.dict)
    // Any reader needs these two keys to find objects in a stream; without them there are none in it.
    if (!has(dict, 'First') || !has(dict, 'N') || !has(dict, 'Filter')) continue
    if (!isPlainlyDeflated(dict)) return STRANGE
    const content = await inflated(bytes.subarray(stream.from), { maxOutputLength: Math.max(1, left), finishFlush: constants.Z_SYNC_FLUSH }).catch(
      () => undefined,
    )
    if (!content) return STRANGE
    left -= content.length
    const fault = namesFault(content.toString('latin1'))
    if (fault) return fault
  }
  return undefined
}

const has = (dict: string, name: string): boolean => new RegExp(`/${name}(?![A-Za-z0-9])`).test(dict)

/** One filter, said once and in place: then what is looked at is what a reader sees. */
const isPlainlyDeflated = (dict: string): boolean =>
  dict.split(/\/Filter(?![A-Za-z0-9])/).length === 2 &&
  /\/Filter\s*(?:\/FlateDecode(?![A-Za-z0-9])|\[\s*\/FlateDecode\s*\])/.test(dict) &&
  !has(dict, 'Predictor')
