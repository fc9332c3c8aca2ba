// On what it was measured: no names, no paths.
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
