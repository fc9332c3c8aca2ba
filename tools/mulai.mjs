// The first thing every npm script runs: Node version, packages, then the real program. Plain JavaScript with old words only,
// because it must still be readable to the Node that is too old and run where nothing is installed yet.
import { spawn, spawnSync } from 'child_process'
import { createHash } from 'crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'fs'
import { dirname, join, resolve } from 'path'
import { fileURLToPath, pathToFileURL } from 'url'

const COMMANDS = {
  start: ['src/start.ts'],
  dev: ['src/start.ts'],
  test: ['tools/uji.ts'],
  check: ['tools/uji.ts', '--lengkap'],
  bench: ['bench/index.ts'],
  docs: ['tools/docs.ts'],
  epupns: ['src/cli.ts'],
  'uji-serangan': ['tools/ujiPenuh.ts', 'serangan'],
  'uji-siasn': ['tools/ujiSiasn.ts'],
  'uji-tahan': ['tools/ujiPenuh.ts', 'tahan'],
}

const NEEDED = [20, 19]
const HALF = 'baru terpasang sebagian'

/** Ends with one line. Whoever counts tests must also hear of it. */
function fail(line) {
  console.error(line)
  if (process.argv[2] === 'test') console.log('0 passed, 1 failed')
  process.exit(1)
}

export function nodeFault(version) {
  const [major, minor] = version.split('.').map(Number)
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined
  return (
    'e-PUPNS memerlukan Node.js ' +
    NEEDED.join('.') +
    ' ke atas; yang terpasang ' +
    version +
    '. Pasang versi baru dari https://nodejs.org, lalu jalankan lagi.'
  )
}

const stampFile = (project) => join(project, 'node_modules', '.epupns')

/** What the installed packages must agree with: the lock file and the machine they were built for. */
function stampOf(project) {
  const hash = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex')
  return hash + ' ' + process.platform + '-' + process.arch
}

const readOr = (otherwise, file) => (existsSync(file) ? readFileSync(file, 'utf8') : otherwise)

/**
 * 'siap' when node_modules agrees with the lock file, else why not. Without our stamp (somebody ran npm himself) every
 * package is looked at: npm writes its own list last, so a stopped installation lacks it or names what is not there.
 */
export function packagesState(project) {
  const modules = join(project, 'node_modules')
  if (!existsSync(modules)) return 'belum terpasang'
  const stamp = readOr('', stampFile(project))
  if (stamp === stampOf(project)) return 'siap'
  const installed = JSON.parse(readOr('{}', join(modules, '.package-lock.json'))).packages
  if (!installed) return HALF
  const wanted = JSON.parse(readFileSync(join(project, 'package-lock.json'), 'utf8')).packages
  for (const path of Object.keys(wanted)) {
    const { version, optional, dev } = wanted[path]
    if (path === '' || optional || (dev && process.env.NODE_ENV === 'production')) continue
    const found = installed[path]
    if (!found || found.version !== version) return stamp ? 'sudah berubah' : 'tidak sesuai dengan package-lock.json'
    if (!existsSync(join(project, path, 'package.json'))) return HALF
  }
  return 'siap'
}

function writeStamp(project) {
  try {
    writeFileSync(stampFile(project), stampOf(project))
  } catch {
    // On a read-only medium the packages are looked at again next time.
  }
}

/** One line for what npm said. */
export function npmFault(said) {
  if (/ENOSPC|no space left/i.test(said)) return 'Diska penuh: paket tidak dapat dipasang. Kosongkan ruang diska, lalu jalankan lagi.'
  if (/EROFS|EACCES|EPERM|read-only/i.test(said))
    return 'Folder proyek tidak dapat ditulisi, sehingga paket tidak dapat dipasang. Beri izin tulis, lalu jalankan lagi.'
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network|ENOTCACHED/i.test(said)) {
    return 'Paket tidak dapat diunduh: registry npm tidak dapat dihubungi. Periksa sambungan internet atau pengaturan proxy npm, lalu jalankan lagi.'
  }
  const lines = said
    .trim()
    .split('\n')
    .filter((line) => /error/i.test(line))
  return 'Pemasangan paket gagal: ' + (lines[0] || said.trim().split('\n').pop() || 'npm tidak ditemukan')
}

