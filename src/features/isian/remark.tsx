// The remark that a warning asks for: one of the usual reasons, or typed (clarifications 2.9).
import { RadioGroup } from '../../web/ui/choice.tsx'
import { TextField } from '../../web/ui/field.tsx'

const OTHER = ''

/** Name of the choice of a usual reason beside the box for an own one. */
export const reasonName = (name: string): string => `${name}_pilih`

const TO_RETURNED = 'Isian Anda sudah benar? Jelaskan kepada verifikator, misalnya: berkas asli sudah saya serahkan.'

type RemarkProps = {
  name: string
  reasons?: readonly string[]
  value?: string
  /** came back from a verifier: an answer to him, not to a rule */ returned?: boolean
}

/** Posts `<name>` (typed) and `<name>_pilih` (chosen); what is typed wins. */
export function Remark({ name, reasons = [], value = '', returned }: RemarkProps) {
  const chosen = reasons.includes(value)
  return (
    <>
      {reasons.length > 0 && (
        <RadioGroup
          name={reasonName(name)}
          label="Mengapa demikian?"
          hint="Dibaca verifikator. Pilih satu, atau tulis sendiri di bawah."
          options={[...reasons.map((r) => ({ value: r, label: r })), { value: OTHER, label: 'Alasan lain' }]}
          value={chosen ? value : OTHER}
        />
      )}
      <TextField
        name={name}
        label="Keterangan"
        optional={returned && reasons.length === 0}
        hint={reasons.length > 0 ? 'Hanya bila alasan Anda tidak ada di atas.' : returned ? TO_RETURNED : 'Dibaca verifikator. Misalnya: sesuai berkas asli.'}
        value={chosen ? '' : value}
        width="l"
      />
    </>
  )
}
