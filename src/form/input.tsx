// How fields are asked: the one place that switches on kinds.
import type { ComponentChildren, JSX, VNode } from 'preact'
import { PickField, type Found } from '../web/ui/pick.tsx'
import { RadioGroup, SelectField, CheckboxField, type Option } from '../web/ui/choice.tsx'
import { DateField, TextAreaField, TextField } from '../web/ui/field.tsx'
import { mayPropose, type AnyField, type Raw } from './field.ts'
import { readBackOf } from './dates.ts'
import type { AnySection } from './section.ts'

/** What a page knows besides the definition. Names may carry a prefix so that several rows fit one page. */
export type Ask = {
  raw: Raw
  errors: Readonly<Record<string, string>>
  warnings?: Readonly<Record<string, string>>
  /** entries of small lists */
  options(list: string, kinds: readonly string[] | undefined): readonly Option[]
  /** the person's own rows of a section */
  rows?(section: string): readonly Option[]
  /** answers to Cari, by field */
  results?: Readonly<Record<string, readonly Found[]>>
  /** label of the correction field: "Nama yang benar" */
  label?: string
  /** own units can be browsed as a tree */
  browse?: boolean
  /** an office fills it in: entries of lists only, nothing to propose */
  listed?: boolean
}

const widths = { short: 's', medium: 'm' } as const

/** The control of one field, with its label, hint and messages. */
export function Input({ name, field, ask }: { name: string; field: AnyField; ask: Ask }): VNode {
  const common = {
    name,
    label: ask.label ?? field.label,
    hint: field.hint,
    error: ask.errors[name],
    warning: ask.warnings?.[name],
    optional: !field.required,
  }
  const value = ask.raw[name] ?? ''
  const attrs: JSX.InputHTMLAttributes<HTMLInputElement> = { inputMode: field.html.inputMode, autocomplete: field.html.autoComplete ?? 'off' }
  switch (field.kind) {
    case 'longText':
      return <TextAreaField {...common} value={value} max={field.html.maxLength} rows={3} />
    case 'date':
      return <DateField {...common} value={value} readBack={readBack(value)} attrs={{ ...attrs, 'data-kini': '' } as typeof attrs} />
    case 'choice':
      return <RadioGroup {...common} inline value={value} options={entriesOf(field.options)} />
    case 'list':
      return <ListInput {...common} value={value} options={ask.options(field.to!, field.kinds)} />
    case 'row':
      return <ListInput {...common} value={value} options={[...(ask.rows?.(field.rowsOf!) ?? []), ...entriesOf(field.options)]} />
    case 'digits':
      return <TextField {...common} value={value} width="m" attrs={attrs} search={field.lookup && name} />
    case 'ref':
      return <RefInput name={name} field={field} ask={ask} common={common} />
    case 'roughDate':
      return <TextField {...common} value={value} width="m" attrs={attrs} after={<WriteIn name={name} text="Tidak tahu" />} />
    case 'flag':
      return <CheckboxField {...common} checked={value === '1'} />
    default:
      return <TextField {...common} value={value} width={field.html.width && widths[field.html.width]} attrs={attrs} />
  }
}

const entriesOf = (options: AnyField['options'] = {}): Option[] => Object.entries(options).map(([value, label]) => ({ value, label }))

/** Few entries are radios, more are a select. */
function ListInput({ options, ...props }: Parameters<typeof RadioGroup>[0]): VNode {
  return options.length <= 3 ? <RadioGroup {...props} inline options={options} /> : <SelectField {...props} options={options} />
}

function RefInput({ name, field, ask, common }: { name: string; field: AnyField; ask: Ask; common: Omit<Parameters<typeof PickField>[0], 'daftar'> }): VNode {
  const limits = [field.kinds && ['jenis', field.kinds.join(',')], field.scope && ['lingkup', field.scope]].filter((x) => x !== undefined) as [string, string][]
  const proposable = !ask.listed && mayPropose(field)
  return (
    <>
      <PickField
        {...common}
        daftar={field.to!}
        dalam={field.within ?? field.scopeField}
        jenisDari={field.kindFrom}
        mengisi={field.fills}
        saring={limits.length ? Object.fromEntries(limits) : undefined}
        text={ask.raw[name]}
        value={ask.raw[`${name}__id`]}
        results={ask.results?.[name]}
        usul={Boolean(ask.raw[`${name}__usul`])}
        usulable={proposable}
        helpdesk={proposable || ask.listed ? undefined : '/bantuan?kategori=penambahan-verifikator-level-1'}
      />
      {ask.browse && field.to === 'unor' && (
        <p class="telusur">
          <button type="submit" class="tautan" name="_telusur" value={name} formnovalidate>
            Telusuri daftar {field.label}
          </button>
        </p>
      )}
    </>
  )
}

/** One press instead of typing; it appears where a script can serve it. */
const WriteIn = ({ name, text }: { name: string; text: string }) => (
  <button type="button" class="tautan" data-tulis={name} hidden>
    {text}
  </button>
)

const readBack = (text: string) => (/^\d{2}-\d{2}-\d{4}$/.test(text) ? undefined : readBackOf(text))

/** A field that shows only while another holds certain values; the script hides it, without script it is always there. */
export function Conditional({ section, name, children }: { section: AnySection; name: string; children: ComponentChildren }) {
  const { shownWhen: when, within, required, label } = section.fields[name]!
  return when ? (
    <div data-bila={when.field} data-nilai={when.is.join(' ')} data-tingkat={within && !required ? label : undefined}>
      {children}
    </div>
  ) : (
    <>{children}</>
  )
}
