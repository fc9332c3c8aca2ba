// Where a worker thread begins. In production a file that the build puts beside the bundle, from source a thread that first learns TypeScript.
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'

/** Address of a thread for `new Worker`: `source` beside the caller (`base` = its import.meta.url), or the bundled file `built`. */
export function threadUrl(base: string, source: string, built: string): URL {
  if (!base.endsWith('.ts')) return new URL(built, base)
  // `require` finds the CommonJS half of tsx, which does not work in a thread of Node 20; the other half lies beside it.
  const tsx = new URL('./index.mjs', pathToFileURL(createRequire(base).resolve('tsx/esm/api')))
  const script = `import { register } from '${tsx}'; register(); await import('${new URL(source, base)}')`
  return new URL(`data:text/javascript,${encodeURIComponent(script)}`)
}
