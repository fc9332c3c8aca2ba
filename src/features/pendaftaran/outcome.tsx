// Where a NIP leads when registration cannot go on: what that means, which ticket fits, and other ways.
import { Page } from '../../web/layout.tsx'
import { showNip } from '../../sections/dataUtama.ts'
import type { Temuan } from '../../web/pendaftaran.ts'
import { Actions, ButtonLink } from '../../web/ui/button.tsx'
import { Inset } from '../../web/ui/message.tsx'

type Outcome = { title: string; lead: string; bring?: string; kategori: string; ticket: string }

const OUTCOMES: Record<Exclude<Temuan, 'lanjut' | 'terdaftar'>, Outcome> = {
  tidak_ada: {
    title: 'NIP tidak ditemukan',
    lead: 'NIP ini tidak ada di data BKN. Periksa kembali 18 angkanya pada SK atau kartu pegawai.',
    bring: 'SK konversi NIP, SK CPNS, atau SK kenaikan pangkat terakhir.',
    kategori: 'data-tidak-ada',
    ticket: 'Data Tidak Ada Dalam Database',
  },
  pensiun: {
    title: 'NIP ini tercatat pensiun',
    lead: 'PNS yang sudah pensiun tidak mengikuti pendataan ulang. Bila Anda masih aktif, laporkan.',
    bring: 'Surat keterangan masih aktif, atau surat pembatalan pensiun.',
    kategori: 'data-pensiun',
    ticket: 'Data Pensiun',
  },
  diberhentikan: {
    title: 'NIP ini tercatat diberhentikan',
    lead: 'Registrasi tidak dapat dilanjutkan. Bila Anda masih aktif atau sudah diaktifkan kembali, laporkan.',
    bring: 'SK pengaktifan kembali, atau surat keterangan tidak pernah dijatuhi hukuman itu.',
    kategori: 'data-diberhentikan',
    ticket: 'Data Diberhentikan',
  },
  tidak_aktif: {
    title: 'NIP ini tercatat tidak aktif',
    lead: 'Registrasi tidak dapat dilanjutkan karena kedudukan hukum pada data BKN. Bila keliru, laporkan.',
    bring: 'SK terakhir yang menyatakan Anda aktif.',
    kategori: 'data-diberhentikan',
    ticket: 'Data Diberhentikan',
  },
  tanpa_instansi: {
    title: 'Instansi Anda belum tercatat',
    lead: 'Data BKN untuk NIP ini belum memuat instansi, sehingga tidak ada yang dapat memeriksa registrasi Anda.',
    bring: 'SK pindah instansi, atau SK kenaikan pangkat terakhir.',
    kategori: 'beda-instansi',
    ticket: 'Beda Instansi',
  },
}

export function OutcomePage({ nip, temuan }: { nip: string; temuan: Exclude<Temuan, 'lanjut'> }) {
  return temuan === 'terdaftar' ? <RegisteredPage nip={nip} /> : <RefusedPage nip={nip} outcome={OUTCOMES[temuan]} />
}

const RefusedPage = ({ nip, outcome: o }: { nip: string; outcome: Outcome }) => (
  <Page title={o.title} narrow lead={o.lead}>
    <Inset>
      <p>
        NIP yang Anda tulis: <b class="nip">{showNip(nip)}</b>
      </p>
      {o.bring && <p>Siapkan: {o.bring}</p>}
    </Inset>
    <Actions>
      <ButtonLink href={`/bantuan?kategori=${o.kategori}`}>Laporkan: {o.ticket}</ButtonLink>
      <ButtonLink href="/registrasi" kind="secondary">
        Perbaiki NIP
      </ButtonLink>
    </Actions>
    <p class="jarak">
      <a href="/masuk">Kembali ke Menu Login</a>
    </p>
  </Page>
)

const RegisteredPage = ({ nip }: { nip: string }) => (
  <Page title="NIP ini sudah terdaftar" narrow lead="Setiap NIP hanya dapat didaftarkan satu kali.">
    <Inset>
      <p>
        NIP yang Anda tulis: <b class="nip">{showNip(nip)}</b>
      </p>
    </Inset>
    <h2>Anda yang mendaftar?</h2>
    <ul>
      <li>
        <a href="/masuk">Masuk</a> dengan nomor register dan kata kunci.
      </li>
      <li>
        <a href="/lupa-nomor-register">Lupa No. Register</a> atau <a href="/lupa-kata-kunci">Lupa Kata Kunci</a>.
      </li>
      <li>
        <a href="/cek-status/pendaftaran">Cek Status Pendaftaran</a> dengan nomor register.
      </li>
    </ul>
    <h2>Bukan Anda yang mendaftar?</h2>
    <p>Laporkan segera: akun itu langsung dibekukan. Instansi memeriksa kartu identitas Anda, lalu Anda mendaftar sendiri.</p>
    <Actions>
      <ButtonLink href="/klaim">NIP saya dipakai orang lain</ButtonLink>
      <ButtonLink href="/registrasi" kind="secondary">
        Perbaiki NIP
      </ButtonLink>
    </Actions>
    <p class="jarak">
      <a href="/masuk">Kembali ke Menu Login</a>
    </p>
  </Page>
)
