// The frame of every page: header with the red line, title block, content, side column, footer.
import type { ComponentChildren, JSX } from 'preact'
import { render } from 'preact-render-to-string'
import { asset, preloads } from './assets.ts'
import { Acting } from './acting.ts'
import { BackLink, PostLink } from './ui/button.tsx'
import { ErrorSummary, Notice, type FieldError } from './ui/message.tsx'

export type PageUser = {
  nama: string
  /** "Verifikator Level 1", shown after the name */
  peran?: string
  /** notices he has not read; undefined = a page without them */
  kabar?: number
  /** a pendamping at work: the authorisation, and whose form it is */
  untuk?: { id: string; nama: string }
  /** signed in on a shared computer: the script keeps nothing in this tab */
  bersama?: boolean
  /** where the text mark leads; default /formulir */
  home?: string
  /** extra hidden fields of the Keluar form (token, if any) */
  fields?: Record<string, string>
}
export type NavItem = { href: string; text: string; current?: boolean }

export type PageProps = {
  title: string
  children: ComponentChildren
  /** small line above the title: "Bagian 1 dari 8", stepCount(2, 5) */
  caption?: string
  /** sentence under the title */
  lead?: ComponentChildren
  back?: { href: string; text: string }
  /** error summary under the title; also marks the window title */
  errors?: readonly FieldError[]
  /** what has just happened: a Notice, above everything else */
  notice?: ComponentChildren
  /** nobody = public page */
  user?: PageUser | null
  nav?: readonly NavItem[]
  side?: ComponentChildren
  /** sticky bar under the content: SaveBar or Bar; its buttons carry `form` */
  bar?: ComponentChildren
  /** desk of verifiers and tables of offices */
  wide?: boolean
  /** login, registration, one question */
  narrow?: boolean
  /** the content brings its own h1 (Panel, RecordHead) */
  ownTitle?: boolean
  /** attributes of <body> for the script: data-keadaan of the page */
  body?: Record<`data-${string}`, string | undefined>
}

/** A complete document; send it with renderPage. */
export function Page(props: PageProps) {
  const { title, errors = [], side, bar, wide, narrow, children, body } = props
  return (
    <html lang="id">
      <Head title={errors.length > 0 ? `Kesalahan: ${title}` : title} />
      <body class={wide ? 'lebar' : undefined} data-bersama={props.user?.bersama ? '1' : undefined} data-sesi={sessionOf(props.user)} {...body}>
        <a class="lompat" href="#isi">
          Langsung ke isi
        </a>
        <Header {...props} />
        <div class="wrap isi">
          <div class={side ? 'dua' : narrow ? 'sempit' : wide ? undefined : 'satu'}>
            <main id="isi" tabIndex={-1}>
              <Acting.Provider value={props.user?.untuk?.id}>
                <TitleBlock {...props} />
                {children}
              </Acting.Provider>
            </main>
            {side && <aside class="samping">{side}</aside>}
          </div>
        </div>
        {bar}
        <Footer />
      </body>
    </html>
  )
}

/** Whose session the script watches: staff are shown with their role. */
const sessionOf = (user: PageUser | null | undefined): 'pns' | 'petugas' | undefined => (user ? (user.peran === undefined ? 'pns' : 'petugas') : undefined)

const Head = ({ title }: { title: string }) => (
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light" />
    <meta name="theme-color" content="#c8102e" />
    <meta name="format-detection" content="telephone=no" />
    <title>{`${title} · e-PUPNS`}</title>
    <link rel="stylesheet" href={asset('style.css')} />
    <link rel="icon" href={asset('ikon.svg')} type="image/svg+xml" />
    {preloads('form.js').map((href) => (
      <link rel="modulepreload" href={href} />
    ))}
    <script type="module" src={asset('form.js')} />
  </head>
)

/** On every page of a pendamping, so that nobody mistakes whose form it is. */
const HelpingNotice = ({ nama }: { nama: string }) => (
  <Notice tone="info" title={`Anda mengisi untuk ${nama}`}>
    <p>Anda dapat mengisi dan menyimpan. Nomor rahasia tertutup, dan hanya pemilik yang dapat mengirim.</p>
    <PostLink action="/pendamping/selesai">Selesai, kembali ke formulir saya</PostLink>
  </Notice>
)

const TitleBlock = ({ title, caption, lead, back, errors = [], notice, ownTitle, user }: PageProps) => (
  <>
    {back && <BackLink href={back.href}>{back.text}</BackLink>}
    {user?.untuk && <HelpingNotice nama={user.untuk.nama} />}
    {notice}
    {!ownTitle && (
      <>
        {caption && <p class="eyebrow">{caption}</p>}
        <h1>{title}</h1>
      </>
    )}
    <ErrorSummary errors={errors} />
    {lead && <p class="lead">{lead}</p>}
  </>
)

const Header = ({ user, nav = [] }: PageProps) => (
  <header class="kepala">
    <div class="wrap">
      <a class="merek" href={user ? (user.home ?? '/formulir') : '/'}>
        <span class="cap" aria-hidden="true">
          eP
        </span>
        <span>
          <b>e-PUPNS</b>
          <small>Pendataan Ulang PNS · Badan Kepegawaian Negara</small>
        </span>
      </a>
      {nav.length > 0 && (
        <nav class="menu" aria-label="Menu">
          {nav.map(({ href, text, current }) => (
            <a href={href} aria-current={current ? 'page' : undefined}>
              {text}
            </a>
          ))}
        </nav>
      )}
      {user && (
        <div class="siapa">
          <b>{user.peran ? `${user.nama} · ${user.peran}` : user.nama}</b>
          {user.kabar !== undefined && (
            <>
              <a href="/pemberitahuan">Pemberitahuan{user.kabar > 0 && ` (${user.kabar} baru)`}</a> · <a href="/akun">Akun saya</a> ·{' '}
            </>
          )}
          {user.peran !== undefined && (
            <>
              <a href="/petugas/akun">Akun petugas</a> ·{' '}
            </>
          )}
          <PostLink action="/keluar" fields={user.fields}>
            Keluar
          </PostLink>
        </div>
      )}
    </div>
  </header>
)

const Footer = () => (
  <footer class="kaki">
    <div class="wrap">
      <ul>
        <li>
          <a href="/bantuan">Bantuan</a>
        </li>
        <li>
          <a href="/cek-status">Cek Status</a>
        </li>
      </ul>
      <p>
        Data wilayah: <a href="https://github.com/fityannugroho/idn-area-data">idn-area-data</a>, lisensi{' '}
        <a href="https://opendatacommons.org/licenses/odbl/1-0/">ODbL 1.0</a>.
      </p>
    </div>
  </footer>
)

/** The bytes of a page: doctype and markup. */
export const renderPage = (page: JSX.Element): string => `<!doctype html>${render(page)}`
