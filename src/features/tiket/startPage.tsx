// /bantuan: what the trouble is. After a "?" the fitting categories stand first; official answers below.
import type { ComponentChildren } from 'preact'
import { kategori, type Kategori } from '../../tiket/kategori.ts'
import { TANYA } from '../../tiket/tanya.ts'
import { Page, type PageUser } from '../../web/layout.tsx'
import { Actions, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Details } from '../../web/ui/message.tsx'
import { GUIDES, RECOVERY_LINKS } from './guides.ts'
import { kategoriIn, type Origin } from './subject.ts'

type Link = { href: string; title: string }

const href = (kode: string, { section, teks }: Origin): string =>
  `/bantuan?${new URLSearchParams({ kategori: kode, ...(section && { dari: section.code }), ...(teks && { teks }) }).toString()}`

export function HelpStart({ origin, user }: { origin: Origin; user: PageUser | null }) {
  const { section } = origin
  const links = (list: readonly Kategori[]): Link[] => list.map((k) => ({ href: href(k.kode, origin), title: k.title }))
  const fitting = section ? kategoriIn(section) : []
  const isReference = (k: Kategori) => k.daftar.length > 0
  return (
    <Page
      title="Bantuan"
      user={user}
      back={section && { href: `/formulir/${section.code}`, text: section.title }}
      lead="Pilih yang paling mirip dengan keadaan Anda. Setiap halaman menyebut berkas yang diperlukan, lalu Anda dapat mengirim laporan."
    >
      {user && (
        <p>
          <a href="/bantuan/laporan-saya">Laporan saya</a>
        </p>
      )}
      {section && fitting.length > 0 && <Links title={`Untuk bagian ${section.title}`} links={links(fitting)} />}
      <Links title="Registrasi dan data dasar" links={[...links(kategori.filter((k) => !isReference(k))), ...guides]} />
      <Links title="Tidak ada di daftar" links={links(kategori.filter(isReference))} />
      {!user && <Links title="Lupa" links={RECOVERY_LINKS} />}
      <Card title="Pertanyaan yang sering diajukan">
        {Object.values(TANYA).map(({ q, a }) => (
          <Details summary={q}>
            <p>{a}</p>
          </Details>
        ))}
      </Card>
      <Ways>
        <ButtonLink href="/cek-status/laporan" kind="secondary">
          Status Laporan Permasalahan
        </ButtonLink>
      </Ways>
    </Page>
  )
}

const guides: Link[] = Object.entries(GUIDES).map(([key, { title }]) => ({ href: `/bantuan?kategori=${key}`, title }))

const Links = ({ title, links }: { title: string; links: readonly Link[] }) => (
  <Card title={title}>
    <ul class="tautan-daftar">
      {links.map((l) => (
        <li>
          <a href={l.href}>{l.title}</a>
        </li>
      ))}
    </ul>
  </Card>
)

/** Every end of a public page leads back to the login page (clarifications 1.3). */
export const Ways = ({ children }: { children?: ComponentChildren }) => (
  <Actions>
    {children}
    <ButtonLink href="/masuk" kind="secondary">
      Kembali ke Menu Login
    </ButtonLink>
  </Actions>
)
