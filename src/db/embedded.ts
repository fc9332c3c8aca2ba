// The PostgreSQL inside: starts it from an npm package, adopts it after a crash, keeps it running, stops it last.
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../startError.ts'
import { defaultDataFolder, findDbUser, prepareBinaries, privateFolder, socketFolder } from './embeddedFiles.ts'
import {
  createDatabase,
  findServer,
  initdb,
  launch,
  livingServer,
  refuseOtherVersion,
  stopServer,
  windows,
  type Cluster,
  type Server,
} from './embeddedServer.ts'
import { holderOf, identity, takeLock, type Lock } from './processes.ts'

export type EmbeddedOptions = {
  /** Holds cluster, socket, log and lock. */
  folder?: string
  log?: (line: string) => void
  /** Address of the program, told to whoever starts a second one. */
  address?: string
  /** Join the server of a running program instead of refusing (commands beside `npm start`). */
  share?: boolean
  /** false: no fsync. For tests that do not ask about durability. */
  durable?: boolean
  /** false: do not restart a server that died. */
  keep?: boolean
  /** Where the binaries lie; for tests. */
  native?: string
}

export type Embedded = { url: string; adopted: boolean; folder: string; pid: () => number; stop: () => Promise<void> }

const LOCK = 'jalan.json'

/** Starts the server of `folder`, or adopts the one a killed program left behind. */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<Embedded> {
  const folder = options.folder ?? defaultDataFolder()
  // Others must be able to pass through to the cluster below, not to look around.
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  const lock = lockOrJoin(folder, options)
  try {
    const cluster = prepare(realpathSync(folder), options)
    if (!lock) return guest(cluster, await findServer(cluster))
    if (!existsSync(join(cluster.data, 'PG_VERSION'))) initdb(cluster)
    refuseOtherVersion(cluster)
    const living = await livingServer(cluster)
    const server = living ?? (await launch(cluster))
    await createDatabase(server.url)
    return supervise(cluster, server, living !== undefined, lock, options.keep ?? true)
  } catch (error) {
    lock?.release()
    throw error
  }
}

/** Beside a running program: its server is not ours to stop. */
const guest = (cluster: Cluster, { pid, url }: Server): Embedded => ({
  url,
  adopted: true,
  folder: cluster.folder,
  pid: () => pid,
  stop: async () => {},
})

function lockOrJoin(folder: string, options: EmbeddedOptions): Lock | undefined {
  const lock = takeLock(join(folder, LOCK), options.address ?? '')
  if (lock || options.share) return lock
  refuseSecondStart(folder)
  throw new StartError('e-PUPNS sedang dijalankan oleh proses lain. Tunggu sebentar, lalu coba lagi.')
}

/** Throws the one line when a living program holds `folder`. */
export function refuseSecondStart(folder: string): void {
  const holder = holderOf(join(folder, LOCK))
  if (!holder) return
  const { alamat, proses } = holder
  if (!alamat) throw new StartError(`Basis data bawaan sedang dipakai perintah lain (proses ${proses}). Tunggu sampai selesai, lalu jalankan lagi.`)
  throw new StartError(`e-PUPNS sudah berjalan di alamat ${alamat}, proses ${proses}. Pakai yang itu, atau hentikan dahulu dengan Ctrl-C di jendelanya.`)
}

function prepare(folder: string, options: EmbeddedOptions): Cluster {
  const data = join(folder, 'postgres')
  // Whose data it is stays decided: a user added later could not read it.
  const owner = existsSync(data) ? statSync(data) : undefined
  const user = process.getuid?.() === 0 && owner?.uid ? { uid: owner.uid, gid: owner.gid } : findDbUser()
  return {
    folder,
    data,
    socket: windows ? '' : privateFolder(socketFolder(folder), user),
    log: join(folder, 'postgres.log'),
    user,
    binaries: prepareBinaries(user, folder, options.native),
    durable: options.durable ?? true,
    say: options.log ?? (() => {}),
  }
}

/** Watches the server (a killed one is started again) and knows how to stop it. */
function supervise(cluster: Cluster, first: Server, adopted: boolean, lock: Lock, keep: boolean): Embedded {
  let { pid } = first
  let busy: Promise<void> | undefined
  const revive = async (): Promise<void> => {
    cluster.say('Basis data berhenti mendadak; dijalankan lagi.')
    const living = await livingServer(cluster)
    pid = (living ?? (await launch(cluster))).pid
  }
  const retryLater = async (error: unknown): Promise<void> => {
    cluster.say(error instanceof Error ? error.message : String(error))
    await sleep(5_000, undefined, { ref: false })
  }
  const look = (): void => {
    if (busy || identity(pid) !== undefined) return
    busy = revive()
      .catch(retryLater)
      .finally(() => (busy = undefined))
  }
  const timer = keep ? setInterval(look, 500).unref() : undefined
  const stop = async (): Promise<void> => {
    clearInterval(timer)
    await busy
    await stopServer(cluster, pid)
    lock.release()
  }
  return { url: first.url, adopted, folder: cluster.folder, pid: () => pid, stop }
}
