// Choosing from a few: select, radios, checkbox, the pair drawn as buttons.
import type { ComponentChildren } from 'preact'
import { controlProps, describedBy, Field, FieldNotes, inputClass, type FieldProps, type Width } from './field.tsx'
import { Icon, type IconName } from './icon.tsx'
import { words } from './words.ts'

export type Option = { value: string; label: string; hint?: string }

/** Up to about 60 options; `empty` is the first line, submitted as ''. */
export const SelectField = ({
  options,
  value,
  empty = 'Pilih',
  width,
  ...props
}: FieldProps & { options: readonly Option[]; value?: string | null; empty?: string | null; width?: Width }) => (
  <Field {...props}>
    <select class={inputClass(width)} {...controlProps(props)}>
      {empty !== null && (
        <option value="" selected={!value}>
          {empty}
        </option>
      )}
      {options.map((o) => (
        <option value={o.value} selected={o.value === value}>
          {o.label}
        </option>
      ))}
    </select>
  </Field>
)

/** Few choices, one answer. Nothing is pre-selected. The first radio has the id that error links jump to. */
export const RadioGroup = ({ options, value, inline, ...props }: FieldProps & { options: readonly Option[]; value?: string | null; inline?: boolean }) => (
  <div class="medan">
    <fieldset aria-describedby={describedBy(props)}>
      <legend class={props.big ? 'label-judul' : undefined}>
        {props.label}
        {props.optional && <span class="boleh"> {words.boleh}</span>}
      </legend>
      <FieldNotes {...props} />
      <div class={inline ? 'pil-baris' : undefined}>
        {options.map((o, i) => (
          <Pick
            type="radio"
            id={i === 0 ? (props.id ?? props.name) : `${props.id ?? props.name}-${i + 1}`}
            name={props.name}
            option={o}
            checked={o.value === value}
          />
        ))}
      </div>
    </fieldset>
  </div>
)

/** One radio or checkbox with its label and remark. The remark can be pressed like the label, and is read after it, not as part of the name. */
export const Pick = ({
  type,
  id,
  name,
  option,
  checked,
  describedby,
}: {
  type: 'radio' | 'checkbox'
  id: string
  name: string
  option: Option & { label: ComponentChildren }
  checked?: boolean
  describedby?: string
}) => (
  <div class="pil">
    <input
      type={type}
      id={id}
      name={name}
      value={option.value}
      checked={checked}
      aria-labelledby={option.hint && `${id}-nama`}
      aria-describedby={[option.hint && `${id}-ket`, describedby].filter(Boolean).join(' ') || undefined}
    />
    <label for={id}>
      {option.hint ? <span id={`${id}-nama`}>{option.label}</span> : option.label}
      {option.hint && <small id={`${id}-ket`}>{option.hint}</small>}
    </label>
  </div>
)

/** A statement to agree with; `label` is the sentence, the hint stands under it. */
export const CheckboxField = ({
  checked,
  value = '1',
  label,
  ...props
}: Omit<FieldProps, 'label'> & { label: ComponentChildren; checked?: boolean; value?: string }) => (
  <div class="medan">
    <FieldNotes {...props} label="" hint={undefined} />
    <Pick
      type="checkbox"
      id={props.id ?? props.name}
      name={props.name}
      option={{ value, label: label as string, hint: props.hint as string | undefined }}
      checked={checked}
      describedby={describedBy({ ...props, hint: undefined })}
    />
  </div>
)

/** The two words of a choice pair: what agrees (green) and what opens the panel (amber). */
export type Pair = { yes: { value: string; label: string }; no: { value: string; label: string; icon?: IconName } }

/**
 * The bare radios of a pair, for use inside a fieldset whose later siblings (mark, panel) follow `:checked`.
 * No `:has` is needed, so it works in old WebViews and without script.
 */
export const PairInputs = ({
  id,
  name,
  pair,
  value,
  disabled,
  describedby,
  only,
}: {
  id: string
  name: string
  pair: Pair
  /** offers one side alone: nothing to agree with */ only?: 'no'
  value?: string | null
  disabled?: boolean
  describedby?: string
}) => (
  <>
    {(only ? [only] : (['yes', 'no'] as const)).map((side) => {
      const { value: v, label } = pair[side]
      const inputId = side === 'yes' || only ? id : `${id}-${v}`
      return (
        <>
          <input
            class={`pilihan-tombol ${side === 'yes' ? 'y' : 'n'}`}
            type="radio"
            id={inputId}
            name={name}
            value={v}
            checked={value === v}
            disabled={disabled}
            aria-describedby={describedby}
          />
          <label for={inputId}>
            <Icon name={side === 'yes' ? 'ya' : (pair.no.icon ?? 'tidak')} />
            <span>{label}</span>
          </label>
        </>
      )
    })}
  </>
)

/** A choice pair as a field of its own. */
export const Seg = ({
  pair,
  value,
  children,
  ...props
}: FieldProps & { pair: Pair; value?: string | null; /** opens under the amber choice */ children?: ComponentChildren }) => (
  <div class="medan">
    <fieldset aria-describedby={describedBy(props)}>
      <legend>{props.label}</legend>
      <FieldNotes {...props} />
      <div class="seg">
        <PairInputs id={props.id ?? props.name} name={props.name} pair={pair} value={value} />
        {children && <div class="panel">{children}</div>}
      </div>
    </fieldset>
  </div>
)
