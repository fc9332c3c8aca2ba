// What is known about a printed document by its code.
import { sql } from 'kysely'
import type { DbOrTx } from '../../db/pool.ts'
import type { DocumentKind } from '../../pdf/documents.ts'
import { maskNama } from '../../security/mask.ts'
import { showName } from '../../web/name.ts'

export type Issued = {
  jenis: DocumentKind
  berlaku: boolean
  nip: string
  nama: string
  nomor_register: string
  /** the date on the paper: of registration, or of Kirim */
  tanggal: Date
}

/**
 * The document behind a code. It is superseded by newer content of its kind, by a new registration, and by a form that was
 * opened again or sent again after it was printed.
 */
export async function findIssued(db: DbOrTx, kode: string): Promise<Issued | undefined> {
  const { rows } = await sql<Issued & { aktif: boolean }>`
    select d.jenis, a.nip, s.nama, a.status = 'aktif' as aktif, a.nomor_register, coalesce(case when d.jenis = 'bukti-registrasi' then a.dibuat else f.dikirim_pada end, d.dibuat) as tanggal,
      d.digantikan is null and case when d.jenis = 'bukti-registrasi' then a.dibuat <= d.dibuat and a.status <> 'registrasi_ditolak'
        else f.dikirim_pada is null or (f.dikirim_pada <= d.dibuat and f.status not in ('draf', 'perbaikan')) end as berlaku
    from direktori_dokumen k join dokumen d on d.nip = k.nip and d.kode = k.kode
      join akun a on a.nip = k.nip join sapk_data_utama s on s.nip = k.nip
      left join formulir f on f.nip = k.nip and f.periode = (select id from periode where aktif)
    where k.kode = ${kode}`.execute(db)
  // The paper of a registration that was not accepted yet shows a masked name; so does this page (trust.md A2).
  return rows[0] && { ...rows[0], nama: rows[0].aktif ? rows[0].nama : maskNama(showName(rows[0].nama)) }
}
