// What a verifier has to decide. Which unit verifies first is the PNS's own choice, not a fact about him: nobody approves it.
import { allItems, decidersOf, isProposal, undecided, type Form, type Item } from '../form/form.ts'
import { RECEIVER } from '../sections/dataPosisi.ts'

/** A proposal that changes the record. */
export const isChange = (i: Item): boolean => isProposal(i) && i.kunci !== RECEIVER

/** Changes of a form; a form with none is "tanpa perubahan". */
export const changesOf = (form: Form): Item[] => allItems(form).filter(isChange)

/** Does this level decide on this item? */
export const decidedAt = (i: Item, level: string): boolean => isChange(i) && decidersOf(i).some((l) => l.state === level)

/** Items on which this level still has to decide. */
export const openFor = (form: Form, level: string): Item[] => undecided(form, level).filter(isChange)
