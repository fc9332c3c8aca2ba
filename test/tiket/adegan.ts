// The scene of the ticket tests: the desk of usulan referensi (people, operators, queue by hand) and browsers with cookies.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { compose, type LetterIds } from '../../src/jobs/surat/compose.ts'
import { toText } from '../../src/jobs/surat/letter.tsx'
import { cookieName } from '../../src/security/cookies.ts'
import { addMessage, getTicket, setStatus, type Ticket } from '../../src/tiket/store.ts'
import { transaction } from '../../src/db/tx.ts'
import { KEBUMEN } from '../verifikasi/scene.ts'
import { browser as plainBrowser, CODE, type Fields, type Peramban } from '../pendaftaran/scene.ts'
import type { Person, Scene } from '../referensi/adegan.ts'

export { CODE }

/** A browser; with a person it is signed in. */
export function browser(s: Scene, who?: Person, address?: string): Peramban {
  const p = plainBrowser(s as never, address)
  if (who) p.cookies.set(cookieName(s.ctx.config.baseUrl, 'sesi'), who.cookie)
  return p
}

export const NIP = '197603142000031777'

/** An example of every category: what its form needs besides NIP and e-mail. */
export const EXAMPLES: Readonly<Record<string, Fields>> = {
  'beda-nama': { nama_benar: 'SITI RAHAYU' },
  'beda-instansi': {
    pengangkatan: 'sampai_2008',
    nip_lama: '131 234 567',
    instansi: 'Kebumen',
    instansi__id: KEBUMEN,
    sk_nomor: '824/12',
    sk_tanggal: '1-4-2015',
  },
  'data-pensiun': { sk_nomor: '882/3', sk_tanggal: '2-5-2016', uraian: 'Masih aktif mengajar.' },
  'data-diberhentikan': { sk_nomor: '888/4', sk_tanggal: '2-5-2016', uraian: 'Tidak pernah diberhentikan.' },
  'data-tidak-ada': newcomer(),
  'perbaikan-nip': { salah: 'Tanggal lahir', sk_nomor: '813/45/2000', sk_tanggal: '01-03-2000' },
  'data-ganda': { uraian: 'NIK saya tercatat dua kali.' },
  'non-pupns-2003': newcomer(),
  'verifikasi-registrasi': {},
  'turun-status': { uraian: 'Ijazah tertinggal.' },
  'penambahan-verifikator-level-1': { teks: 'RSUD Tjitrowardojo' },
  'referensi-unit-organisasi': { teks: 'UPTD Pasar Kutoarjo', letak: 'Dinas Perdagangan' },
  'referensi-pendidikan': { teks: 'S-1 Bahasa Jawa Kuno' },
  'referensi-jft': { teks: 'Penata Laksana Arsip Muda' },
  'referensi-jfu': { teks: 'Pengelola Data Pasar' },
  'referensi-lokasi': { teks: 'Kecamatan Bener Baru', letak: 'Kab. Purworejo' },
  'data-sekolah': { teks: 'SMP Negeri 41 Purworejo' },
  'data-unit-kesehatan': { teks: 'Puskesmas Kutoarjo 2' },
  'referensi-bidang-spesialis': { teks: 'Kedokteran Kelautan' },
  'referensi-mata-pelajaran': { teks: 'Bahasa Jawa' },
  'referensi-diklat-fungsional': { teks: 'Diklat Calon Pustakawan' },
  'referensi-lain': { teks: 'Lembaga Diklat Bunga' },
  lainnya: { uraian: 'Halaman tidak terbaca.' },
}

function newcomer(): Fields {
  return {
    nama: 'Sutrisno Wibowo',
    lahir_di: 'Purworejo',
    lahir_pada: '14-3-1976',
    instansi: 'Kebumen',
    instansi__id: KEBUMEN,
    sk_nomor: '821/1',
    sk_tanggal: '1-3-2000',
  }
}

/** Sends the form of a category as a person does; the answer of the last request. */
export async function sendForm(p: Peramban, kategori: string, fields: Fields = {}, query = '') {
  await p.get(`/bantuan?kategori=${kategori}${query}`)
  return p.post('/bantuan', { ...EXAMPLES[kategori], captcha: CODE, ...fields })
}

/** The same until the receipt; gives the number. */
export async function openOne(p: Peramban, kategori: string, fields: Fields = { nip: NIP }, query = ''): Promise<string> {
  const r = await sendForm(p, kategori, fields, query)
  const nomor = /^\/bantuan\/tiket\/([0-9A-Z]{11})\?baru=1$/.exec(String(r.headers.location))?.[1]
  if (!nomor)
    throw new Error(
      `${kategori}: ${r.statusCode} ${r.body
        .replace(/<[^>]+>/g, ' ')
        .replace(/\s+/g, ' ')
        .slice(0, 900)}`,
    )
  return nomor
}

export const ticket = (s: Scene, nomor: string): Promise<Ticket> => getTicket(s.ctx.db, s.ctx.keys, nomor)

export const countTickets = async (s: Scene): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from tiket`.execute(s.t.owner.db)).rows[0]!.n

/** An operator answers, and says where the ticket stands. */
export async function reply(s: Scene, nomor: string, isi: string, status: 'menunggu_pemohon' | 'selesai' | 'dikerjakan', by = s.ops.helpi): Promise<void> {
  await transaction(s.ctx.db, async (tx) => {
    await addMessage(tx, s.ctx.keys, nomor, { jenis: 'balasan', isi, petugasId: by.id })
    await setStatus(tx, await getTicket(tx, s.ctx.keys, nomor), status)
  })
}

/** The letters about tickets that wait in the queue, oldest first; they leave it. */
export async function ticketLetters(s: Scene): Promise<{ kepada: string; teks: string; perihal: string; lampiran: string[] }[]> {
  const { rows } = await sql<{ id: string; payload: LetterIds }>`select j.id::text, j.payload from graphile_worker._private_jobs j
    join graphile_worker._private_tasks t on t.id = j.task_id where t.identifier = 'surat' and j.payload->>'jenis' = 'tiket' order by j.id`.execute(
    s.t.owner.db,
  )
  const out = []
  for (const { id, payload } of rows) {
    await sql`delete from graphile_worker._private_jobs where id = ${id}`.execute(s.t.owner.db)
    const sent = await compose(s.ctx, payload)
    if (sent)
      out.push({
        kepada: sent.kepada,
        perihal: sent.letter.perihal,
        teks: toText(sent.letter, 'http://uji.test'),
        lampiran: (sent.letter.lampiran ?? []).map((l) => l.filename),
      })
  }
  return out
}

export const newKey = (): string => uuidv7()
