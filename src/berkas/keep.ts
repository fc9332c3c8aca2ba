// Keeping a file that was received: the content goes into the store first, the row names it in the transaction.
import type { Ctx } from '../context.ts'
import { CommitUnknown } from '../db/errors.ts'
import type { Tx } from '../db/pool.ts'
import { addFile, FULL, hasRoom, type Owner } from './files.ts'
import type { Upload } from './receive.ts'
import { storeAway, storeOf } from './store.ts'

/** Adds the row. `fresh` false: the same content is there already, or there is no room (`fault`). */
export async function add(tx: Tx, ctx: Ctx, owner: Owner, upload: Upload): Promise<{ id: string; fresh: boolean; fault?: string }> {
  if (!(await hasRoom(tx, owner, upload.size))) return { id: '', fresh: false, fault: FULL }
  return addFile(tx, ctx.keys, owner, upload)
}

/** Puts the content where it lasts and runs the transaction; what no row names then is taken away, unless nobody knows whether one does. */
export async function keeping(
  ctx: Ctx,
  upload: Upload,
  fn: (keep: (needed: boolean) => void) => Promise<{ fault: string | null }>,
): Promise<string | undefined> {
  const store = storeOf(ctx.config.berkas)
  await store.put(upload.place, upload.path).catch(storeAway)
  let needed = false
  try {
    return (await fn((is) => (needed = is))).fault ?? undefined
  } catch (error) {
    needed = error instanceof CommitUnknown
    throw error
  } finally {
    if (!needed) await store.remove(upload.place)
  }
}
