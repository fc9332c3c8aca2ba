// A file in the words of whoever looks at it.
import type { ShownFile } from '../web/ui/files.tsx'
import type { FileRow } from './files.ts'
import { showSize } from './rules.ts'

export const addressOf = (id: string): string => `/berkas/${id}`

/** Of the page where files are attached to an item or a ticket. */
export const uploadAddress = (to: { bagian: string; kunci: string } | { tiket: string }): string =>
  'tiket' in to ? `/berkas/tiket/${to.tiket}` : `/berkas/unggah?${new URLSearchParams({ untuk: `${to.bagian}/${to.kunci}` }).toString()}`

/** For whoever sent it; a pendamping does not open it, because papers show what is kept from him. */
export const forOwner = (f: FileRow, helper = false): ShownFile => ({
  name: f.nama,
  href: f.status === 'siap' && !helper ? addressOf(f.id) : undefined,
  note: f.status === 'ditolak' ? `Ditolak. ${f.alasan}` : f.status === 'siap' ? showSize(f.ukuran) : 'Sedang diperiksa. Anda tidak perlu menunggu.',
})

/** For offices: only what has been looked at. Of a file that was refused they hear nothing. */
export const forStaff = (files: readonly FileRow[] = []): ShownFile[] =>
  files
    .filter((f) => f.status !== 'ditolak')
    .map((f) =>
      f.status === 'siap'
        ? { name: f.nama, href: addressOf(f.id), note: f.dipindai ? undefined : 'belum dipindai' }
        : { name: f.nama, note: 'sedang diperiksa' },
    )
