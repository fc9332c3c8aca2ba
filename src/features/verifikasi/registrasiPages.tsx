// Pages of the registration check: the queue, and the card of one person.
import type { ComponentChildren } from 'preact'
import { showTime } from '../../form/dates.ts'
import { fieldsOf, showField, type Loose } from '../../form/section.ts'
import type { Form } from '../../form/form.ts'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { SelectField } from '../../web/ui/choice.tsx'
import { TextAreaField } from '../../web/ui/field.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { Queue, QueueCard } from '../../web/ui/queue.tsx'
import { Nip } from '../../web/ui/text.tsx'
import { Key } from '../../web/key.tsx'
import { showName } from '../../web/name.ts'
import type { Staff } from '../../workflow/scope.ts'
import { ageOf, StaffPage } from './frame.tsx'
import { MAX_REASON, type Registration } from './registrasi.ts'

const HERE = '/verifikasi/registrasi'

const SearchBox = ({ typed = '' }: { typed?: string }) => (
  <form method="post" action={`${HERE}/cari`} role="search">
    <div class="dengan">
      <input
        class="in"
        name="q"
        value={typed}
        aria-label="Pindai atau ketik nomor register, NIP, atau nama"
        placeholder="Pindai atau ketik: nomor, NIP, nama"
        autocomplete="off"
        spellcheck={false}
      />
      <Button kind="secondary">Cari</Button>
    </div>
  </form>
)

export type RegistrationsView = {
  staff: Staff
  rows: readonly Registration[]
  total: number
  now: Date
  href: (r: Registration) => string
  next?: string
  typed?: string
  notice?: ComponentChildren
}

export const RegistrationsPage = (v: RegistrationsView) => (
  <StaffPage staff={v.staff} here={HERE} title="Registrasi yang menunggu" ownTitle notice={v.notice}>
    <Queue
      page
      title={v.typed === undefined ? 'Registrasi yang menunggu' : 'Registrasi yang cocok'}
      count={v.typed === undefined ? `${v.total} registrasi` : `${v.rows.length} dari ${v.total}`}
      search={<SearchBox typed={v.typed} />}
      empty={
        v.rows.length
          ? undefined
          : v.typed === undefined
            ? 'Tidak ada registrasi yang menunggu.'
            : 'Tidak ada registrasi yang cocok di instansi Anda. Periksa kembali nomornya.'
      }
      foot={
        v.next ? (
          <ButtonLink href={v.next} kind="secondary" small>
            Berikutnya dalam daftar
          </ButtonLink>
        ) : (
          v.typed !== undefined && <a href={HERE}>Tampilkan semua</a>
        )
      }
    >
      {v.rows.map((r) => (
        <QueueCard
          href={v.href(r)}
          nama={showName(r.nama)}
          nip={r.nip}
          unit={r.unit ?? ''}
          age={ageOf(r.dibuat, v.now)}
          tags={[{ text: r.nomor_register }, ...(r.nik_berbeda ? [{ text: 'NIK berbeda', tone: 'amber' as const }] : [])]}
        />
      ))}
    </Queue>
  </StaffPage>
)

const REASONS = [
  'Data instansi belum diperbarui: PNS sudah pindah. Hubungi Helpdesk, kategori Beda Instansi.',
  'Tidak dikenal sebagai PNS di instansi ini.',
  'Slip registrasi tidak diserahkan oleh yang bersangkutan.',
]

export type RegistrationView = {
  staff: Staff
  r: Registration
  form: Form
  action: string
  error?: string
  typed?: string
  notice?: ComponentChildren
}

/** Everything SAPK holds on who this is, to be compared with the identity card. */
export const RegistrationPage = (v: RegistrationView) => (
  <StaffPage
    staff={v.staff}
    here={HERE}
    title={showName(v.r.nama)}
    caption={`Registrasi ${v.r.nomor_register}`}
    back={{ href: HERE, text: 'Daftar registrasi' }}
    notice={v.notice}
    errors={v.error ? [{ field: 'alasan', text: v.error }] : []}
  >
    <p class="lead">
      NIP <Nip value={v.r.nip} /> · mendaftar {showTime(v.r.dibuat)}
    </p>
    {v.r.nik_berbeda && (
      <Notice tone="warn" title="NIK berbeda">
        <p>NIK yang diketik pendaftar berbeda dengan data BKN. Cocokkan KTP pendaftar sebelum menyetujui.</p>
      </Notice>
    )}
    {['data-utama', 'data-posisi'].map((code) => (
      <SectionValues form={v.form} code={code} />
    ))}
    <Card title="Keputusan">
      <form method="post" action={`${v.action}/setujui`}>
        <Key />
        <input type="hidden" name="versi" value={v.r.versi} />
        <p>Setujui bila pendaftar adalah orang ini dan bekerja di instansi Anda.</p>
        <Button>Setujui</Button>
      </form>
      <hr />
      <form method="post" action={`${v.action}/tolak`}>
        <Key />
        <input type="hidden" name="versi" value={v.r.versi} />
        <SelectField name="templat" label="Alasan siap pakai" options={REASONS.map((t) => ({ value: t, label: t }))} empty="Pilih alasan" width="l" />
        <TextAreaField
          name="alasan"
          label="Alasan ditolak (dibaca oleh pendaftar), bila tidak ada di atas"
          rows={2}
          max={MAX_REASON}
          value={v.typed}
          error={v.error}
        />
        <Actions>
          <Button kind="danger">Tolak</Button>
        </Actions>
      </form>
    </Card>
  </StaffPage>
)

function SectionValues({ form, code }: { form: Form; code: string }) {
  const data = form.sections.get(code)!
  const values: Loose = data.items[0]?.official ?? {}
  return (
    <>
      <h2 class="bagian-judul">{data.section.title}</h2>
      <SummaryList>
        {fieldsOf(data.section)
          .filter(([key]) => values[key] !== null && values[key] !== undefined)
          .map(([key, f]) => (
            <SummaryRow label={f.label} value={showField(f, values[key])} />
          ))}
      </SummaryList>
    </>
  )
}
