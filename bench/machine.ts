// On what it was measured: no names, no paths.
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'

export type Machine = { cores: number; cpu: string; memoryGb: number; platform: string; node: string; loadBefore: number }

export const machine = (): Machine => ({
  cores: availableParallelism(),
  cpu: cpus()[0]?.model.trim() ?? '',
  memoryGb: Math.round(totalmem() / 2 ** 30),
  platform: `${process.platform} ${process.arch}`,
  node: process.version,
  loadBefore: Math.round(loadavg()[0]! * 10) / 10,
})

/** Seconds of processor that processes have used so far; Linux only. */
export function processorSeconds(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => sum + ticksOf(pid), 0) / 100
}

function ticksOf(pid: number): number {
  try {
    // The name in brackets may hold blanks, so count behind it: own time, and that of children that have ended.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()!.split(' ')
    return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0)
  } catch {
    return 0
  }
}
