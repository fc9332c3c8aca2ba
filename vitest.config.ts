// Tests run against one real PostgreSQL per run; see test/database.ts.
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // Vitest compiles with oxc, which does not read jsxImportSource from tsconfig.json.
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    // *.penuh.ts assert times or take minutes; npm run uji:serangan and uji:tahan run them (tools/ujiPenuh.ts).
    include: ['test/**/*.test.{ts,tsx}', 'src/**/*.test.{ts,tsx}', ...(process.env.EPUPNS_UJI ? ['test/**/*.penuh.ts'] : [])],
    globalSetup: ['test/database.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // Nothing here asserts time: these only end what hangs, also on a machine that is busy with other things.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    expect: { poll: { timeout: 20_000 } },
    env: { TZ: 'Asia/Jakarta' },
  },
})
