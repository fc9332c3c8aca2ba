// A real Chromium for the journeys: found, or installed where we may. None is a failure of the tests, never a skip.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Chromium without the desktop around it: the same pages for half the work. Debian packs it by itself. */
const SHELL = 'chromium-headless-shell'
const NAMES = [SHELL, 'chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser']
const FONTS = ['fonts-dejavu-core', 'fonts-noto-core']
const HOW = 'Pasang Chromium (Debian/Ubuntu: sudo apt-get install chromium fonts-dejavu-core) atau isi CHROMIUM_PATH dengan letaknya.'

/** CHROMIUM_PATH, else the first that is on the PATH. */
export function findChromium(names: readonly string[] = NAMES): string | undefined {
  const named = process.env.CHROMIUM_PATH
  if (named) return existsSync(named) ? named : undefined
  for (const name of names) {
    const found = spawnSync(process.platform === 'win32' ? 'where' : 'which', [name], { encoding: 'utf8' })
    if (found.status === 0) return found.stdout.trim().split('\n')[0]
  }
  return undefined
}

/** The path of Chromium. As root with apt the shell is installed where it is missing, or else Chromium. Throws one line that says what to do. */
export function ensureChromium(): string {
  if (process.env.CHROMIUM_PATH && !findChromium()) throw new Error(`CHROMIUM_PATH menunjuk berkas yang tidak ada: ${process.env.CHROMIUM_PATH}.`)
  const shell = findChromium([SHELL])
  if (shell) return shell
  const mayInstall = process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0
  const fault = mayInstall ? install() : undefined
  const found = findChromium()
  if (found) return found
  throw new Error(mayInstall ? `Chromium tidak dapat dipasang${fault ? `: ${fault}` : ''}. ${HOW}` : `Chromium untuk pengujian tidak ditemukan. ${HOW}`)
}

/** Why it did not work, or undefined. */
function install(): string | undefined {
  console.log('Chromium untuk pengujian belum terpasang; memasangnya dengan apt-get (sekali saja) …')
  // A fresh container has no package lists at all; when updating fails the old lists may still do.
  apt('update')
  const put = (name: string) => apt('install', '-y', '--no-install-recommends', name, ...FONTS)
  const fault = put(SHELL)
  return fault && !findChromium() ? put('chromium') : fault
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
