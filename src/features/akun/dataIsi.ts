// What is held of a person besides the form: account, tickets, files, helpers, devices, notices, events. For Unduh data saya.
import { sql } from 'kysely'
import { listHelpers } from '../../akun/pendamping.ts'
import { listFiles } from '../../berkas/files.ts'
import type { Ctx } from '../../context.ts'
import { openAccount } from '../../security/account.ts'
import { listSessions, type SesiPns } from '../../security/session.ts'
import { linesOf } from '../../pdf/tandaBuktiIsi.ts'
import { titleOf } from '../../tiket/kategori.ts'
import { getTicket, listMessages, PUBLIC_KINDS, STATUS_WORDS } from '../../tiket/store.ts'
import { listMine } from '../../tiket/track.ts'

/** The account itself; of what proves the person only the question, never an answer or a kata kunci. */
export async function accountOf(ctx: Ctx, me: SesiPns) {
  const { rows } = await sql<{
    email: string | null
    pertanyaan: string
    ibu_kandung: string
    status: string
    surat_kemajuan: boolean
    autentikator: boolean
    dibuat: Date
  }>`select email, pertanyaan, ibu_kandung, status, surat_kemajuan, totp is not null as autentikator, dibuat from akun where nip = ${me.nip}`.execute(ctx.db)
  const { email, pertanyaan, ibu_kandung, status, surat_kemajuan, autentikator, dibuat } = rows[0]!
  const open = (column: 'email' | 'pertanyaan' | 'ibu_kandung', sealed: string) => openAccount(ctx.keys, me.nip, column, sealed)
  return {
    nip: me.nip,
    nomor_register: me.nomor_register,
    status,
    terdaftar: dibuat,
    email: email && open('email', email),
    pertanyaan_pengaman: open('pertanyaan', pertanyaan),
    nama_ibu_kandung: open('ibu_kandung', ibu_kandung),
    surat_kemajuan,
    autentikator,
  }
}

/** Everything else under the name of the person. */
export async function aroundOf(ctx: Ctx, me: SesiPns, periode: string) {
  const [files, helpers, sessions] = [
    await listFiles(ctx.db, ctx.keys, { nip: me.nip, periode }),
    await listHelpers(ctx.db, me.nip),
    await listSessions(ctx.db, 'pns', me.nip),
  ]
  return {
    tiket: await ticketsOf(ctx, me),
    berkas: files.map(({ nama, ukuran, status, dibuat }) => ({ nama, ukuran, status, dikirim: dibuat })),
    pendamping: helpers.map(({ nama, dibuat, sampai, berlaku }) => ({ nama, ditunjuk: dibuat, sampai, berlaku })),
    sesi: sessions.map(({ peramban, dibuat, terakhir }) => ({ peramban, masuk: dibuat, terakhir })),
    pemberitahuan: await noticesOf(ctx, me.nip),
  }
}

async function ticketsOf(ctx: Ctx, me: SesiPns) {
  const own = []
  for (const { nomor } of await listMine(ctx.db, me.nip)) {
    const t = await getTicket(ctx.db, ctx.keys, nomor)
    const messages = await listMessages(ctx.db, ctx.keys, nomor, PUBLIC_KINDS)
    own.push({
      nomor,
      kategori: titleOf(t.kategori),
      status: STATUS_WORDS[t.status],
      dibuka: t.dibuat,
      isi: Object.fromEntries(linesOf(t)),
      pesan: messages.map(({ waktu, jenis, isi }) => ({ waktu, dari: jenis, isi })),
    })
  }
  return own
}

async function noticesOf(ctx: Ctx, nip: string) {
  const { rows } = await sql<
    Record<string, unknown>
  >`select tampil_pada as waktu, jenis, dibaca from pemberitahuan where nip = ${nip} order by tampil_pada`.execute(ctx.db)
  return rows
}

/** What happened, by whom as what. */
export async function eventsOf(ctx: Ctx, nip: string) {
  const { rows } = await sql<
    Record<string, unknown>
  >`select urut, waktu, jenis, periode, pelaku, peran from peristiwa where nip = ${nip} order by urut`.execute(ctx.db)
  return rows
}
