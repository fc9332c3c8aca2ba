// The real program in a process of its own; tells its memory and processor time when asked, ends with its parent.
import { readConfig } from '../src/config.ts'
import { run } from '../src/main.ts'

export type Usage = { rssMb: number; peakMb: number; cpuSeconds: number }

const running = await run(readConfig(process.env))

process.on('message', () => {
  const { user, system } = process.cpuUsage()
  const usage: Usage = { rssMb: process.memoryUsage.rss() / 2 ** 20, peakMb: process.resourceUsage().maxRSS / 1024, cpuSeconds: (user + system) / 1e6 }
  process.send!(usage)
})
process.on('disconnect', () => void running.stop().then(() => process.exit(0)))
process.send!('ready')
