// What a measurement says: figures with their unit and the limit of product.md 9, plans of statements, and faults.

export type Figure = {
  name: string
  /** the median where a p95 stands beside it; words where one number does not say it */
  value: number | string
  p95?: number
  unit: string
  /** how often it was measured */
  n?: number
  /** limit: of the p95 where there is one */
  most?: number
  least?: number
  note?: string
}

/** A figure that is one number. */
export type Measured = Figure & { value: number }

/** What PostgreSQL did for one statement, the costly nodes first. */
export type Plan = { name: string; ms: number | null; nodes: string[] }

export type Report = {
  suite: string
  title: string
  figures: Figure[]
  plans?: Plan[]
  notes?: string[]
  /** effects that did not come about, statements that read a big table whole: the run fails */
  faults: string[]
}

/** Does a figure keep its limit? Undefined where there is none. */
export function keepsLimit({ value, p95, most, least }: Figure): boolean | undefined {
  if (typeof value === 'string' || (most === undefined && least === undefined)) return undefined
  return (p95 ?? value) <= (most ?? Infinity) && value >= (least ?? -Infinity)
}

/** Value below which a share of the measurements lies. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

export type Often = { times: number; warm?: number; seconds?: number }

/** Runs `work` many times, one after the other, the first ones unmeasured; ends early when time is up. */
export async function repeat(name: string, often: Often, work: (i: number) => Promise<unknown>, limits: Pick<Figure, 'most' | 'note'> = {}): Promise<Measured> {
  const { times, warm = Math.min(10, times), seconds = 20 } = often
  const taken: number[] = []
  const end = performance.now() + seconds * 1000
  for (let i = 0; i < warm + times && (taken.length < 5 || performance.now() < end); i++) {
    const began = performance.now()
    await work(i)
    if (i >= warm) taken.push(performance.now() - began)
  }
  return { name, value: percentile(taken, 0.5), p95: percentile(taken, 0.95), unit: 'ms', n: taken.length, ...limits }
}

/** How often `work` is done a second by `lanes` at once. */
export async function rate(name: string, { seconds, lanes = 1 }: { seconds: number; lanes?: number }, work: () => Promise<unknown>): Promise<Measured> {
  await work()
  const began = performance.now()
  let n = 0
  const lane = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1000) {
      await work()
      n++
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return { name, value: n / ((performance.now() - began) / 1000), unit: '/s', n }
}
