// An example row of a section with entries that really stand in the lists of the tests.
import { sql } from 'kysely'
import type { Db } from '../src/db/pool.ts'
import { exampleContext, exampleOf } from '../src/form/example.ts'
import type { AnyField, Ref } from '../src/form/field.ts'
import { limits } from '../src/form/resolve.ts'
import { asked, type AnySection, type Loose } from '../src/form/section.ts'
import { getInfo, smallList } from '../src/reference/cache.ts'
import { label } from '../src/reference/shown.ts'

/** Long lists are read field by field, because a child is chosen below its parent. */
export async function realExample(db: Db, s: AnySection, instansi: string): Promise<Record<string, unknown>> {
  const found = new Map<AnyField, Ref[]>()
  const known = (f: AnyField) => (f.kind === 'list' ? smallList(f.to!, f.kinds).map(({ id, nama }) => ({ id, nama })) : (found.get(f) ?? []))
  const example = () => exampleOf(s, known, exampleContext(getInfo))
  for (const [, f] of asked(s).filter(([, f]) => f.kind === 'ref')) found.set(f, await entriesFor(db, f, example(), instansi))
  return example()
}

/** Entries a field may hold now; below Jawa Tengah the tests have every kind of area. */
async function entriesFor(db: Db, f: AnyField, at: Loose, instansi: string): Promise<Ref[]> {
  const { within, lingkup, kinds } = limits(f, at, instansi)
  const flagged = kinds?.includes('verifikator')
  const { rows } = await sql<Ref & { id: string }>`select id, nama from ${sql.table(`ref_${f.to}`)} r where aktif
    and (${within ?? null}::text is null or induk_id = ${within ?? null}) and (${lingkup ?? null}::text is null or lingkup_id = ${lingkup ?? null})
    and (${flagged ? null : (kinds ?? null)}::text[] is null or jenis = any(${flagged ? null : (kinds ?? null)}::text[]))
    and (not ${flagged ?? false} or exists (select from unit_verifikator u where u.unor_id = r.id)) order by id like '33%' desc, urutan nulls last, id limit 30`.execute(
    db,
  )
  const names = await label(
    db,
    f.to!,
    rows.map((r) => r.id),
  )
  return rows.map(({ id, nama }) => ({ id, nama: f.within ? nama : names.get(id)! }))
}
