// The one statement that reads a person's form, and what it returns.
import type { LoadedAnswers } from '../kuesioner/store.ts'
import { HOME } from '../sections/dataPosisi.ts'
import { sections } from '../sections/index.ts'
import type { Deciding, FormRow } from './form.ts'
import type { AnySection, Loose } from './section.ts'

type UsulanRow = {
  bagian: string
  kunci: string
  tindakan: 'ubah' | 'tambah' | 'hapus'
  nomor: number
  sesudah: Loose | null
  keterangan: string | null
  menunggu_referensi: boolean
  versi: number
}
export type Loaded = LoadedAnswers & {
  formulir: FormRow | null
  acuan: string
  tanpa_bagian: string[]
  diputus: Deciding
  ibu: string | null
  usulan: UsulanRow[]
  pemeriksaan: { bagian: string; kunci: string; sesuai: boolean; keterangan: string | null; versi: number }[]
  konsep: { bagian: string; kunci: string; tindakan: 'ubah' | 'tambah'; isi: string; versi: number }[]
  tiket: { bagian: string; kunci: string; nomor: string }[]
  keputusan: {
    bagian: string
    kunci: string
    level: string
    putusan: 'setuju' | 'kembalikan'
    alasan: string | null
    putaran: number
    versi_item: number
    final: boolean
    petugas_id: string
  }[]
} & Record<string, unknown>

/** Tickets of the texts of this form that stand in no list, in the order of their fields. */
const TICKETS = `(select coalesce(jsonb_agg(jsonb_build_object('bagian', w.bagian, 'kunci', w.kunci, 'nomor', w.tiket) order by w.medan), '[]')
  from (select w.bagian, w.kunci, w.medan, r.tiket from usulan_referensi_tunggu w join usulan_referensi r on r.id = w.usulan_referensi_id
    join usulan u on u.nip = w.nip and u.periode = w.periode and u.bagian = w.bagian and u.kunci = w.kunci and u.menunggu_referensi
    where w.nip = $1 and w.periode = $2 and r.tiket is not null
    union all select 'data-posisi', '${HOME}', '', t.nomor from tiket t
    where t.nip = $1 and t.kategori = 'beda-instansi' and t.asal = 'formulir' and t.status in ('baru', 'dikerjakan', 'menunggu_pemohon')) w) as tiket`

/** The one read of a form: $1 = NIP, $2 = campaign. Its name makes it prepared (db/pool.ts). */
export const READ = readStatement()

function readStatement(): string {
  const owned = (table: string, columns: string) =>
    `(select coalesce(jsonb_agg(to_jsonb(t)), '[]') from (select ${columns} from ${table} where nip = $1 and periode = $2) t) as ${table}`
  const official = ({ code, table, sort }: AnySection) =>
    `(select coalesce(jsonb_agg(to_jsonb(s)${sort ? ` order by s.${sort}, s.id` : ''}), '[]') from ${table} s where s.nip = $1) as "${code}"`
  return `/* formulir */ select ${[
    '(select to_jsonb(f) from formulir f where nip = $1 and periode = $2) as formulir',
    '(select tanggal_acuan::text from periode where id = $2) as acuan',
    "(select coalesce(pengaturan->'tanpa_bagian', '[]') from periode where id = $2) as tanpa_bagian",
    "(select coalesce(pengaturan->'diputus', '{}') from periode where id = $2) as diputus",
    '(select ibu_kandung_indeks from akun where nip = $1) as ibu',
    owned('usulan', 'bagian, kunci, tindakan, nomor, sesudah, keterangan, menunggu_referensi, versi'),
    owned('pemeriksaan', 'bagian, kunci, sesuai, keterangan, versi'),
    owned('konsep', 'bagian, kunci, tindakan, isi, versi'),
    owned('jawaban', 'kuesioner, versi, pertanyaan, jawaban'),
    TICKETS,
    "(select coalesce(jsonb_object_agg(kode, versi), '{}') from (select kode, max(versi) as versi from kuesioner where berlaku_dari <= current_date group by kode) t) as kuesioner",
    owned('keputusan', 'bagian, kunci, level, putusan, alasan, putaran, versi_item, final_pada is not null as final, petugas_id'),
    ...sections.map(official),
  ].join(', ')}`
}
