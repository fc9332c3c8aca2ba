// Under which authorisation a pendamping fills a page in. Every form of it says so, so that a tab of another person's form writes nothing here.
import { createContext } from 'preact'

/** Name of the hidden input. */
export const ACTING_FIELD = '_untuk'

/** The authorisation of the page that is being drawn; none on one's own pages. */
export const Acting = createContext<string | undefined>(undefined)
