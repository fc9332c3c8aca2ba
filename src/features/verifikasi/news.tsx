// What the last act did: shown on the page after it, with the way back where there is one.
import type { ComponentChildren } from 'preact'
import { uuidv7 } from 'uuidv7'
import type { Ctx } from '../../context.ts'
import { KEY_FIELD } from '../../security/idempotency.ts'
import { PostLink } from '../../web/ui/button.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { showName } from '../../web/name.ts'
import { count } from '../../web/request.ts'
import type { Staff } from '../../workflow/scope.ts'
import { canUndo } from './record.ts'

export type Query = Record<string, string | undefined>

/** The news that the address of a page carries. */
export async function newsOf(ctx: Ctx, staff: Staff, q: Query): Promise<ComponentChildren> {
  if (q.terkirim) return <SentNotice id={q.terkirim} undo={await canUndo(ctx, staff, q.terkirim)} />
  const text = q.kosong
    ? 'Tidak ada lagi berkas yang menunggu Anda.'
    : q.diambil
      ? `${count(q.diambil)} berkas Anda ambil alih.`
      : q.turun
        ? 'Status diturunkan. PNS diberi tahu lewat e-mail.'
        : undefined
  return (
    text && (
      <Notice tone="success" live>
        <p>{text}</p>
      </Notice>
    )
  )
}

const SentNotice = ({ id, undo }: { id: string; undo: { nama: string } | undefined }) => (
  <Notice tone="success" live>
    <p>{undo ? `Keputusan atas formulir ${showName(undo.nama)} sudah dikirim.` : 'Keputusan sudah dikirim.'}</p>
    {undo && (
      <PostLink action={`/verifikasi/${id}/urungkan`} fields={{ [KEY_FIELD]: uuidv7() }}>
        Urungkan (selama 5 menit)
      </PostLink>
    )}
  </Notice>
)
