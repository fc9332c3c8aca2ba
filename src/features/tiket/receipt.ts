// What Tanda Bukti Permohonan Bantuan is drawn from.
import type { Ctx } from '../../context.ts'
import { findOfficial } from '../../form/official.ts'
import type { TandaBukti } from '../../pdf/tandaBukti.ts'
import { titleOf } from '../../tiket/kategori.ts'
import { TIER_WORDS, type Ticket } from '../../tiket/store.ts'
import { showTiket } from '../../tiket/track.ts'
import { showName } from '../../web/name.ts'
import { linesOf } from './ticketPage.tsx'

/** The name only where the person is proved: else anybody could print the name behind a NIP (trust.md A2). */
export async function toTandaBukti(ctx: Ctx, t: Ticket): Promise<TandaBukti> {
  const official = t.nip && t.terverifikasi ? await findOfficial(ctx.db, ctx.keys, t.nip) : undefined
  return {
    nomor: showTiket(t.nomor),
    barcode: t.nomor,
    url: `${ctx.config.baseUrl}/cek-status/laporan?tiket=${t.nomor}`,
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
