// Two lists beside the queue: forms without changes decided in one go, and sent forms whose paper has not come.
import { showDate, dayIn } from '../../form/dates.ts'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Pick } from '../../web/ui/choice.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { DataTable } from '../../web/ui/table.tsx'
import { Hidden, Nip } from '../../web/ui/text.tsx'
import { Key } from '../../web/key.tsx'
import { showName } from '../../web/name.ts'
import type { Staff } from '../../workflow/scope.ts'
import { ageOf, StaffPage } from './frame.tsx'
import { BULK, type BulkResult } from './service.ts'
import { PAPER_ROWS, type PaperRow, type QueueRow } from './store.ts'

const BULK_HERE = '/verifikasi/massal'

/** Preview: every form by name, each may be opened or left out. Nothing is ticked beforehand. */
export const BulkPage = ({ staff, rows, total, now, error }: { staff: Staff; rows: readonly QueueRow[]; total: number; now: Date; error?: string }) => (
  <StaffPage
    staff={staff}
    here={BULK_HERE}
    title="Formulir tanpa perubahan"
    wide
    errors={error ? [{ field: 'pilih-0', text: error }] : []}
    lead={
      total
        ? `${total} formulir menunggu tanpa satu pun usulan perubahan. Pilih yang sudah Anda periksa, paling banyak ${BULK} sekaligus.`
        : 'Tidak ada formulir tanpa perubahan yang menunggu Anda.'
    }
  >
    {rows.length > 0 && (
      <form method="post" action={BULK_HERE}>
        <Key />
        <DataTable
          caption="Formulir tanpa perubahan"
          columns={['Nama', 'NIP', 'Unit', 'Menunggu sejak'].map((label) => ({ label }))}
          rows={rows.map((r, i) => ({
            cells: [
              <Pick type="checkbox" id={`pilih-${i}`} name={`pilih.${r.id}`} option={{ value: String(r.versi), label: showName(r.nama) }} />,
              <Nip value={r.nip} />,
              r.unit ?? '',
              ageOf(r.masuk_pada, now),
            ],
            actions: (
              <a href={`/verifikasi/${r.id}`}>
                Lihat<Hidden> formulir {showName(r.nama)}</Hidden>
              </a>
            ),
          }))}
        />
        <Actions>
          <Button>Setujui yang dipilih</Button>
          <ButtonLink href="/verifikasi?saring=tanpa-perubahan" kind="secondary">
            Buka satu per satu
          </ButtonLink>
        </Actions>
      </form>
    )}
  </StaffPage>
)

export function BulkDonePage({ staff, results }: { staff: Staff; results: readonly BulkResult[] }) {
  const [good, bad] = [results.filter((r) => !r.fault), results.filter((r) => r.fault)]
  return (
    <StaffPage staff={staff} here={BULK_HERE} title={`${good.length} formulir disetujui`}>
      {bad.length > 0 && (
        <Notice tone="warn" title={`${bad.length} formulir tidak disetujui`}>
          <ul>
            {bad.map((r) => (
              <li>
                <a href={`/verifikasi/${r.id}`}>{showName(r.nama)}</a>: {r.fault}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      <Card>
        <ul>
          {good.map((r) => (
            <li>{showName(r.nama)}</li>
          ))}
        </ul>
      </Card>
      <Actions>
        <ButtonLink href={BULK_HERE}>Lanjutkan</ButtonLink>
        <ButtonLink href="/verifikasi" kind="secondary">
          Ke antrean
        </ButtonLink>
      </Actions>
    </StaffPage>
  )
}

/** For the notice board and the telephone: printed as it stands. */
export const PaperPage = ({ staff, rows, now }: { staff: Staff; rows: readonly PaperRow[]; now: Date }) => (
  <StaffPage
    staff={staff}
    here="/verifikasi/belum-berkas"
    title="Belum menyerahkan berkas"
    wide
    lead={`${rows.length === PAPER_ROWS ? `${PAPER_ROWS} formulir pertama` : `${rows.length} formulir`} yang sudah dikirim tetapi berkas fisiknya belum diterima, per ${showDate(dayIn(now))}. Cetak halaman ini dari menu peramban.`}
  >
    <DataTable
      caption="Formulir yang berkas fisiknya belum diterima"
      columns={['Nama', 'NIP', 'Unit', 'Nomor register', 'Dikirim'].map((label) => ({ label }))}
      rows={rows.map((r) => ({
        cells: [
          <a href={`/verifikasi/${r.id}`}>{showName(r.nama)}</a>,
          <Nip value={r.nip} />,
          r.unit ?? '',
          r.nomor_register ?? '',
          showDate(dayIn(r.dikirim_pada)),
        ],
      }))}
      empty="Semua berkas sudah diterima."
    />
  </StaffPage>
)
