// What moves forms: Kirim, and decisions of the three levels; each must have its effect.
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { transaction } from '../src/db/tx.ts'
import { itemName } from '../src/features/verifikasi/decide.ts'
import { send } from '../src/features/verifikasi/service.ts'
import { allItems, findForm, type Form } from '../src/form/form.ts'
import { once } from '../src/security/idempotency.ts'
import { decidedAt } from '../src/workflow/decisions.ts'
import { act } from '../src/workflow/engine.ts'
import type { Staff } from '../src/workflow/scope.ts'
import { LEVELS } from '../src/workflow/table.ts'
import type { World } from './bench.ts'
import { repeat, type Figure } from './figures.ts'
import type { Sizes } from './sizes.ts'
import { listStaff } from './staff.ts'

const LIMIT = { decision: 120, send: 200 }
const WARM = 3

/** Kirim and the decision of each level, one form after the other. */
export async function measureMoves(world: World, { times }: Sizes): Promise<Figure[]> {
  const figures = [await measureSend(world, times)]
  for (const [i, level] of LEVELS.entries()) {
    const [staff] = await listStaff(world.owner.db, level.role)
    const forms = await listDecidable(world, staff!, level.state, times + WARM)
    const decide = async (n: number): Promise<void> => decideOne(world, staff!, forms[n]!)
    const what = i === LEVELS.length - 1 ? 'decision with acceptance into the official record' : 'decision'
    figures.push(await repeat(`level ${i + 1}: ${what}`, { times: forms.length - WARM, warm: WARM }, decide, { most: LIMIT.decision }))
  }
  return figures
}

async function measureSend({ ctx, app, periode, ready }: World, times: number): Promise<Figure> {
  const people = ready.slice(-times - WARM)
  return repeat(
    'PNS: Kirim',
    { times: people.length - WARM, warm: WARM },
    async (i) => {
      const nip = people[i]!
      const moved = await transaction(app.db, (tx) =>
        once(tx, ctx.keys, { nip, key: uuidv7(), actor: nip, body: { action: 'kirim' } }, async () => {
          const { to } = await act(tx, ctx.engine, { nip, periode, action: 'kirim', by: { as: 'pns' } })
          return { to }
        }),
      )
      if (moved.to !== LEVELS[0].state) throw new Error(`Kirim led to ${moved.to}`)
    },
    { most: LIMIT.send },
  )
}

/** Forms of one queue that nobody holds and that wait for no list. */
async function listDecidable({ owner, periode }: World, staff: Staff, state: string, limit: number): Promise<string[]> {
  const { rows } = await sql<{
    nip: string
  }>`select nip from formulir f where status = ${state} and ${staff.assignments[0]!.scopeId} in (unit_id, instansi_id, wilayah_id) and periode = ${periode}
    and pemegang is null and not exists (select from usulan u where u.nip = f.nip and u.menunggu_referensi) order by masuk_pada limit ${limit}`.execute(
    owner.db,
  )
  return rows.map((r) => r.nip)
}

/** Reads the form as the page does, approves every item of this level, and sends. */
async function decideOne({ ctx, app, periode }: World, staff: Staff, nip: string): Promise<void> {
  const form = (await findForm(app.db, ctx.keys, nip, periode))!
  const { sent, faults } = await send(ctx, staff, { nip, periode }, approval(form))
  if (!sent) throw new Error(`the decision did not go through: ${JSON.stringify(faults)}`)
}

function approval(form: Form): Record<string, string> {
  const items = allItems(form).filter((i) => decidedAt(i, form.row!.status))
  const choices = items.flatMap((i) => [
    [`putusan.${itemName(i)}`, 'setuju'],
    [`versi.${itemName(i)}`, String(i.versi)],
  ])
  return { _kunci: uuidv7(), versi: String(form.row!.versi), konfirmasi: '1', ...Object.fromEntries(choices) }
}
