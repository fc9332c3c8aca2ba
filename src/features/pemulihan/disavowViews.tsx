// "Bukan saya": what will be stopped, and what is to be done afterwards.
import { Page } from '../../web/layout.tsx'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { Inset } from '../../web/ui/message.tsx'
import { Token, type Visitor } from '../../web/visitor.tsx'
import type { Measure } from './disavow.tsx'
import { ToLogin } from './views.tsx'

const EFFECTS: Readonly<Record<Measure, readonly string[]>> = {
  sandi: ['Kata kunci tidak berlaku lagi. Anda dapat langsung membuat yang baru lewat Lupa Kata Kunci.'],
  beku: ['Selama 24 jam tidak ada tautan pemulihan yang dikirim, dan yang sudah ada tidak berlaku.'],
  'sandi-beku': [
    'Kata kunci yang baru dibuat tidak berlaku lagi.',
    'Selama 24 jam tidak ada tautan pemulihan yang dikirim. Setelah itu Anda membuat kata kunci baru.',
  ],
  akun: ['Akun dibekukan sampai instansi Anda memeriksa KTP dan Kartu Pegawai. Isian tetap tersimpan.'],
}

/** Pressed once more, because a mail scanner opens links too. */
export const DisavowPage = ({ visitor, action, measure }: { visitor: Visitor; action: string; measure: Measure }) => (
  <Page title="Bukan Anda?" narrow lead="Tekan tombol ini bila orang lain mencoba memakai akun Anda.">
    <Inset>
      <ul>
        <li>Semua perangkat yang sedang masuk dikeluarkan.</li>
        {EFFECTS[measure].map((text) => (
          <li>{text}</li>
        ))}
        <li>Penggantian alamat e-mail yang belum berlaku dihentikan, dan izin pendamping dicabut.</li>
      </ul>
    </Inset>
    <form method="post" action={action}>
      <Token of={visitor} />
      <Actions>
        <Button kind="danger">Ya, bukan saya</Button>
        <ToLogin />
      </Actions>
    </form>
  </Page>
)

const DONE: Readonly<Record<Measure, readonly [title: string, lead: string, text: string]>> = {
  sandi: [
    'Akun diamankan',
    'Semua perangkat sudah dikeluarkan.',
    'Kata kunci yang lama tidak berlaku lagi. Buat yang baru sekarang, dan jangan berikan kepada siapa pun.',
  ],
  beku: [
    'Pemulihan dihentikan',
    'Semua perangkat sudah dikeluarkan. Selama 24 jam tidak ada pemulihan lewat e-mail.',
    'Kata kunci Anda tetap berlaku. Bila ragu, ganti setelah masuk.',
  ],
  'sandi-beku': [
    'Pemulihan dihentikan',
    'Semua perangkat sudah dikeluarkan. Selama 24 jam tidak ada pemulihan lewat e-mail.',
    'Kata kunci yang baru dibuat tidak berlaku lagi. Setelah 24 jam, buat kata kunci baru lewat Lupa Kata Kunci.',
  ],
  akun: ['Akun dibekukan', 'Semua perangkat sudah dikeluarkan.', 'Akun dibekukan sampai instansi Anda memeriksanya. Isian tetap tersimpan.'],
}

export function DisavowedPage({ measure }: { measure: Measure }) {
  const [title, lead, text] = DONE[measure]
  return (
    <Page title={title} narrow lead={lead}>
      <Inset>
        <p>{text}</p>
        <p>Ganti juga kata kunci e-mail Anda. Perlu bantuan? Datang ke Biro Kepegawaian atau BKD Anda dengan KTP dan Kartu Pegawai.</p>
      </Inset>
      <Actions>
        {measure === 'sandi' && <ButtonLink href="/lupa-kata-kunci?baru=1">Buat kata kunci baru</ButtonLink>}
        <ToLogin />
      </Actions>
    </Page>
  )
}
