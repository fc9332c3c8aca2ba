// After a file has arrived: looked at for malware, images made anew and small. And the nightly search for what belongs to nobody.
import { sql } from 'kysely'
import type { Ctx } from '../context.ts'
import { scan } from './clamd.ts'
import { findFile, listKnown, moveOn, type FileRow, type Owner } from './files.ts'
import { BROKEN } from './foreign.ts'
import { remake } from './image.ts'
import type { Kind } from './rules.ts'
import { newName, openBytes, sealBytes } from './seal.ts'
import { putBytes, storeOf, sweepArriving } from './store.ts'

const INFECTED = 'Pemindai menemukan perangkat lunak jahat dalam berkas ini. Periksa perangkat Anda, lalu unggah berkas lain.'

/** Payload of the job: the id alone. May be run again at any point: a step that was done is not done twice. */
export async function checkFile(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const found = await findFile(ctx.db, ctx.keys, id)
  if (!found?.file.tempat || found.file.status === 'siap' || found.file.status === 'ditolak') return
  const { file, owner } = found
  if (!(await moveOn(ctx.db, owner, file, { status: 'diperiksa' }))) return
  const bytes = await readFile(ctx, file.tempat!)
  // A scanner that is away throws: the queue tries again, and until then no office sees the file.
  const scanned = ctx.config.clamd && (await scan(ctx.config.clamd, bytes))
  if (scanned && !scanned.clean) return refuse(ctx, owner, file, INFECTED)
  if (file.jenis === 'pdf') return void (await moveOn(ctx.db, owner, file, { status: 'siap', scanned: scanned !== undefined }))
  const made = await remake(file.jenis, bytes)
  if (!made) return refuse(ctx, owner, file, BROKEN)
  await replace(ctx, owner, file, made, scanned !== undefined)
}

/** The content of a file, opened. */
export const readFile = async (ctx: Ctx, place: string): Promise<Buffer> => openBytes(ctx.keys, place, await storeOf(ctx.config.berkas).get(place))

/** The new image stands in the store before the row names it; what is then named no more goes. */
async function replace(ctx: Ctx, owner: Owner, file: FileRow, made: { kind: Kind; bytes: Buffer }, scanned: boolean): Promise<void> {
  const tempat = newName()
  await putBytes(ctx.config.berkas, tempat, sealBytes(ctx.keys, tempat, made.bytes))
  const moved = await moveOn(ctx.db, owner, file, { status: 'siap', kind: made.kind, size: made.bytes.length, tempat, scanned })
  await storeOf(ctx.config.berkas).remove(moved ? file.tempat! : tempat)
}

async function refuse(ctx: Ctx, owner: Owner, file: FileRow, alasan: string): Promise<void> {
  if (await moveOn(ctx.db, owner, file, { status: 'ditolak', tempat: null, alasan })) await storeOf(ctx.config.berkas).remove(file.tempat!)
}

const DAY = 86_400_000

/**
 * Deletes what no row names: left by a program that was killed between the store and the database. A day old, so that nothing on
 * its way is taken. Rows of refused files go after a month.
 */
export async function sweepFiles(ctx: Ctx, now = Date.now()): Promise<number> {
  const before = new Date(now - DAY)
  const store = storeOf(ctx.config.berkas)
  let n = await sweepArriving(ctx.config.berkas, before)
  for await (const page of store.list()) {
    const known = await listKnown(
      ctx.db,
      page.map((s) => s.name),
    )
    for (const { name } of page.filter((s) => s.at < before && !known.has(s.name))) {
      await store.remove(name)
      n++
    }
  }
  await sql`delete from berkas where status = 'ditolak' and diubah < clock_timestamp() - interval '30 days'`.execute(ctx.db)
  await sql`delete from berkas_tiket where status = 'ditolak' and diubah < clock_timestamp() - interval '30 days'`.execute(ctx.db)
  await sql`delete from direktori_berkas d where not exists (select from berkas b where b.nip = d.nip and b.id = d.id)`.execute(ctx.db)
  return n
}
