// Task list (home), status line of the file, progress.
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import { StateTag } from './tag.tsx'
import { Hidden } from './text.tsx'
import { stepWords, type SectionState, type StepState } from './words.ts'

/** One group of the task list under its heading. */
export const TaskList = ({ title, children }: { title: string; children: ComponentChildren }) => (
  <>
    <h2 class="bagian-judul">{title}</h2>
    <div class="kartu tepi">
      <ul class="tugas">{children}</ul>
    </div>
  </>
)

/** A line of the task list; without `href` it is closed and the note says why. */
export const TaskItem = ({ title, note, state, href }: { title: string; note?: ComponentChildren; state: SectionState; href?: string }) => (
  <li>
    <div>
      {href ? <a href={href}>{title}</a> : <b>{title}</b>}
      {note && <small>{note}</small>}
    </div>
    <StateTag state={state} />
  </li>
)

export type StepItem = { title: string; note?: ComponentChildren; state: StepState; href?: string }
const dots = { done: 'ya', returned: 'kembali' } as const

/** Garis status: where the file is. `list` drops the connecting line (side list of sections). */
export const Steps = ({ items, list }: { items: readonly StepItem[]; list?: boolean }) => (
  <ol class={list ? 'garis daftar' : 'garis'}>
    {items.map(({ title, note, state, href }) => (
      <li class={state} aria-current={state === 'now' ? 'step' : undefined}>
        <span class="d">{(state === 'done' || state === 'returned') && <Icon name={dots[state]} />}</span>
        <span>
          {href ? <a href={href}>{title}</a> : title}
          <Hidden> ({stepWords[state]})</Hidden>
          {note && <small>{note}</small>}
        </span>
      </li>
    ))}
  </ol>
)

/** "9 dari 12 data sudah diperiksa" with its bar. `phone` shows it only where there is no side column. */
export const ProgressBar = ({ done, total, unit = 'data sudah diperiksa', phone }: { done: number; total: number; unit?: string; phone?: boolean }) => (
  <div class={phone ? 'maju hanya-ponsel' : 'maju'}>
    <progress value={done} max={Math.max(total, 1)} aria-label={`${done} dari ${total} ${unit}`} />
    <span class="meta">
      {done} dari {total} {unit}
    </span>
  </div>
)

/** "Langkah 2 dari 5" above the title of a wizard page. */
export const stepCount = (step: number, of: number): string => `Langkah ${step} dari ${of}`
export const StepCount = ({ step, of }: { step: number; of: number }) => <p class="eyebrow">{stepCount(step, of)}</p>
