// Small labels for states; never colour alone, the word says it.
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'
import { sectionStates, type SectionState } from './words.ts'

export type TagTone = 'grey' | 'blue' | 'amber' | 'green' | 'red'
const classes: Record<TagTone, string> = { grey: 'tag', blue: 'tag biru', amber: 'tag ubah', green: 'tag ok', red: 'tag err' }

export const Tag = ({ tone = 'grey', children }: { tone?: TagTone; children: ComponentChildren }) => <span class={classes[tone]}>{children}</span>

/** "✓ Selesai" in plain green, so that open work stands out. */
export const Done = ({ children = sectionStates.selesai }: { children?: ComponentChildren }) => (
  <span class="beres">
    <Icon name="ya" />
    <span>{children}</span>
  </span>
)

const stateTones: Record<Exclude<SectionState, 'selesai'>, TagTone> = {
  belum_mulai: 'blue',
  sedang_diisi: 'amber',
  perlu_diperbaiki: 'red',
  belum_bisa: 'grey',
  tidak_berlaku: 'grey',
}

/** State of a section on the home page. */
export const StateTag = ({ state }: { state: SectionState }) => (state === 'selesai' ? <Done /> : <Tag tone={stateTones[state]}>{sectionStates[state]}</Tag>)
