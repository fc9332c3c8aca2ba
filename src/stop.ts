// From the first Ctrl-C to the end: drain once, let a second wish end it at once.

/** An error nobody caught: the state of the program is unknown, so it stops as if asked to, but with exit code 1. */
export class Crash extends Error {
  override name = 'Crash'
  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause })
  }
}

/** One press arrives several times (terminal, npm, mulai.mjs), so echoes within this time are not a second wish. */
const ECHO_MS = 2_000

/** Aborted by the first signal or crash; a later signal ends the process without waiting. */
export function stopSignal(print: (line: string) => void): AbortSignal {
  const controller = new AbortController()
  let first: number | undefined
  const onSignal = (): void => {
    if (first !== undefined) {
      if (performance.now() - first > ECHO_MS) process.exit(1)
      return
    }
    first = performance.now()
    print('Menghentikan: menyelesaikan permintaan yang sedang berjalan … (Ctrl-C sekali lagi untuk berhenti paksa)')
    controller.abort()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal)
  // A closed terminal or pipe is no reason to fall.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  process.on('uncaughtException', (error) => {
    console.error(error)
    controller.abort(new Crash(error))
  })
  return controller.signal
}
