// Lets a few run at once and a few wait; more are turned away at once, because a late answer is no answer (trust.md A24).
import { problem } from '../problems.ts'

/** Runs work in one of `slots`; with `queue` already waiting it throws the problem `busy`. */
export function semaphore(slots: number, queue: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = slots
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free--
    else {
      if (waiting.length >= queue) throw problem('busy')
      await new Promise<void>((resolve) => waiting.push(resolve))
    }
    try {
      return await work()
    } finally {
      // A slot passes straight to the next in line, so that nobody can slip in between.
      const next = waiting.shift()
      if (next) next()
      else free++
    }
  }
}
