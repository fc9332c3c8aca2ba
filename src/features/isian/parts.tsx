// What the pages of the form share: the signed-in person, the side column, values as shown.
import type { ComponentChildren } from 'preact'
import { placeName, type FileRow } from '../../berkas/files.ts'
import { forOwner } from '../../berkas/shown.ts'
import { longDate } from '../../form/dates.ts'
import { progress } from '../../form/complete.ts'
import { ruleContext, type Form, type Item } from '../../form/form.ts'
import type { AnyField } from '../../form/field.ts'
import { answersProgress } from '../../kuesioner/answers.ts'
import { showField, shown, type AnySection, type Help, type Loose, type Part, type RuleContext } from '../../form/section.ts'
import { maskAngka } from '../../security/mask.ts'
import type { PageUser } from '../../web/layout.tsx'
import type { ShownFile } from '../../web/ui/files.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Explain } from '../../web/ui/message.tsx'
import { ProgressBar, Steps, type StepItem } from '../../web/ui/task.tsx'
import type { SectionState } from '../../web/ui/words.ts'

/** What every page of the form is given. */
export type View = { form: Form; info: RuleContext['info']; user: PageUser; notice?: ComponentChildren; files?: ReadonlyMap<string, readonly FileRow[]> }

export const address = (s: Pick<Part, 'code'>, kunci?: string) => `/formulir/${s.code}${kunci ? `/${kunci}` : ''}`
export const isEditable = (form: Form) => ['draf', 'perbaikan'].includes(form.row?.status ?? 'draf')

const stateWords = {
  'belum-mulai': 'belum_mulai',
  'sedang-diisi': 'sedang_diisi',
  'perlu-diperbaiki': 'perlu_diperbaiki',
  selesai: 'selesai',
  'tidak-berlaku': 'tidak_berlaku',
} as const

/** The sections of this form in their order, those that do not apply included, then the questionnaires. */
export const partsOf = (form: Form): Part[] => [
  ...[...form.sections.values()].map((d) => d.section),
  ...[...form.questionnaires.values()].map((a) => a.asked.section),
]

const placeOf = (all: readonly Part[], part: Part): number => all.findIndex((p) => p.code === part.code)

/** "Bagian 3 dari 17" */
export function positionOf(form: Form, part: Part): string {
  const all = partsOf(form)
  return `Bagian ${placeOf(all, part) + 1} dari ${all.length}`
}

/** What comes after this one and applies to the person. */
export function nextPart(form: Form, part: Part): Part | undefined {
  const all = partsOf(form)
  return all.slice(placeOf(all, part) + 1).find((p) => form.sections.get(p.code)?.applies ?? true)
}

const units = { one: 'data sudah diperiksa', many: 'baris sudah diperiksa' } as const

/** State word and counts of a section or questionnaire. */
export function partProgress({ form, info }: Pick<View, 'form' | 'info'>, part: Part) {
  const answered = form.questionnaires.get(part.code)
  const p = answered ? answersProgress(answered, form.acuan) : progress(form, form.sections.get(part.code)!, ruleContext(form, info))
  return { ...p, state: stateWords[p.state] satisfies SectionState, unit: answered ? 'pertanyaan dijawab' : units[part.rows] }
}

/** A value as the person reads it; secrets only when asked for. */
export function showValue(f: AnyField, value: unknown, reveal = false): string | null {
  if (value === null || value === undefined) return null
  if (f.secret && !reveal) return maskAngka(String(value))
  return f.kind === 'date' ? longDate(String(value)) : showField(f, value)
}

/** What is attached to an item. */
export const filesAt = ({ form, files }: View, i: Item): ShownFile[] =>
  (files?.get(placeName({ bagian: i.section.code, kunci: i.kunci })) ?? []).map((f) => forOwner(f, form.helper))

/** An item's value in one line; of a group, the parts that are on screen. */
export function showItem(i: Item, values: Loose | null, reveal = false): string | null {
  if (!values) return null
  const parts = i.fields.flatMap((key) => {
    const f = i.section.fields[key]!
    return shown(f, values) ? (showValue(f, values[key], reveal) ?? []) : []
  })
  return parts.length ? parts.join(', ') : null
}

const doneWords: Partial<Record<SectionState, StepItem['state']>> = { selesai: 'done', perlu_diperbaiki: 'returned' }

/** The explanations of these fields, each opened on demand where it is needed. */
export const About = ({ section, fields }: { section: AnySection; fields: readonly string[] }) => (
  <Explain items={((section.help ?? []) as readonly Help[]).filter((h) => h.on && fields.includes(h.on))} />
)

/** Side column of a section page: progress, explanations, jump list. `fields`: what is about one field stands there, so only the rest comes here. */
export function Side({ view, current, fields }: { view: View; current: Part & Pick<AnySection, 'help'>; fields?: boolean }) {
  const now = partProgress(view, current)
  const help = ((current.help ?? []) as readonly Help[]).filter((h) => !fields || !h.on)
  const items = partsOf(view.form).map((s): StepItem => {
    const here = s.code === current.code
    const { state } = here ? now : partProgress(view, s)
    return {
      title: s.title,
      href: here ? undefined : address(s),
      state: here ? 'now' : (doneWords[state] ?? 'todo'),
      note: state === 'tidak_berlaku' ? 'Tidak berlaku' : undefined,
    }
  })
  return (
    <>
      {now.total > 0 && (
        <Card title="Kemajuan bagian ini" wideOnly>
          <ProgressBar done={now.done} total={now.total} unit={now.unit} />
        </Card>
      )}
      {help.length > 0 && (
        <Card title="Penjelasan">
          <dl class="jelas">
            {help.map((h) => (
              <>
                <dt>{h.term}</dt>
                <dd>{h.text}</dd>
              </>
            ))}
          </dl>
        </Card>
      )}
      <Card title="Bagian formulir" wideOnly>
        <Steps list items={items} />
      </Card>
      <Card title="Butuh bantuan?">
        <p class="meta">
          Data referensi tidak ditemukan atau instansi salah? <a href={`/bantuan?dari=${current.code}`}>Hubungi Helpdesk</a>
        </p>
      </Card>
    </>
  )
}
