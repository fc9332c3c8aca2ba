// Search and tree of units without script: every unit can be picked or opened.
import type { Branch } from '../../reference/search.ts'
import { findList } from '../../reference/index.ts'
import { Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { TextField, WithButton } from '../../web/ui/field.tsx'
import { Page } from '../../web/layout.tsx'

type Back = { back: string; field: string }
const link = (params: Record<string, string>) => `/cari/unor?${new URLSearchParams(params).toString()}`
const pick = ({ back, field }: Back, id: string) => `${back}?${new URLSearchParams({ medan: field, pilih: id }).toString()}#${field}-baris`

/** One step of the tree: the way down, the units here, search. */
export function TreePage(v: Back & { branches: readonly Branch[]; path: readonly { id: string; nama: string }[] }) {
  const title = v.path.at(-1)?.nama ?? 'Unit Organisasi instansi Anda'
  return (
    <Page title={title} caption="Pilih unit organisasi" back={{ href: v.back, text: 'Kembali ke isian' }}>
      {v.path.length > 0 && (
        <nav class="jalur" aria-label="Letak unit">
          <a href={link({ kembali: v.back, medan: v.field })}>Semua unit</a>
          {v.path.slice(0, -1).map((p) => (
            <>
              {' › '}
              <a href={link({ kembali: v.back, medan: v.field, induk: p.id })}>{p.nama}</a>
            </>
          ))}
        </nav>
      )}
      <Search {...v} q="" />
      <Card rows>
        <ul class="pohon">
          {v.branches.map((b) => (
            <li>
              <div>
                {b.anak ? <a href={link({ kembali: v.back, medan: v.field, induk: b.id })}>{b.nama}</a> : <b>{b.nama}</b>}
                {typeof b.info.nama_jabatan === 'string' && <small>{b.info.nama_jabatan}</small>}
              </div>
              <ButtonLink small kind="secondary" href={pick(v, b.id)} about={b.nama}>
                Pilih
              </ButtonLink>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  )
}

/** Results of a search as a page. */
export function SearchPage(v: Back & { daftar: string; q: string; found: readonly { id: string; nama: string; ket: string }[] }) {
  return (
    <Page title={`Cari ${findList(v.daftar)!.title}`} back={{ href: v.back, text: 'Kembali ke isian' }}>
      <Search {...v} />
      <Card rows>
        {v.found.length === 0 && <p class="kosong-daftar">Tidak ada yang cocok. Coba kata yang lebih pendek.</p>}
        <ul class="pohon">
          {v.found.map((f) => (
            <li>
              <div>
                <b>{f.nama}</b>
                {f.ket && <small>{f.ket}</small>}
              </div>
              <ButtonLink small kind="secondary" href={pick(v, f.id)} about={f.nama}>
                Pilih
              </ButtonLink>
            </li>
          ))}
        </ul>
      </Card>
    </Page>
  )
}

const Search = ({ back, field, q }: Back & { q: string }) => (
  <form method="get" action="/cari/unor">
    <input type="hidden" name="kembali" value={back} />
    <input type="hidden" name="medan" value={field} />
    <WithButton button={<Button kind="secondary">Cari</Button>}>
      <TextField name="q" label="Nama unit" value={q} />
    </WithButton>
  </form>
)
