// Notices of the demo, drawn from what happened: as if each event had told its person, who has read all but the newest.
import { sql } from 'kysely'
import type { Tx } from '../db/pool.ts'

/** Kind of event → kind of notice; an approval at the last level is the acceptance. */
const TOLD = {
  registrasi: 'bukti-registrasi',
  'registrasi-diterima': 'registrasi-diterima',
  'registrasi-ditolak': 'registrasi-ditolak',
  kirim: 'terkirim',
  kembalikan: 'dikembalikan',
}

/** For every invented person of the campaign, in one statement. */
export async function writeNotices(tx: Tx, periode: string): Promise<void> {
  await sql`insert into pemberitahuan (nip, id, jenis, data, tampil_pada, dibaca)
    select nip, gen_random_uuid(), jenis, jsonb_strip_nulls(jsonb_build_object('periode', periode)), waktu,
      case when urut < max(urut) over (partition by nip) then waktu + interval '2 hours' end
    from (
      select e.nip, e.urut, e.waktu, e.periode, coalesce(${JSON.stringify(TOLD)}::jsonb ->> e.jenis,
          case when e.jenis = 'setujui' then case when e.data ->> 'ke' = 'diterima' then 'diterima' else 'disetujui' end end) as jenis
      from peristiwa e join akun a on a.nip = e.nip and a.sintetis where coalesce(e.periode, ${periode}) = ${periode}
    ) n where jenis is not null`.execute(tx)
}
