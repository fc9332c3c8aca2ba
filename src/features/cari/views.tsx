// Search and tree of units without script: every entry can be picked, every unit opened.
import type { ComponentChildren } from 'preact'
import { getList } from '../../reference/index.ts'
import type { Branch } from '../../reference/tree.ts'
import { Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { TextField, WithButton } from '../../web/ui/field.tsx'
import { Page } from '../../web/layout.tsx'

export type Hit = { id: string; nama: string; ket: string }

type View = {
  daftar: string
  /** the address as it was asked for */
  query: Readonly<Record<string, string | undefined>>
  /** page and field that wait for the choice */
  back: string
  field: string
}

/** What goes on from page to page. */
const KEPT = ['kembali', 'medan', 'jenis', 'dalam', 'lingkup'] as const

const kept = ({ query }: View) => KEPT.flatMap((name) => (query[name] ? [[name, query[name]] as [string, string]] : []))
const open = (v: View, induk?: string) => `/cari/${v.daftar}?${new URLSearchParams([...kept(v), ...(induk ? [['induk', induk]] : [])]).toString()}`
const pick = ({ back, field }: View, id: string) => `${back}?${new URLSearchParams({ medan: field, pilih: id }).toString()}#${field}-baris`

/** One step of the tree: the way down, the units here, search. */
export function TreePage(v: View & { branches: readonly Branch[]; path: readonly { id: string; nama: string }[] }) {
  const title = v.path.at(-1)?.nama ?? 'Unit Organisasi instansi Anda'
  return (
    <Page title={title} caption="Pilih unit organisasi" back={{ href: v.back, text: 'Kembali ke isian' }}>
      {v.path.length > 0 && (
        <nav class="jalur" aria-label="Letak unit">
          <a href={open(v)}>Semua unit</a>
          {v.path.slice(0, -1).map((p) => (
            <>
              {' › '}
              <a href={open(v, p.id)}>{p.nama}</a>
            </>
          ))}
        </nav>
      )}
      <Search {...v} />
      <Card rows>
        {v.branches.length === 0 && <Empty>Tidak ada unit di bawahnya.</Empty>}
        <ul class="pohon">
          {v.branches.map((b) => (
            <Row v={v} id={b.id} nama={b.nama} ket={branchNote(b)} href={b.anak ? open(v, b.id) : undefined} />
          ))}
        </ul>
      </Card>
    </Page>
  )
}

const branchNote = ({ info, aktif }: Branch): string =>
  [typeof info.nama_jabatan === 'string' ? info.nama_jabatan : '', aktif ? '' : 'tidak dipakai lagi'].filter(Boolean).join(' · ')

/** Results of a search as a page; `found` is missing while nothing was asked for. */
export function SearchPage(v: View & { found: readonly Hit[] | undefined }) {
  return (
    <Page title={`Cari ${getList(v.daftar).title}`} back={{ href: v.back, text: 'Kembali ke isian' }}>
      <Search {...v} />
      <Card rows>
        {!v.found && <Empty>Ketik paling sedikit dua huruf dari nama yang dicari, lalu pilih Cari.</Empty>}
        {v.found?.length === 0 && <Empty>Tidak ada yang cocok. Coba kata yang lebih pendek.</Empty>}
        <ul class="pohon">
          {v.found?.map((f) => (
            <Row v={v} {...f} />
          ))}
        </ul>
      </Card>
    </Page>
  )
}

const Empty = ({ children }: { children: ComponentChildren }) => <p class="kosong-daftar">{children}</p>

const Row = ({ v, id, nama, ket, href }: Hit & { v: View; href?: string }) => (
  <li>
    <div>
      {href ? <a href={href}>{nama}</a> : <b>{nama}</b>}
      {ket && <small>{ket}</small>}
    </div>
    <ButtonLink small kind="secondary" href={pick(v, id)} about={nama}>
      Pilih
    </ButtonLink>
  </li>
)

const Search = (v: View) => (
  <form method="get" action={`/cari/${v.daftar}`}>
    {kept(v).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <WithButton button={<Button kind="secondary">Cari</Button>}>
      <TextField name="q" label={v.daftar === 'unor' ? 'Nama unit' : `Nama ${getList(v.daftar).title}`} value={v.query.q ?? ''} />
    </WithButton>
  </form>
)
