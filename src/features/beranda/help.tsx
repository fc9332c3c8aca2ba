// Bantuan: what to do, with which papers, at which door; official answers below.
import type { Official } from '../../form/official.ts'
import { maskNama } from '../../security/mask.ts'
import { showNip } from '../../sections/dataUtama.ts'
import { Page } from '../../web/layout.tsx'
import { showName } from '../../web/name.ts'
import { ButtonLink, Actions } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Details, Inset } from '../../web/ui/message.tsx'
import { CATEGORIES, FAQ, TOPICS, type Topic } from './topics.ts'

/** The registration that runs in this browser: its NIP as typed, and what the masked card has shown anyway. */
export type Context = { nip: string; official: Official | undefined }

export function HelpPage({ topic, context }: { topic: Topic | undefined; context: Context | undefined }) {
  return topic ? <TopicPage topic={topic} context={context} /> : <HelpStart />
}

function TopicPage({ topic: t, context }: { topic: Topic; context: Context | undefined }) {
  return (
    <Page title={t.title} caption="Bantuan" lead={t.lead} back={{ href: '/bantuan', text: 'Semua bantuan' }}>
      {context && (
        <Inset>
          <p>
            NIP yang Anda tulis: <b class="nip">{showNip(context.nip)}</b>
          </p>
          {context.official && (
            <p>
              Pada data BKN: {maskNama(showName(context.official.person.nama))}, {context.official.induk?.nama ?? 'tanpa instansi'}
            </p>
          )}
        </Inset>
      )}
      <Card title="Siapkan">
        <ul>
          {t.bring.map((b) => (
            <li>{b}</li>
          ))}
        </ul>
      </Card>
      <Card title="Lalu">
        <p>{t.then}</p>
        <p class="meta">
          Belum terjawab di unit Anda? Urutannya: unit kerja, BKD atau Biro Kepegawaian, Kantor Regional BKN, lalu BKN Pusat. Layanan tiket lewat halaman ini
          belum tersedia.
        </p>
      </Card>
      <Actions>
        <ButtonLink href="/masuk" kind="secondary">
          Kembali ke Menu Login
        </ButtonLink>
      </Actions>
    </Page>
  )
}

const HelpStart = () => (
  <Page title="Bantuan" lead="Pilih yang paling mirip dengan keadaan Anda. Setiap halaman menyebut berkas yang diperlukan dan ke mana harus datang.">
    <Links title="Registrasi dan data dasar" param="kategori" topics={CATEGORIES} />
    <Links title="Lupa" param="topik" topics={TOPICS} />
    <Card title="Pertanyaan yang sering diajukan">
      {FAQ.map(({ q, a }) => (
        <Details summary={q}>
          <p>{a}</p>
        </Details>
      ))}
    </Card>
    <Actions>
      <ButtonLink href="/masuk" kind="secondary">
        Kembali ke Menu Login
      </ButtonLink>
    </Actions>
  </Page>
)

const Links = ({ title, param, topics }: { title: string; param: string; topics: Readonly<Record<string, Topic>> }) => (
  <Card title={title}>
    <ul class="tautan-daftar">
      {Object.entries(topics).map(([key, t]) => (
        <li>
          <a href={`/bantuan?${param}=${key}`}>{t.title}</a>
        </li>
      ))}
    </ul>
  </Card>
)
