// Letters about a ticket: the receipt with its number, and public answers. To the account where the person is proved, else to the address he left.
import { sql } from 'kysely'
import type { Ctx } from '../../context.ts'
import { openAccount } from '../../security/account.ts'
import { renderPdf } from '../../pdf/render.ts'
import { toTandaBukti, trackAddress } from '../../pdf/tandaBuktiIsi.ts'
import { findKategori, titleOf } from '../../tiket/kategori.ts'
import { findTicket, listMessages, TIER_WORDS, type Ticket } from '../../tiket/store.ts'
import { showTiket } from '../../tiket/track.ts'
import type { Outgoing } from './compose.ts'
import type { Letter, Part } from './letter.tsx'

/** Payload: the ticket; `dibuka` for the receipt, else the answer with this number or the latest one. */
export type TicketIds = { tiket?: string; sebab?: string; pesan?: string }

/** The letter of a job. Undefined where nobody left an address. */
export async function composeTicket(ctx: Ctx, ids: TicketIds): Promise<Outgoing | undefined> {
  const t = await findTicket(ctx.db, ctx.keys, ids.tiket ?? '')
  const kepada = t && (await addressOf(ctx, t))
  if (!t || !kepada) return undefined
  return { kepada, letter: ids.sebab === 'dibuka' ? await receipt(ctx, t) : await answer(ctx, t, ids.pesan) }
}

/** Where the owner of a ticket reads; undefined where he left no address. */
export async function addressOfTicket(ctx: Ctx, nomor: string): Promise<string | undefined> {
  const t = await findTicket(ctx.db, ctx.keys, nomor)
  return t && addressOf(ctx, t)
}

async function addressOf(ctx: Ctx, t: Ticket): Promise<string | undefined> {
  if (!t.terverifikasi || !t.nip) return t.email ?? undefined
  const { rows } = await sql<{ email: string | null }>`select email from akun where nip = ${t.nip}`.execute(ctx.db)
  return rows[0]?.email ? openAccount(ctx.keys, t.nip, 'email', rows[0].email) : (t.email ?? undefined)
}

/** The paper goes along only to the mailbox of a proved person: it holds what he wrote. */
async function receipt(ctx: Ctx, t: Ticket): Promise<Letter> {
  const k = findKategori(t.kategori)
  const papers = k?.berkas && t.status !== 'selesai' ? ['Berkas yang diperlukan:', { butir: k.bring }, ATTACH] : []
  return {
    ...letter(ctx, t, `Tanda Bukti Permohonan Bantuan: ${showTiket(t.nomor)}`, [
      'Laporan Anda sudah diterima. Nomor tiket:',
      { kode: showTiket(t.nomor) },
      `Kategori: ${titleOf(t.kategori)}. Ditangani: ${TIER_WORDS[t.tingkat]}.`,
      ...papers,
    ]),
    ...(t.terverifikasi && { lampiran: [await slip(ctx, t)] }),
  }
}

const ATTACH =
  'Lampirkan foto atau pindaiannya pada laporan itu, di perangkat yang Anda pakai untuk melapor, atau serahkan kertasnya dengan menyebut nomor tiket.'

async function slip(ctx: Ctx, t: Ticket): Promise<NonNullable<Letter['lampiran']>[number]> {
  const content = await renderPdf('tanda-bukti', await toTandaBukti(ctx, t))
  return { filename: `Tanda-Bukti-${t.nomor}.pdf`, content, contentType: 'application/pdf' }
}

async function answer(ctx: Ctx, t: Ticket, urut: string | undefined): Promise<Letter> {
  const replies = await listMessages(ctx.db, ctx.keys, t.nomor, ['balasan'])
  const said = replies.find((m) => String(m.urut) === urut) ?? replies.at(-1)
  const ended = t.status === 'selesai' ? ' dan selesai' : ''
  const asks = t.status === 'menunggu_pemohon' ? ['Petugas menunggu keterangan dari Anda.'] : []
  return letter(ctx, t, `Laporan ${showTiket(t.nomor)} dijawab${ended}`, [
    `Laporan Anda tentang ${titleOf(t.kategori)} dijawab petugas:`,
    ...(said?.isi.split('\n') ?? []),
    ...asks,
  ])
}

const letter = (ctx: Ctx, t: Ticket, perihal: string, isi: readonly Part[]): Letter => ({
  perihal,
  isi: [...isi, { tautan: trackAddress(ctx, t.nomor), label: 'Lacak laporan ini' }],
  sebab: 'Anda menerima surat ini karena alamat ini ditulis pada laporan itu, atau terdaftar pada akun pelapornya.',
  bukanSaya: 'Abaikan surat ini. Akun Anda tidak berubah.',
})
