// What can go wrong between the program and PostgreSQL, sorted by what the caller may conclude from it.

/** COMMIT was sent and its answer never came: the change may or may not be there. Only the same idempotency key settles it. */
export class CommitUnknown extends Error {
  override name = 'CommitUnknown'
  constructor(cause: unknown) {
    super('Belum pasti apakah perubahan sudah tersimpan', { cause })
  }
}

/** The transaction had already failed, so that COMMIT rolled it back: somebody swallowed an error inside. */
export class CommitRefused extends Error {
  override name = 'CommitRefused'
  constructor() {
    super('COMMIT was answered with ROLLBACK: an error inside the transaction was hidden')
  }
}

// EPIPE and its like have five letters too, but no SQLSTATE begins with E.
const SQLSTATE = /^(?!E)[0-9A-Z]{5}$/

/** SQLSTATE of an error that came from the server, otherwise undefined. */
export function sqlState(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' && SQLSTATE.test(code) ? code : undefined
}

const NETWORK = /^(ECONN|EPIPE|ETIMEDOUT|ENOENT|EHOST|ENET|EAI_)/
const DRIVER = /Connection terminated|Query read timeout|not queryable|timeout exceeded when trying to connect|timeout expired|pool after calling end/

/** The server is away, restarting, full or too slow: nothing is wrong with the request, it may be repeated. */
export function isUnavailable(error: unknown): boolean {
  if (error instanceof CommitUnknown) return true
  const state = sqlState(error)
  if (state) return /^(08|53|57|58)/.test(state) || state === '55P03' || state === '25P03'
  if (!(error instanceof Error)) return false
  return ('code' in error && NETWORK.test(String(error.code))) || DRIVER.test(error.message)
}

/** Whether the server itself said no and stays as it is. Lost connections, shutdowns and panics leave open what happened. */
export function isRefusal(error: unknown): boolean {
  const state = sqlState(error)
  return error instanceof CommitRefused || (state !== undefined && !/^(08|57P|58|XX)/.test(state))
}
