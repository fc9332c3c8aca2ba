// A process of its own that looks at files, one after the other, and says what each took: milliseconds, and by how much the memory of
// the process had to grow. Asked by bom.test.ts, which makes the files: making a bomb takes more memory than looking at it may.
import { readFileSync } from 'node:fs'
import { remake } from '../../src/berkas/image.ts'
import { inspect } from '../../src/berkas/inspect.ts'

/** What became of it: refused at the door, refused by the job, or kept. */
export type Seen = { outcome: 'door' | 'job' | 'kept'; ms: number; grownMb: number }

const peakMb = (): number => process.resourceUsage().maxRSS / 1024

async function see(file: string): Promise<Seen> {
  const bytes = readFileSync(file)
  const [before, began] = [peakMb(), performance.now()]
  const verdict = await inspect(bytes)
  const made = 'kind' in verdict && verdict.kind !== 'pdf' ? await remake(verdict.kind, bytes) : undefined
  return { outcome: 'fault' in verdict ? 'door' : made ? 'kept' : 'job', ms: performance.now() - began, grownMb: peakMb() - before }
}

const seen: Seen[] = []
for (const file of process.argv.slice(2)) seen.push(await see(file))
console.log(JSON.stringify(seen))
