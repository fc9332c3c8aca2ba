// From a ticket to what Tanda Bukti Permohonan Bantuan shows; the page of the ticket shows the same lines.
import type { Ctx } from '../context.ts'
import { findOfficial } from '../form/official.ts'
import { showField } from '../form/section.ts'
import { findKategori, inputsFor, titleOf } from '../tiket/kategori.ts'
import { TIER_WORDS, type Ticket } from '../tiket/store.ts'
import { showTiket } from '../tiket/track.ts'
import { showName } from '../web/name.ts'
import type { TandaBukti } from './tandaBukti.ts'

/** Where the number is followed, with the number filled in. */
export const trackAddress = ({ config }: Pick<Ctx, 'config'>, nomor: string): string => `${config.baseUrl}/cek-status/laporan?tiket=${nomor}`

/** What was written, by label; identity stands above. */
export function linesOf(t: Ticket): [label: string, value: string][] {
  const k = findKategori(t.kategori)
  if (!k) return []
  return inputsFor(k, true).flatMap(([key, f]): [string, string][] => {
    const shown = showField(f, t.isi[key])
    return shown ? [[f.label, shown]] : []
  })
}

/** The name only where the person is proved: else anybody could print the name behind a NIP (trust.md A2). */
export async function toTandaBukti(ctx: Ctx, t: Ticket): Promise<TandaBukti> {
  const official = t.nip && t.terverifikasi ? await findOfficial(ctx.db, ctx.keys, t.nip) : undefined
  return {
    nomor: showTiket(t.nomor),
    barcode: t.nomor,
    url: trackAddress(ctx, t.nomor),
    periode: (await ctx.periode()).nama,
    kategori: titleOf(t.kategori),
    dibuat: t.dibuat.toISOString(),
    nip: t.nip,
    nama: official ? showName(official.person.nama) : null,
    kantor: TIER_WORDS[t.tingkat],
    terverifikasi: t.terverifikasi || t.asal === 'otomatis',
    isi: linesOf(t),
    alamat: ctx.config.baseUrl.replace(/^https?:\/\//, ''),
  }
}
