// Our own source as syntax trees, for what we measure and check about it.
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { Node } from 'typescript/unstable/ast'
import { API } from 'typescript/unstable/sync'
import { projectFolder } from '../src/db/embeddedFiles.ts'

export type SourceFile = { path: string; text: string; lines: readonly string[]; root: Node }

/** Written by a tool, so neither measured nor read for names. */
const GENERATED = ['src/db/types.ts']

/** Runs `read` over the files of tsconfig.json whose path begins so; the trees are gone afterwards. */
export function withSources<T>(begin: string, read: (files: SourceFile[]) => T): T {
  const api = new API({ cwd: projectFolder })
  endQuietly(api)
  try {
    const project = api.updateSnapshot({ openProject: join(projectFolder, 'tsconfig.json') }).getProjects()[0]!
    const own = project.rootFiles.map((file) => ({ file, path: relative(projectFolder, file).replaceAll('\\', '/') }))
    const wanted = own.filter(({ path }) => path.startsWith(begin) && !GENERATED.includes(path)).sort((a, b) => (a.path < b.path ? -1 : 1))
    return read(
      wanted.map(({ file, path }) => {
        const text = readFileSync(file, 'utf8')
        return { path, text, lines: text.split('\n'), root: project.program.getSourceFile(file)! }
      }),
    )
  } finally {
    api.close()
  }
}

/**
 * The compiler behind the API ends by itself when its input is closed. close() closes it and also kills; where the signal is
 * the quicker one, on a busy machine, the compiler writes "context canceled" to our stderr before it goes.
 */
function endQuietly(api: API): void {
  // Private there, and no option does it. Where it has moved, only the silence is lost.
  const { client } = api as unknown as { client?: { channel?: { child?: ChildProcess } } }
  const child = client?.channel?.child
  if (child) child.kill = () => false
}

/** Every node of a tree, parents first. */
export function* nodes(root: Node): Generator<Node> {
  const waiting = [root]
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    yield node
    const below: Node[] = []
    node.forEachChild((child) => void below.push(child))
    waiting.push(...below.reverse())
  }
}
