// The staff of the invented offices, as the program knows them after login.
import { sql } from 'kysely'
import type { Db } from '../src/db/pool.ts'
import type { Staff } from '../src/workflow/scope.ts'
import { LEVELS } from '../src/workflow/table.ts'

const OTHERS = 40

/** One person for each of many scopes of a role, the longest queue first, the others picked by hash. */
export async function listStaff(db: Db, role: string): Promise<Staff[]> {
  const level = LEVELS.find((l) => l.role === role)!
  const scope = { unitPilihan: 'unit_id', instansi: 'instansi_id', wilayah: 'wilayah_id' }[level.scope]
  const { rows } = await sql<{ id: string; nama: string; scopeId: string }>`
    select p.id, p.nama, f.id as "scopeId"
    from (select ${sql.ref(scope)} as id, row_number() over (order by count(*) desc, ${sql.ref(scope)}) as tempat from formulir where status = ${level.state} group by 1) f
      join lateral (select petugas_id from penugasan where peran = ${role} and lingkup_id = f.id order by id limit 1) t on true join petugas p on p.id = t.petugas_id
    order by f.tempat > 1, hashtext(f.id) limit ${OTHERS}`.execute(db)
  return rows.map(({ id, nama, scopeId }) => ({ id, nama, nip: null, assignments: [{ role, scopeId }] }))
}
