// Cards below the record: paper, history, turun status.
import { showTime } from '../../form/dates.ts'
import { Actions, Button } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { TextAreaField } from '../../web/ui/field.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { Key } from '../../web/key.tsx'
import type { Staff } from '../../workflow/scope.ts'
import { findStep } from '../../workflow/table.ts'
import { mayRollBack } from './frame.tsx'
import type { Desk, Head, Line } from './record.ts'

/** Fault of a roll-back without reason. */
export const ROLLBACK = 'alasan-turun'

/** Date and by whom; never a condition. */
export function Paper({ head }: { head: Head }) {
  return (
    <Card title="Berkas fisik">
      {head.berkas_diterima_pada ? (
        <p>
          Diterima {showTime(head.berkas_diterima_pada)} oleh {head.berkas_oleh ?? 'petugas'}.
        </p>
      ) : (
        <>
          <p class="meta">Belum diterima. Berkas kertas bukan syarat untuk memutuskan.</p>
          <form method="post" action={`/verifikasi/${head.id}/berkas-fisik`}>
            <Key />
            <Button kind="secondary" small>
              Berkas fisik diterima
            </Button>
          </form>
        </>
      )}
    </Card>
  )
}

/** Every move with who, where and when. */
export const History = ({ lines }: { lines: readonly Line[] }) => (
  <Card title="Perjalanan formulir">
    {lines.length === 0 && <p class="meta">Belum ada catatan.</p>}
    <ol class="linimasa">
      {lines.map((l) => (
        <li>
          <b>{l.judul}</b>
          <span>{[l.pelaku, l.lingkup].filter(Boolean).join(', ')}</span>
          <time dateTime={l.waktu.toISOString()}>{showTime(l.waktu)}</time>
          {l.catatan && <q>{l.catatan}</q>}
        </li>
      ))}
    </ol>
  </Card>
)

/** Only where the table has the step for this person. */
export function RollBack({ v: { row, head }, staff, fault }: { v: Desk; staff: Staff; fault?: string }) {
  if (!mayRollBack(staff) || !findStep(row.status, 'turun-status', ['turun_status'])) return null
  return (
    <Card title="Turun status">
      <Notice tone="warn">
        <p>Seluruh formulir dibuka kembali untuk PNS. Semua keputusan yang sudah dibuat dihapus.</p>
      </Notice>
      <form method="post" action={`/verifikasi/${head.id}/turun-status`}>
        <Key />
        <input type="hidden" name="versi" value={row.versi} />
        <TextAreaField name="alasan" id={ROLLBACK} label="Alasan (dibaca oleh PNS)" rows={2} error={fault} />
        <Actions>
          <Button kind="danger">Turunkan status</Button>
        </Actions>
      </form>
    </Card>
  )
}
