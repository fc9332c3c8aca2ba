// The only way to open a transaction.
import { CommitUnknown, isRefusal } from './errors.ts'
import type { Db, Tx } from './pool.ts'

/**
 * Runs `fn` in one transaction and answers after COMMIT. An error of `fn` comes out unchanged, even when the
 * rollback fails too. A COMMIT without an answer comes out as `CommitUnknown`, never as "failed".
 */
export async function transaction<T>(db: Db, fn: (tx: Tx) => Promise<T>): Promise<T> {
  let failure: { error: unknown } | undefined
  let committing = false
  const body = async (tx: Tx): Promise<T> => {
    try {
      const result = await fn(tx)
      committing = true
      return result
    } catch (error) {
      failure = { error }
      throw error
    }
  }
  try {
    return await db.transaction().execute(body)
  } catch (error) {
    if (failure) throw failure.error
    if (committing && !isRefusal(error)) throw new CommitUnknown(error)
    throw error
  }
}
