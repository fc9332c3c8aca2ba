// Signs of another format inside a file: a picture that is also a page, an archive or a program.

const TEXT = /<(?:script|html|svg|iframe|body|!doctype|\?php)[\s>]|%PDF-\d|^#!\//i
const PIECE = 256 * 1024
const OVERLAP = 16
const ARCHIVE_END = Buffer.from('PK\x05\x06', 'latin1')
const ARCHIVE_TAIL = 66_000 // an archive's directory ends in the last 64 KB, whatever stands before

/** Does this text or metadata begin something that a browser or a shell would run? */
export function looksForeign(bytes: Buffer): boolean {
  // Piece by piece, each with the beginning of the next: as one text a photo would be in memory twice.
  for (let at = 0; at < bytes.length; at += PIECE) if (TEXT.test(bytes.toString('latin1', at, at + PIECE + OVERLAP))) return true
  return false
}

/** Would a program that opens archives take this file for one? */
export const isArchive = (bytes: Buffer): boolean => bytes.subarray(-ARCHIVE_TAIL).includes(ARCHIVE_END)

export const FOREIGN = 'Berkas ini memuat isi lain yang tersembunyi di dalamnya. Buat ulang: foto atau pindai sekali lagi, lalu unggah.'
export const BROKEN = 'Berkas ini rusak atau tidak lengkap. Buka dan simpan ulang di perangkat Anda, lalu unggah lagi.'
