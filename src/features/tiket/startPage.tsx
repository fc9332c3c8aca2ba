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

type Link = { href: string; title: string; note?: string }

/** By what people say of their trouble. Categories that stand in none of these come last. */
const GROUPS: readonly (readonly [title: string, has: (k: Kategori) => boolean])[] = [
  ['Data saya di BKN keliru', (k) => ABOUT_DATA.has(k.kode)],
  ['Registrasi dan formulir', (k) => !ABOUT_DATA.has(k.kode) && k.daftar.length === 0],
  ['Tidak ada di daftar', (k) => k.daftar.length > 0],
]
const ABOUT_DATA: ReadonlySet<string> = new Set([
  'beda-nama',
  'beda-instansi',
  'data-pensiun',
  'data-diberhentikan',
  'data-tidak-ada',
  'non-pupns-2003',
  'perbaikan-nip',
  'data-ganda',
])

const href = (kode: string, { section, teks }: Origin): string =>
  `/bantuan?${new URLSearchParams({ kategori: kode, ...(section && { dari: section.code }), ...(teks && { teks }) }).toString()}`

export function HelpStart({ origin, user }: { origin: Origin; user: PageUser | null }) {
  const { section } = origin
  const links = (list: readonly Kategori[]): Link[] => list.map((k) => ({ href: href(k.kode, origin), title: k.title, note: k.lead }))
  const fitting = section ? kategoriIn(section) : []
  return (
    <Page
      title="Bantuan"
      user={user}
      back={section && { href: `/formulir/${section.code}`, text: section.title }}
      lead="Pilih yang paling mirip dengan keadaan Anda. Setiap halaman menyebut berkas yang diperlukan, lalu Anda dapat mengirim laporan."
    >
      <Actions>
        <ButtonLink href={user ? '/bantuan/laporan-saya' : '/cek-status/laporan'} kind="secondary">
          {user ? 'Laporan saya' : 'Status Laporan Permasalahan'}
        </ButtonLink>
      </Actions>
      {section && fitting.length > 0 && <Links title={`Untuk bagian ${section.title}`} links={links(fitting)} />}
      <Links title="Lupa dan masuk" links={user ? guides : [...RECOVERY_LINKS, ...guides]} />
      {GROUPS.map(([title, has]) => (
        <Links title={title} links={links(kategori.filter(has))} />
      ))}
      <Card title="Pertanyaan yang sering diajukan">
        {Object.values(TANYA).map(({ q, a }) => (
          <Details summary={q}>
            <p>{a}</p>
          </Details>
        ))}
      </Card>
      <Ways user={user} />
    </Page>
  )
}

const guides: Link[] = Object.entries(GUIDES).map(([key, { title, lead }]) => ({ href: `/bantuan?kategori=${key}`, title, note: lead }))

const Links = ({ title, links }: { title: string; links: readonly Link[] }) => (
  <Card title={title}>
    <ul class="tujuan">
      {links.map((l) => (
        <li>
          <a href={l.href}>{l.title}</a>
          {l.note && <small>{l.note}</small>}
        </li>
      ))}
    </ul>
  </Card>
)

/** Every end of a public page leads back to the login page (clarifications 1.3); of somebody who is signed in, to his form. */
export const Ways = ({ user, children }: { user: PageUser | null; children?: ComponentChildren }) => (
  <Actions>
    {children}
    <ButtonLink href={user ? '/formulir' : '/masuk'} kind="secondary">
      {user ? 'Ke formulir saya' : 'Kembali ke Menu Login'}
    </ButtonLink>
  </Actions>
)
