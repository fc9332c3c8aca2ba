// A real Chromium for the journeys: found, or installed where we may. None is a failure of the tests, never a skip.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const NAMES = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
const PACKAGES = ['chromium', 'fonts-dejavu-core', 'fonts-noto-core']
const HOW = 'Pasang Chromium (Debian/Ubuntu: sudo apt-get install chromium fonts-dejavu-core) atau isi CHROMIUM_PATH dengan letaknya.'

/** CHROMIUM_PATH, else what is on the PATH. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : undefined
  for (const name of NAMES) {
    const found = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' })
    if (found.status === 0) return found.stdout.trim().split('\n')[0]
  }
  return undefined
}

/** The path of Chromium, installing it with apt as root. Throws one line that says what to do. */
export function ensureChromium(): string {
  const found = findChromium()
  if (found) return found
  if (process.env.CHROMIUM_PATH) throw new Error(`CHROMIUM_PATH menunjuk berkas yang tidak ada: ${process.env.CHROMIUM_PATH}.`)
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) throw new Error(`Chromium untuk pengujian tidak ditemukan. ${HOW}`)
  console.log('Chromium belum terpasang; memasangnya dengan apt-get (sekali saja) …')
  // A fresh container has no package lists at all; when updating fails the old lists may still do.
  apt('update')
  const fault = apt('install', '-y', '--no-install-recommends', ...PACKAGES)
  const installed = findChromium()
  if (!installed) throw new Error(`Chromium tidak dapat dipasang${fault ? `: ${fault}` : ''}. ${HOW}`)
  return installed
}

/** The last line of an error, or undefined. Another apt may hold the lock for a while. */
function apt(...args: string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  const run = spawnSync('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=120', ...args], {
    env,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return run.status === 0 ? undefined : run.stderr.trim().split('\n').at(-1)
}
