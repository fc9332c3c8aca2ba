// A program with a database inside, to be killed by tests. Prints one JSON line when it is ready; SIGTERM stops it properly.
import { startEmbedded } from '../../src/db/embedded.ts'
import { startErrorLine } from '../../src/startError.ts'

const options = JSON.parse(process.argv[2] ?? '{}') as Parameters<typeof startEmbedded>[0]
try {
  const server = await startEmbedded({ ...options, address: 'http://localhost:1234' })
  console.log(JSON.stringify({ url: server.url, adopted: server.adopted, postmaster: server.pid() }))
  process.on('SIGTERM', () => void server.stop().then(() => process.exit(0)))
  setInterval(() => {}, 1000)
} catch (error) {
  console.log(JSON.stringify({ fault: startErrorLine(error) ?? String(error) }))
  process.exitCode = 1
}
