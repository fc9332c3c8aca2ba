// The hidden idempotency key of a rendered form: sending twice has one effect (trust R4).
import { useContext } from 'preact/hooks'
import { uuidv7 } from 'uuidv7'
import { KEY_FIELD } from '../security/idempotency.ts'
import { Acting, ACTING_FIELD } from './acting.ts'

/** Stands in every form that changes something. `value` keeps the key when a page is shown again with faults. */
export function Key({ value = uuidv7() }: { value?: string }) {
  const acting = useContext(Acting)
  return (
    <>
      <input type="hidden" name={KEY_FIELD} value={value} />
      {acting && <input type="hidden" name={ACTING_FIELD} value={acting} />}
    </>
  )
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

/** Is this text an id that we could have made? */
export const isUuid = (text: string): boolean => UUID.test(text)
