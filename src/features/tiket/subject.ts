// What a request for help is about before anything is typed: the section and field it came from, the text that was not found, the person.
import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import type { AnyField, Raw } from '../../form/field.ts'
import { findOfficial, type Official } from '../../form/official.ts'
import { asked, type AnySection } from '../../form/section.ts'
import { findSection } from '../../sections/index.ts'
import { kategoriFor, type Kategori } from '../../tiket/kategori.ts'
import type { Konteks } from '../../tiket/store.ts'
import type { Viewer } from '../../tiket/track.ts'
import { findPendaftaran } from '../../web/pendaftaran.ts'
import { findPns } from '../../web/session.ts'
import type { Visitor } from '../../web/visitor.tsx'

const MAX_TEXT = 200

/** The "?" that was pressed: `dari` = section, `medan` = field, `teks` = what had been typed there. Unknown ones are left out. */
export type Origin = { section?: AnySection; medan?: string; field?: AnyField; teks?: string }

export function originOf(given: Raw): Origin {
  const section = findSection(given.dari ?? '')
  const field = section && Object.hasOwn(section.fields, given.medan ?? '') ? (section.fields[given.medan!] as AnyField) : undefined
  return { section, field, medan: field && given.medan, teks: given.teks?.trim().slice(0, MAX_TEXT) || undefined }
}

/** The category that a field leads to. */
export const kategoriAt = ({ field }: Origin): Kategori | undefined => (field?.to ? kategoriFor(field.to, field.kinds) : undefined)

/** Categories that fields of a section lead to, without doubles. */
export const kategoriIn = (s: AnySection): Kategori[] => [...new Set(asked(s).flatMap(([, f]) => (f.to && f.kind === 'ref' ? kategoriFor(f.to, f.kinds) : [])))]

/** What is kept of it. */
export const konteksOf = (k: Kategori, { section, medan, field }: Origin, teks: unknown): Konteks => ({
  ...(section && { dari: section.code }),
  ...(medan && { medan }),
  ...(k.daftar.length > 0 && { daftar: field?.to ?? k.daftar[0]!, teks: String(teks ?? '') }),
})

/** Who asks. `nip` only of an account that its agency has accepted: it is proved. `registering`: the registration that runs in this browser. */
export type Asker = { nip?: string; nama?: string; kabar?: number; registering?: { nip: string; official: Official | undefined } }

/** The NIP comes from session or registration, never from the address (trust.md 3). */
export async function askerOf(ctx: Ctx, req: FastifyRequest): Promise<Asker> {
  const me = await findPns(ctx, req)
  if (me?.status === 'aktif') return { nip: me.nip, nama: (await findOfficial(ctx.db, ctx.keys, me.nip))?.person.nama, kabar: me.kabar }
  if (me) return { registering: { nip: me.nip, official: undefined } }
  const isi = (await findPendaftaran(ctx, req))?.isi
  if (!isi || isi.selesai) return {}
  return { registering: { nip: isi.nip, official: isi.temuan === 'lanjut' ? await findOfficial(ctx.db, ctx.keys, isi.nip) : undefined } }
}

/** Who looks at a ticket. */
export async function viewerOf(ctx: Ctx, req: FastifyRequest, visitor: Visitor): Promise<Viewer> {
  const me = await findPns(ctx, req)
  return { nip: me?.status === 'aktif' ? me.nip : undefined, browser: visitor.id }
}
