// Keys for the tests of this folder.
import { deriveKeys } from '../../src/security/keys.ts'

export const master = Buffer.alloc(32, 1)
export const keys = deriveKeys(master)
export const otherKeys = deriveKeys(Buffer.alloc(32, 2))
