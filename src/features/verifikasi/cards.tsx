// The scan box and the cards of a queue: on the desk, beside a record, among search results.
import { Button } from '../../web/ui/button.tsx'
import { QueueCard } from '../../web/ui/queue.tsx'
import type { TagTone } from '../../web/ui/tag.tsx'
import { showName } from '../../web/name.ts'
import { levelsOf, type Staff } from '../../workflow/scope.ts'
import { findLevel, LEVELS, STATE_TITLES, type State } from '../../workflow/table.ts'
import { ageOf, levelShort } from './frame.tsx'
import type { QueueRow } from './store.ts'

export type QueueView = { staff: Staff; rows: readonly QueueRow[]; total: number; today: number; now: Date; current?: string }

/** One box for scanner and keyboard: nomor register, NIP, code of a slip, or a name. */
export const ScanBox = ({ typed = '', focus }: { typed?: string; focus?: boolean }) => (
  <form method="post" action="/verifikasi/cari" role="search">
    <div class="dengan">
      <input
        class="in"
        name="q"
        value={typed}
        aria-label="Pindai atau ketik nomor register, NIP, atau nama"
        placeholder={focus ? 'Pindai: nomor, NIP, nama' : 'Pindai atau ketik'}
        autocomplete="off"
        spellcheck={false}
        autofocus={focus}
      />
      <Button kind="secondary">Cari</Button>
    </div>
  </form>
)

/** Words of a card. */
export function tagsOf(r: QueueRow, staff: Staff): { text: string; tone?: TagTone }[] {
  const several = levelsOf(staff).length > 1
  return [
    r.jumlah_usulan ? { text: `${r.jumlah_usulan} perubahan`, tone: 'amber' as const } : { text: 'Tanpa perubahan', tone: 'green' as const },
    ...(r.putaran > 1 ? [{ text: 'Dikirim ulang' }] : r.dibuka ? [] : [{ text: 'Baru' }]),
    ...(r.milik_saya ? [{ text: 'Anda pegang', tone: 'blue' as const }] : r.pemegang ? [{ text: `Dipegang ${showName(r.pemegang)}` }] : []),
    ...(r.dialihkan && r.status === LEVELS[0].state
      ? [{ text: `${levelShort(r.status)}, unit tanpa verifikator`, tone: 'blue' as const }]
      : several
        ? [{ text: levelShort(r.status) }]
        : []),
    ...(r.menunggu_referensi ? [{ text: 'Menunggu referensi', tone: 'amber' as const }] : []),
    ...(r.boleh ? [] : [{ text: findLevel(r.status) ? `Di ${levelShort(r.status)}` : STATE_TITLES[r.status as State] }]),
  ]
}

export const Cards = ({ rows, v, grouped }: { rows: readonly QueueRow[]; v: Pick<QueueView, 'staff' | 'now' | 'current'>; grouped?: boolean }) => (
  <>
    {rows.map((r, i) => (
      <>
        {grouped && r.unit !== rows[i - 1]?.unit && (
          <li class="dsec">{r.unit_id ? <a href={`/verifikasi?unit=${encodeURIComponent(r.unit_id)}`}>{r.unit}</a> : 'Unit belum diketahui'}</li>
        )}
        <QueueCard
          href={`/verifikasi/${r.id}`}
          nama={showName(r.nama)}
          nip={r.nip}
          unit={r.unit ?? ''}
          age={ageOf(r.masuk_pada, v.now)}
          tags={tagsOf(r, v.staff)}
          current={r.id === v.current}
        />
      </>
    ))}
  </>
)
