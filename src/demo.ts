// Demo people and logins for `npm start`. Placeholder until the generator and the importer are joined here.
import type { Ready } from './main.ts'

/** Fills an empty database with the demo people; does nothing when they are there. */
export async function loadDemo(_ready: Ready): Promise<void> {}

/** The table of logins per role. */
export async function printLogins(_ready: Ready, _print: (line: string) => void): Promise<void> {}
