// The field contract: label, hint, error and control belong together for eye and screen reader alike.
import type { ComponentChildren, JSX } from 'preact'
import { Icon } from './icon.tsx'
import { Hidden } from './text.tsx'
import { words } from './words.ts'

/** What every field takes. `name` is the field key and, unless `id` is given, also the id that error links jump to. */
export type FieldProps = {
  name: string
  label: string
  id?: string
  hint?: ComponentChildren
  /** blocks Simpan; a sentence that says what to do */
  error?: string
  /** lets through but wants attention */
  warning?: string
  /** adds "(boleh dikosongkan)" */
  optional?: boolean
  /** label in the size of a heading: pages with one question */
  big?: boolean
}

/** ids of hint and messages that really are on the page, for aria-describedby. */
export function describedBy({ name, id = name, hint, error, warning }: Pick<FieldProps, 'name' | 'id' | 'hint' | 'error' | 'warning'>): string | undefined {
  const ids = [hint && `${id}-hint`, error && `${id}-err`, warning && `${id}-ingat`].filter(Boolean)
  return ids.length > 0 ? ids.join(' ') : undefined
}

export const ErrorText = ({ id, children }: { id: string; children: ComponentChildren }) => (
  <p class="errmsg" id={id}>
    <Icon name="ingat" />
    <span>
      <Hidden>{words.kesalahan} </Hidden>
      {children}
    </span>
  </p>
)

export const WarningText = ({ id, children }: { id: string; children: ComponentChildren }) => (
  <p class="ingat" id={id}>
    <Icon name="info" />
    <span>{children}</span>
  </p>
)

/** Hint and messages of a field, in the order they are read. */
export const FieldNotes = ({ name, id = name, hint, error, warning }: FieldProps) => (
  <>
    {hint && (
      <span class="hint" id={`${id}-hint`}>
        {hint}
      </span>
    )}
    {error && <ErrorText id={`${id}-err`}>{error}</ErrorText>}
    {warning && <WarningText id={`${id}-ingat`}>{warning}</WarningText>}
  </>
)

/** Label + notes + control + what comes after. Use it for controls that have no component of their own. */
export function Field(props: FieldProps & { children: ComponentChildren }) {
  return (
    <div class="medan">
      <label for={props.id ?? props.name} class={props.big ? 'label-judul' : undefined}>
        {props.label}
        {props.optional && <span class="boleh"> {words.boleh}</span>}
      </label>
      <FieldNotes {...props} />
      {props.children}
    </div>
  )
}

/** xs: years, codes of 4; s: dates, NIP; m: default; l: whole width. */
export type Width = 'xs' | 's' | 'm' | 'l'
export type InputProps = FieldProps & {
  value?: string | null
  width?: Width
  /** fixed-width letters: nomor register, codes */
  code?: boolean
  /** anything else the control needs: inputMode, autocomplete, data-* */
  attrs?: JSX.InputHTMLAttributes<HTMLInputElement>
  /** word after the box: "tahun" */
  suffix?: string
  /** name of the field that Cari beside the box looks up; posts `_cari=<name>` */
  search?: string
  after?: ComponentChildren
}

/** The attributes that tie a control to its label and messages. */
export const controlProps = (props: FieldProps) => ({
  id: props.id ?? props.name,
  name: props.name,
  'aria-describedby': describedBy(props),
  'aria-invalid': props.error ? ('true' as const) : undefined,
})

export const inputClass = (width: Width = 'm') => (width === 'm' ? 'in' : `in w-${width}`)

/** One line of text. Digits: `attrs={{ inputMode: 'numeric' }}`; nothing is cut by maxlength, so a paste with blanks survives. */
export function TextField(props: InputProps) {
  const input = (
    <input class={inputClass(props.width) + (props.code ? ' kode' : '')} type="text" value={props.value ?? ''} {...controlProps(props)} {...props.attrs} />
  )
  return (
    <Field {...props}>
      {props.suffix || props.search ? (
        <div class="dengan">
          {input}
          {props.suffix && <span class="akhiran">{props.suffix}</span>}
          {props.search && (
            <button type="submit" class="btn kedua" name="_cari" value={props.search} formnovalidate>
              {words.cari}
              <Hidden> {props.label}</Hidden>
            </button>
          )}
        </div>
      ) : (
        input
      )}
      {props.after}
    </Field>
  )
}

/** A date as one text box, dd-mm-yyyy; short forms are read back ("Dibaca 14 Maret 1976"). */
export const DateField = ({ readBack, hint = words.contohTanggal, attrs, ...props }: InputProps & { readBack?: string }) => (
  <TextField
    {...props}
    hint={hint}
    width="s"
    attrs={{ inputMode: 'numeric', autocomplete: 'off', 'data-jenis': 'tanggal', ...attrs } as JSX.InputHTMLAttributes<HTMLInputElement>}
    after={
      <p class="baca" data-baca={props.name} hidden={!readBack}>
        {readBack && `Dibaca ${readBack}`}
      </p>
    }
  />
)

/** Kata kunci with "Tampilkan"; the button appears only where a script can serve it. */
export const PasswordField = ({ attrs, value, ...props }: InputProps & { attrs?: JSX.InputHTMLAttributes<HTMLInputElement> }) => (
  <Field {...props}>
    <div class="dengan">
      <input
        class="in"
        type="password"
        autocomplete="current-password"
        autocapitalize="none"
        spellcheck={false}
        value={value ?? ''}
        {...controlProps(props)}
        {...attrs}
      />
      <button type="button" class="btn kedua" data-lihat={props.id ?? props.name} aria-pressed="false" hidden>
        {words.tampilkan}
        <Hidden> {props.label}</Hidden>
      </button>
    </div>
    {props.after}
  </Field>
)

/** Longer text; `max` shows a counter ("Sisa 480 huruf"), it does not cut. */
export const TextAreaField = ({ rows = 4, max, value, ...props }: FieldProps & { value?: string | null; rows?: number; max?: number }) => (
  <Field {...props}>
    <textarea class="in w-l" rows={rows} data-maks={max} {...controlProps(props)}>
      {value ?? ''}
    </textarea>
    {max && (
      <p class="baca" data-hitung={props.id ?? props.name}>
        Paling banyak {max} huruf
      </p>
    )}
  </Field>
)

/** One box and one small submit button beside it: scan-or-type, Cari, captcha reload. */
export const WithButton = ({ children, button }: { children: ComponentChildren; button: ComponentChildren }) => (
  <div class="dengan">
    {children}
    {button}
  </div>
)
