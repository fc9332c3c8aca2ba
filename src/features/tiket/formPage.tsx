// One category: official answers, papers, and the form of the request (domain.md 2.11). Works without script.
import { Conditional, Input, type Ask } from '../../form/input.tsx'
import type { Raw } from '../../form/field.ts'
import type { Faults } from '../../form/section.ts'
import { maskNama } from '../../security/mask.ts'
import { showNip } from '../../sections/dataUtama.ts'
import { inputsFor, type Kategori } from '../../tiket/kategori.ts'
import { ChallengeField, type Challenge } from '../../web/challenge.tsx'
import { Key } from '../../web/key.tsx'
import { Page, type PageUser } from '../../web/layout.tsx'
import { showName } from '../../web/name.ts'
import { Actions, Button, ButtonLink, DefaultSubmit } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Details, Inset, Notice } from '../../web/ui/message.tsx'
import type { Found } from '../../web/ui/pick.tsx'
import { Token, type Visitor } from '../../web/visitor.tsx'
import type { Asker, Origin } from './subject.ts'
import { Ways } from './startPage.tsx'

export type FormView = {
  k: Kategori
  asker: Asker
  origin: Origin
  visitor: Visitor
  user: PageUser | null
  raw: Raw
  errors?: Faults
  challenge?: Challenge
  results?: Readonly<Record<string, readonly Found[]>>
}

export function TicketForm(v: FormView) {
  const { k, errors = {} } = v
  const closed = k.pembuka === 'akun' && !v.asker.nip
  return (
    <Page
      title={k.title}
      caption="Bantuan"
      lead={k.lead}
      user={v.user}
      back={{ href: v.origin.section ? `/bantuan?dari=${v.origin.section.code}` : '/bantuan', text: 'Semua bantuan' }}
      errors={Object.entries(errors).map(([field, text]) => ({ field, text }))}
    >
      <Registering asker={v.asker} />
      <Card title="Baca dulu">
        {k.faq.map(({ q, a }) => (
          <Details summary={q}>
            <p>{a}</p>
          </Details>
        ))}
      </Card>
      {k.bring.length > 0 && (
        <Card title="Siapkan">
          <ul>
            {k.bring.map((b) => (
              <li>{b}</li>
            ))}
          </ul>
        </Card>
      )}
      {closed ? <LoginFirst k={k} /> : <Form {...v} />}
      <Card title="Setelah dikirim">
        <p>{k.then}</p>
        <p class="meta">Belum terjawab? Laporan diteruskan dari unit kerja ke BKD atau Biro Kepegawaian, Kantor Regional BKN, lalu BKN Pusat.</p>
      </Card>
      <Ways user={v.user} />
    </Page>
  )
}

/** The registration that runs in this browser: its NIP as typed, and what the masked card has shown anyway. */
function Registering({ asker: { registering: r } }: { asker: Asker }) {
  if (!r) return null
  return (
    <Inset>
      <p>
        NIP yang Anda tulis: <b class="nip">{showNip(r.nip)}</b>
      </p>
      {r.official && (
        <p>
          Pada data BKN: {maskNama(showName(r.official.person.nama))}, {r.official.induk?.nama ?? 'tanpa instansi'}
        </p>
      )}
    </Inset>
  )
}

const LoginFirst = ({ k }: { k: Kategori }) => (
  <Notice title="Silakan masuk dulu">
    <p>Laporan ini hanya dapat dibuka oleh pemilik formulir.</p>
    <Actions>
      <ButtonLink href={`/masuk?ke=${encodeURIComponent(`/bantuan?kategori=${k.kode}`)}`}>Masuk</ButtonLink>
    </Actions>
  </Notice>
)

function Form(v: FormView) {
  const { k, raw, errors = {}, asker } = v
  const ask: Ask = { raw, errors, results: v.results, options: () => [] }
  return (
    <form method="post" action="/bantuan" data-rahasia="1" data-bagian="">
      <DefaultSubmit />
      <Token of={v.visitor} />
      <Key value={raw._kunci} />
      <input type="hidden" name="kategori" value={k.kode} />
      {v.origin.section && <input type="hidden" name="dari" value={v.origin.section.code} />}
      {v.origin.medan && <input type="hidden" name="medan" value={v.origin.medan} />}
      <Card title="Laporkan">
        {k.pembuka === 'diperiksa' && !asker.nip && (
          <Notice title="Identitas Anda belum terverifikasi">
            <p>Laporan boleh dikirim sekarang. Petugas baru mengerjakannya setelah melihat kartu identitas Anda, atau kirimlah setelah masuk.</p>
          </Notice>
        )}
        {asker.nip && (
          <p>
            Pelapor: <b>{showName(asker.nama ?? '')}</b>, NIP <b class="nip">{showNip(asker.nip)}</b>. Jawaban dikirim ke e-mail akun Anda.
          </p>
        )}
        {inputsFor(k, asker.nip !== undefined).map(([name, field]) => (
          <Conditional section={k.section} name={name}>
            <Input name={name} field={field} ask={ask} />
          </Conditional>
        ))}
        {k.berkas && <p class="meta">Berkas atau fotonya dilampirkan di halaman berikutnya, setelah laporan terkirim. Berkas kertas juga diterima.</p>}
        {v.challenge && <ChallengeField of={v.challenge} />}
        <Actions>
          <Button>Kirim</Button>
        </Actions>
      </Card>
    </form>
  )
}
