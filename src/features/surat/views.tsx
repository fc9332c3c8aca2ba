// The mailbox of the demo.
import type { ComponentChildren } from 'preact'
import { clock } from '../../form/dates.ts'
import type { Caught } from '../../jobs/catcher.ts'
import { Page } from '../../web/layout.tsx'
import { Button } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { controlProps, Field, WithButton } from '../../web/ui/field.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { DataTable } from '../../web/ui/table.tsx'

export type StaffCode = { email: string; nama: string; peran: string[]; kode: string }

const SHOWN = 50

export function MailboxPage({ mails, address, staff, search }: { mails: readonly Caught[]; address: string; staff: readonly StaffCode[]; search: string }) {
  return (
    <Page title="Surat dan kode demo" wide lead="Pada demo tidak ada surat yang keluar dari komputer ini. Semua surat ditampilkan di sini.">
      <p>
        <a href="#petugas">Ke kode autentikator petugas</a>
      </p>
      <Search name="alamat" label="Cari alamat" value={address} />
      {mails.length === 0 ? (
        <Notice>
          <p>Belum ada surat{address && ` untuk ${address}`}. Muat ulang halaman ini sesudah meminta kode.</p>
        </Notice>
      ) : (
        mails.slice(0, SHOWN).map((m) => <Mail mail={m} />)
      )}
      <h2 id="petugas">Kode autentikator petugas</h2>
      <Search name="petugas" label="Cari e-mail, nama, atau peran" value={search} />
      <DataTable
        caption="Kode autentikator petugas saat ini"
        columns={[{ label: 'Petugas' }, { label: 'Peran' }, { label: 'Kode' }]}
        rows={staff.map((s) => ({
          cells: [
            <>
              {s.email}
              <br />
              <small>{s.nama}</small>
            </>,
            s.peran.join(', ').replaceAll('_', ' '),
            <b class="nip">{s.kode}</b>,
          ],
        }))}
        empty="Tidak ada petugas yang cocok."
      />
      <p class="meta">Kode berganti setiap 30 detik dan hanya berlaku sekali. Muat ulang halaman ini untuk kode berikutnya.</p>
    </Page>
  )
}

const Search = ({ name, label, value }: { name: string; label: string; value: string }) => (
  <form method="get" action="/_surat">
    <Field name={name} label={label}>
      <WithButton button={<Button kind="secondary">Cari</Button>}>
        <input class="in" type="search" value={value} {...controlProps({ name, label })} />
      </WithButton>
    </Field>
  </form>
)

const Mail = ({ mail }: { mail: Caught }) => (
  <Card title={mail.perihal} id={`surat-${mail.id}`}>
    <p class="meta">
      Untuk {mail.kepada} · pukul {clock(mail.waktu)} WIB
    </p>
    <p class="surat-teks">{linked(mail.teks)}</p>
    {mail.lampiran.map((a, i) => (
      <p>
        <a href={`/_surat/${mail.id}/${i}`}>{a.nama}</a>
      </p>
    ))}
  </Card>
)

/** Addresses of our own as links, opened without the host, so that they also work on a phone. */
function linked(text: string): ComponentChildren[] {
  return text.split(/(https?:\/\/\S+)/).map((part, i) => (i % 2 === 1 && URL.canParse(part) ? <a href={new URL(part).pathname}>{part}</a> : part))
}
