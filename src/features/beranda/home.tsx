// Beranda: what this is, how to begin, what to have at hand, until when, and how far the nation is.
import type { Periode } from '../../context.ts'
import { showTime } from '../../form/dates.ts'
import { Page } from '../../web/layout.tsx'
import { Actions, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { CanWait, FORM_TIME, NOT_AT_ONCE, Papers } from '../../web/siapkan.tsx'
import { LEVELS } from '../../workflow/table.ts'
import type { National } from './store.ts'

const figures = new Intl.NumberFormat('id-ID')

export function HomePage({ periode, national }: { periode: Periode; national: National }) {
  const closed = periode.sekarang > periode.akhir_isi
  return (
    <Page
      title="Pendataan Ulang PNS"
      caption="e-PUPNS"
      side={<Side periode={periode} national={national} />}
      lead="Setiap PNS mencocokkan data kepegawaiannya di BKN, memperbaiki yang keliru, lalu mengirimkannya kepada instansi untuk diperiksa."
    >
      {closed && (
        <Notice tone="warn" title="Masa pengisian sudah ditutup">
          <p>Status tetap dapat dilihat. Untuk registrasi susulan, hubungi Biro Kepegawaian atau BKD Anda.</p>
        </Notice>
      )}
      <Actions>
        {!closed && <ButtonLink href="/registrasi">Registrasi</ButtonLink>}
        <ButtonLink href="/masuk" kind={closed ? 'primary' : 'secondary'}>
          Masuk
        </ButtonLink>
        <ButtonLink href="/cek-status" kind="secondary">
          Cek Status
        </ButtonLink>
        <ButtonLink href="/bantuan" kind="secondary">
          Bantuan
        </ButtonLink>
      </Actions>
      <p class="hanya-ponsel meta batas">
        Batas waktu: <b>{showTime(periode.akhir_isi, 'WIB')}</b>
      </p>
      <Card title="Lima langkah">
        <ol>
          <li>
            <b>Registrasi</b> dengan NIP Baru, NIK, dan e-mail. Anda mendapat nomor register.
          </li>
          <li>
            <b>Tunggu verifikasi registrasi.</b> Instansi mencocokkan kartu identitas Anda.
          </li>
          <li>
            <b>Isi formulir.</b> Pilih Sesuai atau Tidak sesuai pada setiap data, lalu lengkapi riwayat.
          </li>
          <li>
            <b>Kirim.</b> Formulir diperiksa oleh {offices()}.
          </li>
          <li>
            <b>Diterima.</b> Data Anda di BKN dimutakhirkan. Yang keliru dikembalikan dengan alasannya.
          </li>
        </ol>
      </Card>
      <Card title="Siapkan lebih dulu">
        <p>Untuk registrasi: KTP dan alamat e-mail yang dapat Anda buka. Untuk formulir:</p>
        <Papers />
      </Card>
      <Card title="Berapa lama?">
        <p>Registrasi sekitar 10 menit. {FORM_TIME}</p>
        <p>{NOT_AT_ONCE}</p>
      </Card>
      <Card title="Yang boleh menyusul">
        <CanWait />
      </Card>
    </Page>
  )
}

function offices(): string {
  const names = LEVELS.map((l) => l.office)
  return `${names.slice(0, -1).join(', ')}, dan ${names.at(-1)}`
}

const Side = ({ periode, national }: { periode: Periode; national: National }) => (
  <>
    <Card title="Batas waktu pengisian">
      <p>
        <b>{showTime(periode.akhir_isi, 'WIB')}</b>
      </p>
      <p class="meta">
        {showTime(periode.akhir_isi, 'WITA')}
        <br />
        {showTime(periode.akhir_isi, 'WIT')}
      </p>
    </Card>
    <Card title="Kemajuan nasional">
      <dl class="angka-nasional">
        {(
          [
            ['Terdaftar', national.terdaftar],
            ['Terkirim', national.terkirim],
            ['Diterima', national.diterima],
          ] as const
        ).map(([label, n]) => (
          <div>
            <dt>{label}</dt>
            <dd>{figures.format(n)}</dd>
          </div>
        ))}
      </dl>
    </Card>
  </>
)