const alive = (pid) => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

/** Two installations at once would destroy each other's work. */
function takeTurn(project) {
  const file = join(project, '.data', 'pasang')
  try {
    mkdirSync(dirname(file), { recursive: true })
    const holder = Number(readOr('0', file))
    if (holder && holder !== process.pid && alive(holder)) fail('Paket sedang dipasang oleh proses ' + holder + '. Tunggu sampai selesai, lalu jalankan lagi.')
    writeFileSync(file, String(process.pid))
  } catch (error) {
    fail(npmFault(String(error.code)))
  }
  return () => rmSync(file, { force: true })
}

function npm(project, args) {
  const flags = args.concat(['--no-audit', '--no-fund', '--loglevel=error'])
  const path = process.env.npm_execpath
  const options = { cwd: project, stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8' }
  const run = path
    ? spawnSync(process.execPath, [path].concat(flags), options)
    : spawnSync('npm', flags, Object.assign({ shell: process.platform === 'win32' }, options))
  return { ok: run.status === 0, said: (run.stderr || '') + (run.error ? run.error.message : '') }
}

function install(project, state) {
  console.log('Paket ' + state + '; memasangnya dengan npm (sekali saja, sekitar satu menit) …')
  const done = takeTurn(project)
  let run = npm(project, ['ci'])
  // Registries do not always have the builds of a package for every other platform. npm ci takes that for a wrong lock
  // file and does nothing; npm install passes over them and still installs what the lock file says, without changing it.
  if (/EUSAGE/.test(run.said)) {
    if (state === HALF) rmSync(join(project, 'node_modules'), { recursive: true, force: true })
    run = npm(project, ['install', '--no-save'])
  }
  done()
  if (!run.ok) fail(npmFault(run.said))
}

/** Runs the TypeScript program; signals go on to it, its end is ours. */
function launch(project, command, args) {
  const parts = COMMANDS[command]
  if (!existsSync(join(project, parts[0]))) fail('Perintah ' + command + ' belum tersedia.')
  const tsx = join(project, 'node_modules', 'tsx', 'dist')
  const node =
    command === 'dev'
      ? [join(tsx, 'cli.mjs'), 'watch', '--clear-screen=false', '--include', 'src/**/*']
      : ['--import', pathToFileURL(join(tsx, 'loader.mjs')).href]
  const child = spawn(process.execPath, node.concat(parts, args), { cwd: project, stdio: 'inherit' })
  // The terminal sends Ctrl-C to the whole group and npm passes it on as well; one is enough for the program. The watcher
  // of `dev` takes a second one as the wish to kill at once, so it gets only the terminal's.
  let interrupted = 0
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      if (Date.now() - interrupted > 1000 && !(command === 'dev' && signal === 'SIGINT')) child.kill(signal)
      interrupted = Date.now()
    })
  }
  // npm gives a signal to its shell, and the shell dies without passing it on: then we are an orphan.
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) {
    setInterval(() => {
      if (process.ppid !== parent && !interrupted) process.emit('SIGTERM')
    }, 250).unref()
  }
  child.on('error', (error) => fail('Node.js tidak dapat dijalankan: ' + error.message))
  child.on('exit', (code, signal) => process.exit(code === null ? (signal === 'SIGINT' ? 130 : 1) : code))
}

function main() {
  const fault = nodeFault(process.versions.node)
  if (fault) fail(fault)
  const project = resolve(dirname(fileURLToPath(import.meta.url)), '..')
  const command = process.argv[2]
  if (!COMMANDS[command]) fail('Perintah tidak dikenal: ' + command + '. Yang ada: ' + Object.keys(COMMANDS).join(', ') + '.')
  const state = packagesState(project)
  if (state !== 'siap') install(project, state)
  if (readOr('', stampFile(project)) !== stampOf(project)) writeStamp(project)
  launch(project, command, process.argv.slice(3))
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) main()
