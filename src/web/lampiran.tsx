// The page on which files are attached: to an item of the form, or to a ticket. Works without script; with it photos are made smaller first.
import type { ComponentChildren } from 'preact'
import type { FileRow } from '../berkas/files.ts'
import { HINT } from '../berkas/rules.ts'
import { forOwner, uploadAddress } from '../berkas/shown.ts'
import { Key } from './key.tsx'
import { Page, type PageUser } from './layout.tsx'
import { Actions, Button, ButtonLink, PostLink } from './ui/button.tsx'
import { Card } from './ui/card.tsx'
import { describedBy, Field } from './ui/field.tsx'
import { Files } from './ui/files.tsx'
import { Notice } from './ui/message.tsx'
import { words } from './ui/words.ts'
import { uuidv7 } from 'uuidv7'

export type UploadView = {
  user: PageUser | null
  /** what the files belong to */
  title: string
  caption: string
  back: { href: string; text: string }
  /** the same for the address */
  to: { untuk: string } | { tiket: string }
  attached: readonly FileRow[]
  /** files of the person that are attached elsewhere; `idle`: to nothing that still exists */
  others?: readonly (FileRow & { idle: boolean })[]
  helper?: boolean
  /** false: to be read only */
  open: boolean
  fault?: string
  done?: boolean
  token?: ComponentChildren
}

const FILE = 'berkas'
export const NOTHING_CHOSEN = 'Pilih berkas lebih dulu.'

export function UploadPage(v: UploadView) {
  return (
    <Page
      title={words.lampirkan}
      caption={v.caption}
      lead={v.open ? words.kertas : 'Berkas tidak dapat diubah sekarang.'}
      back={v.back}
      user={v.user}
      errors={v.fault ? [{ field: FILE, text: v.fault }] : []}
      notice={v.done && <Notice tone="success" live title="Berkas sudah dilampirkan" />}
    >
      <Card title={v.title}>
        {v.attached.length === 0 && <p class="meta">Belum ada berkas.</p>}
        <Files files={v.attached.map((f) => ({ ...forOwner(f, v.helper), act: v.open && 'untuk' in v.to && <Detach untuk={v.to.untuk} file={f} /> }))} />
      </Card>
      {v.open && <UploadForm v={v} />}
      {v.open && <Others v={v} />}
      <Actions>
        <ButtonLink kind="secondary" href={v.back.href}>
          {'tiket' in v.to ? 'Kembali ke laporan' : `Kembali ke ${v.back.text}`}
        </ButtonLink>
      </Actions>
    </Page>
  )
}

const UploadForm = ({ v }: { v: UploadView }) => (
  <form
    method="post"
    action={'tiket' in v.to ? uploadAddress(v.to) : `/berkas/unggah?${new URLSearchParams(v.to).toString()}`}
    enctype="multipart/form-data"
    data-foto
  >
    <Key />
    {v.token}
    <Field name={FILE} label="Pilih berkas atau foto" hint={HINT} error={v.fault}>
      <input
        class="berkas"
        type="file"
        id={FILE}
        name={FILE}
        required
        accept="application/pdf,image/jpeg,image/png"
        aria-describedby={describedBy({ name: FILE, hint: HINT, error: v.fault })}
        aria-invalid={v.fault ? 'true' : undefined}
      />
    </Field>
    <p class="meta" role="status" data-kabar />
    <Actions>
      <Button>Lampirkan</Button>
    </Actions>
  </form>
)

const Detach = ({ untuk, file }: { untuk: string; file: FileRow }) => (
  <PostLink action="/berkas/lepas" about={file.nama} fields={{ untuk, berkas: file.id, _kunci: uuidv7() }}>
    Lepas
  </PostLink>
)

/** One scan serves several rows. */
function Others({ v }: { v: UploadView }) {
  const others = (v.others ?? []).filter((f) => f.status !== 'ditolak' || f.idle)
  if (others.length === 0 || !('untuk' in v.to)) return null
  const { untuk } = v.to
  return (
    <Card title="Berkas Anda yang lain">
      <Files
        files={others.map((f) => ({
          ...forOwner(f, v.helper),
          act: (
            <>
              {f.status !== 'ditolak' && (
                <PostLink action="/berkas/pakai" about={f.nama} fields={{ untuk, berkas: f.id, _kunci: uuidv7() }}>
                  Pakai di sini juga
                </PostLink>
              )}
              {f.idle && (
                <PostLink action="/berkas/lepas" about={f.nama} fields={{ kembali: untuk, berkas: f.id, _kunci: uuidv7() }}>
                  Hapus
                </PostLink>
              )}
            </>
          ),
        }))}
      />
    </Card>
  )
}
