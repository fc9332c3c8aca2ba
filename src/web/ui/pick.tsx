// Cari-pilih: search and choose from a large list. Without script a text box, Cari and radios; with script a combobox.
import { h } from 'preact'
import { Pick } from './choice.tsx'
import { controlProps, Field, type FieldProps } from './field.tsx'
import { Icon } from './icon.tsx'
import { Hidden } from './text.tsx'
import { words } from './words.ts'

export type Found = { id: string; nama: string; /** parents or other words that tell equals apart */ ket?: string }
export type PickProps = FieldProps & {
  /** list to search (wilayah, unor, …), for the script: GET /cari/<daftar>?q= */
  daftar: string
  /** name of the field that limits this one (kabupaten within provinsi); the script reads its `__id` */
  dalam?: string
  /** name of the field whose value is the kind of the entries */
  jenisDari?: string
  /** info of the chosen entry → field that it fills */
  mengisi?: Readonly<Record<string, string>>
  /** further search limits that are fixed on the server (jenis, lingkup), sent by the script as they are */
  saring?: Record<string, string>
  /** the text in the box: the name as chosen, or what was typed */
  text?: string | null
  /** id of the entry chosen; '' or null while nothing is */
  value?: string | null
  /** parents of the chosen entry, shown under the box */
  chosen?: string
  /** answer to Cari; [] = nothing found */
  results?: readonly Found[]
  /** "Tidak ada di daftar?" is ticked: the text counts as a proposal */
  usul?: boolean
  /** false where free text of one's own is not allowed (verifikator level 1) */
  usulable?: boolean
  /** page of the helpdesk for this list, where an own text is not allowed */
  helpdesk?: string
}

/** Posts `<name>` (text), `<name>__id` (id or ''), `<name>__usul` (1), and `_cari=<name>` when Cari was pressed. */
export function PickField(props: PickProps) {
  const { name, id = name, daftar, dalam, jenisDari, mengisi, saring, text, value, results, hint = 'Ketik minimal 3 huruf, lalu pilih dari daftar.' } = props
  const packed = (pairs?: Readonly<Record<string, string>>) => pairs && new URLSearchParams(pairs).toString()
  const limits = { 'data-dalam': dalam, 'data-jenis-dari': jenisDari, 'data-saring': packed(saring), 'data-isi': packed(mengisi) }
  const data = { 'data-daftar': daftar, 'data-nama': name, ...limits }
  return (
    <Field {...props} hint={hint}>
      {h(
        'epu-cari',
        data,
        <div class="dengan">
          <input class="in" type="text" value={text ?? ''} autocomplete="off" spellcheck={false} {...controlProps({ ...props, hint })} />
          <button type="submit" class="btn kedua tombol-cari" name="_cari" value={name} formnovalidate>
            {words.cari}
            <Hidden> {props.label}</Hidden>
          </button>
        </div>,
        !results && <input type="hidden" name={`${name}__id`} value={value ?? ''} />,
        props.chosen && (
          <p class="terpilih">
            <Icon name="ya" />
            {props.chosen}
          </p>
        ),
      )}
      {results && <Results id={id} name={name} text={text} value={value} results={results} />}
      {(props.usulable ?? true) ? (
        <Propose id={id} name={name} usul={props.usul} open={props.usul || results?.length === 0} />
      ) : (
        props.helpdesk && (
          <a class="ev" href={props.helpdesk}>
            {words.tidakAdaDiDaftar}
          </a>
        )
      )}
    </Field>
  )
}

const Results = ({ id, name, text, value, results }: { id: string; name: string; text?: string | null; value?: string | null; results: readonly Found[] }) =>
  results.length === 0 ? (
    <p class="hasil" id={`${id}-hasil`}>
      Tidak ada yang cocok dengan “{text}”. Coba kata yang lebih pendek.
    </p>
  ) : (
    <fieldset class="hasil" id={`${id}-hasil`}>
      <legend>
        {results.length} pilihan untuk “{text}”
      </legend>
      {results.map((r, i) => (
        <Pick type="radio" id={`${id}-hasil-${i + 1}`} name={`${name}__id`} option={{ value: r.id, label: r.nama, hint: r.ket }} checked={r.id === value} />
      ))}
    </fieldset>
  )

/** Stands outside the list, so that a reader of the list is not caught by it. */
const Propose = ({ id, name, usul, open }: { id: string; name: string; usul?: boolean; open?: boolean }) => (
  <details class="lipat usul" open={open}>
    <summary>
      <span>{words.tidakAdaDiDaftar}</span>
    </summary>
    <div>
      <Pick
        type="checkbox"
        id={`${id}-usul`}
        name={`${name}__usul`}
        option={{ value: '1', label: words.usulkan, hint: 'Isian Anda tetap berjalan. Verifikator melihat bahwa tulisan ini belum ada di daftar.' }}
        checked={usul}
      />
    </div>
  </details>
)
