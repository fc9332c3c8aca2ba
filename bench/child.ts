// Processes of our own that are asked and answer (fork).
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { projectFolder } from '../src/db/embeddedFiles.ts'

export type Child = { process: ChildProcess; ask<T>(order: object): Promise<T>; stop(): Promise<void> }

/** Starts a file of this folder. */
export function startChild(file: string, env: NodeJS.ProcessEnv = {}): Child {
  const child = fork(join(projectFolder, 'bench', file), {
    cwd: projectFolder,
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  return {
    process: child,
    async ask<T>(order: object) {
      child.send(order)
      return answerOf(child) as Promise<T>
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      if (child.connected) child.disconnect()
      await ended
    },
  }
}

/** The next message; an end before it is an error. */
export async function answerOf(child: ChildProcess): Promise<unknown> {
  const stop = new AbortController()
  const ended = once(child, 'exit', stop).then(([code]) => Promise.reject(new Error(`a process of the measurement ended with ${code}`)))
  try {
    return ((await Promise.race([once(child, 'message', stop), ended])) as unknown[])[0]
  } finally {
    stop.abort()
    ended.catch(() => {})
  }
}

/** A port that nobody uses now. */
export async function freePort(): Promise<number> {
  const probe = createServer()
  probe.listen({ host: '127.0.0.1', port: 0 })
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}
