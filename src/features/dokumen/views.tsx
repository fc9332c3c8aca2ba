// The page behind the QR code: whether a paper is genuine, and nothing that does not stand on it.
import { showTime } from '../../form/dates.ts'
import type { DocumentKind } from '../../pdf/documents.ts'
import { maskNomor } from '../../security/mask.ts'
import { Page } from '../../web/layout.tsx'
import { showName } from '../../web/name.ts'
import { Button } from '../../web/ui/button.tsx'
import { SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { Nip } from '../../web/ui/text.tsx'
import type { Issued } from './store.ts'

const titles: Record<DocumentKind, string> = {
  'bukti-registrasi': 'Bukti Registrasi',
  'bukti-pengisian': 'Bukti Pengisian / Formulir Perubahan Data',
  'kode-loket': 'Kode dari loket',
  'tanda-bukti': 'Tanda Bukti Permohonan Bantuan',
}
const back = { href: '/', text: 'Beranda' }

/** A code that was issued: valid, or superseded. Of a superseded paper only its kind is told. */
export const IssuedPage = ({ kode, doc }: { kode: string; doc: Issued }) => (
  <Page title="Verifikasi dokumen" back={back} narrow>
    {doc.berlaku ? (
      <Notice tone="success" title="Dokumen ini sah">
        <p>Cocokkan isi di bawah ini dengan kertas yang Anda pegang. Bila berbeda, kertas itu tidak asli.</p>
      </Notice>
    ) : (
      <Notice tone="warn" title="Dokumen ini sudah digantikan">
        <p>Kertas ini pernah sah, tetapi isinya sudah tidak berlaku. Minta cetakan yang terbaru kepada pemiliknya.</p>
      </Notice>
    )}
    <SummaryList>
      <SummaryRow label="Dokumen" value={titles[doc.jenis]} />
      <SummaryRow label="Kode dokumen" value={kode} />
      {doc.berlaku && (
        <>
          <SummaryRow label="Nomor register" value={maskNomor(doc.nomor_register)} />
          <SummaryRow label="NIP Baru" value={<Nip value={doc.nip} />} />
          <SummaryRow label="Nama" value={showName(doc.nama)} />
          <SummaryRow label={doc.jenis === 'bukti-registrasi' ? 'Tanggal daftar' : 'Tanggal kirim'} value={showTime(doc.tanggal)} />
        </>
      )}
    </SummaryList>
  </Page>
)

/** Where a code is typed; also the answer to one that nobody issued. */
export const AskPage = ({ unknown }: { unknown?: string }) => (
  <Page title="Verifikasi dokumen" back={back} narrow lead={unknown === undefined ? 'Ketik kode yang tertulis di bawah kode QR.' : undefined}>
    {unknown !== undefined && (
      <Notice tone="warn" title="Dokumen tidak dikenal">
        <p>e-PUPNS tidak pernah menerbitkan kode ini. Periksa kembali ketikannya; bila sudah benar, jangan terima kertas itu.</p>
      </Notice>
    )}
    <form action="/dokumen" method="get">
      <TextField
        name="kode"
        label="Kode dokumen"
        hint="14 huruf dan angka, misalnya 7K2M9-QXDR4-TP2H. Huruf besar dan kecil sama saja."
        value={unknown}
        attrs={{ autocomplete: 'off', autocapitalize: 'characters', spellcheck: false }}
      />
      <Button>Periksa</Button>
    </form>
  </Page>
)
