// What it means to do the work of a ticket: one object per kind of work, with its form, its conditions, its effect and its way back.
import type { Ctx } from '../../context.ts'
import type { DbOrTx, Tx } from '../../db/pool.ts'
import type { AnyField, Raw, Ref } from '../../form/field.ts'
import { section, type AnySection, type Loose } from '../../form/section.ts'
import type { Actor } from '../../workflow/events.ts'
import type { Staff } from '../../workflow/scope.ts'
import type { Tingkat } from '../kategori.ts'
import type { Ticket } from '../store.ts'

/** Where work happens; the campaign is read before the transaction, which must not wait for a second connection. */
export type Di = { ctx: Ctx; periode: string }

/** What is looked at before anything is done: `isi` = what the officer filled in. `staff` is empty where the program carries out what was agreed. */
export type Perkara = Di & { tx: DbOrTx; t: Ticket; isi: Loose; staff?: Staff }

/** The same inside the transaction that does it; `oleh` answers for it in the history of the person. */
export type Kerja = Perkara & { tx: Tx; oleh: Actor }

export type Jenis = {
  kode: string
  /** tickets that offer it */
  kategori: readonly string[]
  title: string
  /** what it does, read before pressing */
  lead: string
  button: string
  /** desks that may; others hand the ticket on */
  tiers: readonly Tingkat[]
  /** a second officer must agree: somebody else, or somebody of another office */
  second?: 'orang-lain' | 'kantor-lain'
  /** hours between agreement and effect, in which the person may say no (trust.md 3.8) */
  hours?: number
  /** an officer has seen the person, or he was signed in */
  needsIdentity: boolean
  section: AnySection
  /** what the form begins with */
  start(t: Ticket): Raw
  /** what the record says now, for both officers to compare: label and value */
  facts?(k: Perkara): Promise<readonly [label: string, value: string][]>
  /** what stands in the way at this moment, in sentences that say what to do */
  obstacles(k: Perkara): Promise<readonly string[]>
  /** does it; gives what is needed to undo it */
  run(k: Kerja): Promise<Loose>
  /** takes it back; throws not_possible_now with the reason where that cannot be any more */
  undo?(k: Kerja, before: Loose): Promise<void>
  /** what the applicant reads when it is done */
  told(isi: Loose): string
}

/** The form of a kind of work. */
export const formOf = (kode: string, title: string, fields: Readonly<Record<string, AnyField>>): AnySection =>
  section({ code: kode, title, group: 'Khusus', short: kode, lead: title, rows: 'one', fields }) as unknown as AnySection

/** What the ticket says already, for the inputs of the form that have the same name. */
export function fromTicket(s: AnySection, t: Ticket): Raw {
  const filled = Object.entries(s.fields as Record<string, AnyField>).map(([key, f]) => ((t.isi[key] ?? null) === null ? {} : f.fill(t.isi[key], key)))
  return Object.assign({}, ...filled) as Raw
}

/** An entry of a list in what was filled in. */
export const entry = (isi: Loose, key: string): Ref | null => (isi[key] as Ref | null | undefined) ?? null
