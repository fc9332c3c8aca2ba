// Questionnaires in the database. A published version never changes, so each is read once by a process and kept.
import { readdirSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { DbOrTx } from '../db/pool.ts'
import type { Raw } from '../form/field.ts'
import type { Answered } from './answers.ts'
import { checkDefinition, type Definition } from './definition.ts'
import { toQuestionnaire, type Questionnaire } from './questionnaire.ts'

const known = new Map<string, Questionnaire>()

/** One version of a questionnaire. */
export async function getQuestionnaire(db: DbOrTx, kode: string, versi: number): Promise<Questionnaire> {
  const name = `${kode}/${versi}`
  const kept = known.get(name)
  if (kept) return kept
  const { rows } = await sql<{ isi: Definition }>`select isi from kuesioner where kode = ${kode} and versi = ${versi}`.execute(db)
  const found = toQuestionnaire(rows[0]!.isi)
  known.set(name, found)
  return found
}

/** Every version of a questionnaire, the newest first. */
export async function listVersions(db: DbOrTx, kode: string): Promise<Questionnaire[]> {
  const { rows } = await sql<{ versi: number }>`select versi from kuesioner where kode = ${kode} order by versi desc`.execute(db)
  return Promise.all(rows.map(({ versi }) => getQuestionnaire(db, kode, versi)))
}

/** What the one read of a form brings about questionnaires. */
export type LoadedAnswers = {
  /** version in force, by code */
  kuesioner: Readonly<Record<string, number>>
  jawaban: readonly { kuesioner: string; versi: number; pertanyaan: string; jawaban: string }[]
}

/** The questionnaires of one form, in the order of their codes. Of a form that was sent only what was answered. */
export async function findAnswered(
  db: DbOrTx,
  { kuesioner, jawaban }: LoadedAnswers,
  form: { open: boolean; without: readonly string[]; draftOf(kode: string): Raw | null },
): Promise<Map<string, Answered>> {
  const found = new Map<string, Answered>()
  const codes = new Set([...Object.keys(kuesioner), ...jawaban.map((j) => j.kuesioner)])
  for (const kode of [...codes].sort()) {
    const mine = jawaban.filter((j) => j.kuesioner === kode)
    const versi = mine[0]?.versi ?? null
    const asked = form.open ? kuesioner[kode] : versi
    if (!asked || form.without.includes(kode)) continue
    const stored = new Map(mine.map((j) => [j.pertanyaan, j.jawaban]))
    found.set(kode, { asked: await getQuestionnaire(db, kode, asked), stored, versi, draft: form.open ? form.draftOf(kode) : null, open: form.open })
  }
  return found
}

export type Published = 'new' | 'unchanged' | { refused: string }

/** Publishes a version. What is published stays as it is; `dryRun` only says what would happen. */
export async function publish(db: DbOrTx, d: Definition, dryRun = false): Promise<Published> {
  const isi = JSON.stringify(d)
  const { rows } = await sql<{
    versi: number
    sama: boolean
  }>`select versi, isi = ${isi}::jsonb as sama from kuesioner where kode = ${d.kode} order by versi desc`.execute(db)
  const newest = rows[0]?.versi ?? 0
  const same = rows.find((r) => r.versi === d.versi)
  if (same?.sama) return 'unchanged'
  if (d.versi <= newest)
    return { refused: `Versi ${d.versi} dari kuesioner ${d.kode} sudah terbit atau terlewati dan tidak dapat diubah. Beri nomor versi ${newest + 1}.` }
  if (!dryRun)
    await sql`insert into kuesioner (kode, versi, judul, isi, berlaku_dari)
      values (${d.kode}, ${d.versi}, ${d.judul}, ${isi}::jsonb, coalesce(${d.berlaku_dari ?? null}::date, current_date)) on conflict do nothing`.execute(db)
  return 'new'
}

const seeds = new URL('../../seeds/kuesioner/', import.meta.url)

/** Publishes the questionnaires that ship with the product; what was published since, in this version or a later one, stands. */
export async function loadQuestionnaires(db: DbOrTx): Promise<void> {
  for (const file of readdirSync(seeds)) {
    const read = checkDefinition(JSON.parse(readFileSync(new URL(file, seeds), 'utf8')))
    if (!read.ok) throw new Error(`seeds/kuesioner/${file}: ${read.faults.join(' ')}`)
    await publish(db, read.definition)
  }
}
