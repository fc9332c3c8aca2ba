// Tests run against one real PostgreSQL per run; see test/database.ts.
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config'

// *.penuh.ts assert times or take minutes; npm run uji:serangan and uji:tahan run them (tools/ujiPenuh.ts).
const ALL = ['test/**/*.test.{ts,tsx}', ...(process.env.EPUPNS_UJI ? ['test/**/*.penuh.ts'] : [])]
/** Tests that change what a process reads once and keeps: lists and questionnaires. */
const CHANGE_LISTS = ['kuesioner', 'reference', 'referensi'].map((folder) => `test/${folder}/*.test.{ts,tsx}`)

const project = (name: string, test: TestProjectInlineConfiguration['test']): TestProjectInlineConfiguration => ({
  // Vitest compiles with oxc, which does not read jsxImportSource from tsconfig.json.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    name,
    pool: 'forks',
    // Nothing here asserts time: these only end what hangs, also on a machine that is busy with other things.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    env: { TZ: 'Asia/Jakarta' },
    ...test,
  },
})

export default defineConfig({
  test: {
    globalSetup: ['test/database.ts'],
    maxWorkers: 2,
    projects: [
      // One process for many files: loading the program for each of them took a tenth of the time.
      project('bersama', { include: ALL, exclude: CHANGE_LISTS, isolate: false }),
      project('daftar', { include: CHANGE_LISTS }),
    ],
  },
})
