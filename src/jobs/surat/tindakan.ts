// Letters about work done for a ticket: before it takes effect, with a way to say no, and when it was undone (trust.md 3.8).
import type { Ctx } from '../../context.ts'
import { showTime } from '../../form/dates.ts'
import { getJenis } from '../../tiket/tindakan/daftar.ts'
import { cancelToken } from '../../tiket/tindakan/jalan.ts'
import { findTindakan } from '../../tiket/tindakan/store.ts'
import { showTiket } from '../../tiket/track.ts'
import type { Outgoing } from './compose.ts'
import type { Letter } from './letter.tsx'
import { addressOfTicket } from './tiket.ts'

export type WorkIds = { tindakan?: string; sebab?: string }

/** The letter of a job. Undefined where nobody left an address, or nothing is left to stop. */
export async function composeWork(ctx: Ctx, ids: WorkIds): Promise<Outgoing | undefined> {
  const a = await findTindakan(ctx.db, ctx.keys, ids.tindakan ?? '')
  const kepada = a && (await addressOfTicket(ctx, a.nomor))
  if (!a || !kepada) return undefined
  if (ids.sebab === 'menunggu' && a.status !== 'menunggu') return undefined
  const what = getJenis(a.jenis).title
  const letter =
    ids.sebab === 'menunggu'
      ? words('Data resmi Anda akan diubah', [
          `Atas laporan ${showTiket(a.nomor)}, dua petugas menyetujui tindakan ini: ${what}.`,
          `Berlaku ${showTime(a.berlaku_pada!)}. Bila bukan Anda yang meminta, batalkan sebelum waktu itu:`,
          { tautan: `${ctx.config.baseUrl}/batal-tindakan/${cancelToken(ctx.keys, a.id)}`, label: 'Batalkan, bukan saya yang meminta' },
        ])
      : words('Perubahan oleh petugas diurungkan', [`Tindakan atas laporan ${showTiket(a.nomor)} diurungkan: ${what}. Data resmi kembali seperti semula.`])
  return { kepada, letter }
}

const words = (perihal: string, isi: Letter['isi']): Letter => ({
  perihal,
  isi,
  sebab: 'Anda menerima surat ini karena alamat ini terdaftar pada akun e-PUPNS Anda, atau ditulis pada laporan itu.',
  bukanSaya: 'Batalkan lewat tautan di atas, atau hubungi Biro Kepegawaian atau BKD Anda.',
})
