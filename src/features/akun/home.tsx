// Akun saya: one page that shows everything and leads to each change.
import type { ComponentChildren } from 'preact'
import type { EmailChange } from '../../akun/alamat.ts'
import { showTime } from '../../form/dates.ts'
import { maskEmail } from '../../security/mask.ts'
import type { SesiAktif } from '../../security/session.ts'
import { browserName } from '../../web/browserName.ts'
import { Page, type PageUser } from '../../web/layout.tsx'
import { Actions, Button, ButtonLink, LinkList, PostLink } from '../../web/ui/button.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { Pick } from '../../web/ui/choice.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { DataTable } from '../../web/ui/table.tsx'

type Props = {
  user: PageUser
  notice?: ComponentChildren
  email: string | undefined
  progressMail: boolean
  change: EmailChange | undefined
  refused: Date | undefined
  second: { aktif: boolean; sisa: number }
  helpers: number
  sessions: readonly SesiAktif[]
  here: string
}

export function AccountPage(v: Props) {
  return (
    <Page title="Akun saya" user={v.user} back={{ href: '/formulir', text: 'Beranda formulir' }} notice={v.notice}>
      {v.refused && (
        <Notice tone="warn" title="Surat ke alamat Anda ditolak">
          <p>Sejak {showTime(v.refused)}, server surat Anda menolak surat kami. Ganti alamat e-mail supaya Anda tidak ketinggalan kabar.</p>
        </Notice>
      )}
      {v.change?.status === 'menunggu' && <WaitingChange change={v.change} />}
      {!v.second.aktif && (
        <Notice title="Pengaman kedua">
          <p>
            Kata kunci yang bocor tidak cukup bila kode dari ponsel Anda juga diminta. <a href="/akun/autentikator">Aktifkan autentikator</a>
          </p>
        </Notice>
      )}
      <SummaryList>
        <SummaryRow label="E-mail" value={v.email ? maskEmail(v.email) : 'Belum ada'} href="/akun/email" />
        <SummaryRow label="Kata Kunci" value="••••••••" href="/akun/kata-kunci" action="Ganti" />
        <SummaryRow label="Pertanyaan Pengaman" value="Sudah diisi" href="/akun/pertanyaan" action="Ganti" />
        <SummaryRow
          label="Autentikator"
          value={v.second.aktif ? `Aktif, ${v.second.sisa} kode cadangan tersisa` : 'Tidak dipakai'}
          href="/akun/autentikator"
          action="Atur"
        />
        <SummaryRow label="Pendamping" value={v.helpers ? `${v.helpers} izin berlaku` : 'Tidak ada'} href="/akun/pendamping" action="Atur" />
      </SummaryList>
      <h2 class="bagian-judul">Sedang masuk</h2>
      <Sessions {...v} />
      <Card title="Surat">
        <form method="post" action="/akun/surat">
          <Pick
            type="checkbox"
            id="kemajuan"
            name="kemajuan"
            option={{
              value: '1',
              label: 'Kirim surat tentang kemajuan formulir',
              hint: 'Terkirim, disetujui, batas waktu. Surat keamanan akun dan surat tentang perbaikan selalu dikirim.',
            }}
            checked={v.progressMail}
          />
          <Actions>
            <Button kind="secondary">Simpan pilihan</Button>
          </Actions>
        </form>
      </Card>
      <LinkList
        items={[
          { href: '/pendamping', text: 'Mengisi untuk orang lain' },
          { href: '/akses-data', text: 'Siapa membuka data saya' },
          { href: '/akun/data', text: 'Unduh data saya' },
        ]}
      />
    </Page>
  )
}

const WaitingChange = ({ change }: { change: EmailChange }) => (
  <Notice title="Alamat e-mail akan diganti">
    <p>
      {maskEmail(change.email)} berlaku mulai {showTime(change.berlaku_pada!)}. Sampai saat itu surat dikirim ke alamat lama.
    </p>
    <PostLink action="/akun/email/batal" fields={{ ganti: change.id }}>
      Batalkan
    </PostLink>
  </Notice>
)

function Sessions({ sessions, here }: Props) {
  const rows = sessions.map((s) => {
    const device = browserName(s.peramban)
    return {
      cells: [device + (s.id_hash === here ? ' (perangkat ini)' : ''), showTime(s.dibuat), showTime(s.terakhir)],
      actions: s.id_hash !== here && (
        <PostLink action="/akun/sesi" fields={{ sesi: s.id_hash }} about={`sesi ${device}, masuk ${showTime(s.dibuat)}`}>
          Akhiri
        </PostLink>
      ),
    }
  })
  const foot = sessions.length > 1 && (
    <PostLink action="/akun/sesi" kind="secondary">
      Akhiri semua yang lain
    </PostLink>
  )
  return (
    <DataTable
      caption="Perangkat yang sedang masuk"
      columns={[{ label: 'Perangkat' }, { label: 'Masuk' }, { label: 'Terakhir dipakai' }]}
      rows={rows}
      foot={foot}
    />
  )
}

/** The way back from each page of the account. */
export const ACCOUNT = { href: '/akun', text: 'Akun saya' }

/** Buttons under a form of the account. */
export const FormActions = ({ children }: { children: ComponentChildren }) => (
  <Actions>
    <Button>{children}</Button>
    <ButtonLink kind="secondary" href="/akun">
      Batal
    </ButtonLink>
  </Actions>
)
