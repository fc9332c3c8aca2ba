// Cari at the NIP of a father, mother, or spouse (trust.md 3.10): who knows the name is told birth date and place, nobody else anything.
import type { VNode } from 'preact'
import type { Ctx, Periode } from '../../context.ts'
import { transaction } from '../../db/tx.ts'
import type { Lookup, Raw } from '../../form/field.ts'
import { likeness, SAME_NAME } from '../../form/likeness.ts'
import { readNip } from '../../form/nip.ts'
import { findOfficial } from '../../form/official.ts'
import type { AnySection, Faults } from '../../form/section.ts'
import { problem } from '../../problems.ts'
import { blindIndex } from '../../security/blind.ts'
import { seal } from '../../security/seal.ts'
import { take } from '../../security/throttle.ts'
import { toBirth } from '../../sections/dataUtama.ts'
import { Notice } from '../../web/ui/message.tsx'
import { record } from '../../workflow/events.ts'

/** What the row page shows next. */
export type Looked = { raw: Raw; errors?: Faults; notice?: VNode; status: number }
type Asking = { nip: string; periode: Periode }
type Question = { nip: string; nama: string; bagian: string }

/** One sentence for a wrong name and a NIP that BKN does not know: neither may be told from the other. */
const NO_MATCH = 'Nama tidak cocok dengan NIP ini. Periksa Nama dan NIP, lalu cari lagi, atau isi Tanggal Lahir dan Tempat Lahir sendiri.'

/** Answers Cari of a NIP field: fills what it fills, or says in one sentence why not. Typing always stays. */
export async function findRelative(ctx: Ctx, me: Asking, s: AnySection, key: string, typed: Raw): Promise<Looked> {
  if (me.periode.sekarang > me.periode.akhir_isi) throw problem('form_closed')
  const lookup = s.fields[key].lookup as Lookup
  const raw = opened(s, key, typed)
  const errors = faultsOf(s, key, lookup, raw, me.nip)
  if (Object.keys(errors).length) return { raw, errors, status: 422 }
  const nip = s.fields[key].parse(raw, key).value as string
  if (!(await mayAsk(ctx, me.nip, nip))) return { raw, notice: <Enough section={s} />, status: 429 }
  const birth = await birthOf(ctx, me, { nip, nama: raw[lookup.nama]!, bagian: s.code })
  if (!birth) return { raw, errors: { [key]: NO_MATCH }, status: 422 }
  const filled = [
    [lookup.tanggalLahir, birth.tanggal],
    [lookup.tempatLahir, birth.tempat],
  ] as const
  return { raw: Object.assign({}, raw, ...filled.map(([name, v]) => v && s.fields[name].fill(v, name))) as Raw, notice: <Found />, status: 200 }
}

/** Who presses Cari here means a PNS with NIP, even where the boxes above were forgotten. */
function opened(s: AnySection, key: string, raw: Raw): Raw {
  const when = s.fields[key].shownWhen as { field: string; is: readonly string[] } | undefined
  return when ? opened(s, when.field, { ...raw, [when.field]: when.is.includes('true') ? '1' : undefined }) : raw
}

function faultsOf(s: AnySection, key: string, lookup: Lookup, raw: Raw, own: string): Faults {
  const [nama, nip] = [s.fields[lookup.nama].parse(raw, lookup.nama), s.fields[key].parse(raw, key)]
  if (!nama.ok) return { [lookup.nama]: `${nama.fault} Isi Nama dulu, lalu pilih Cari.` }
  if (!nip.ok) return { [key]: nip.fault }
  const read = readNip(nip.value)
  if (!read.ok) return { [key]: read.fault }
  return read.nip === own ? { [key]: 'Ini NIP Anda sendiri. Isi NIP anggota keluarga Anda.' } : {}
}

/** Ten NIPs a day; and of one NIP five names, or the name could be found out by trying. */
async function mayAsk(ctx: Ctx, me: string, nip: string): Promise<boolean> {
  const person = await take(ctx.db, ctx.keys, 'family_lookup', { akun: me, distinct: nip })
  return person.allowed && (await take(ctx.db, ctx.keys, 'knowledge_check', { tautan: `keluarga/${me}/${nip}` })).allowed
}

/** Birth of the person with this NIP, if that is the name. Every question is an event of the one who asks; the other's stays untouched. */
async function birthOf(ctx: Ctx, me: Asking, q: Question): Promise<ReturnType<typeof toBirth> | undefined> {
  const other = await findOfficial(ctx.db, ctx.keys, q.nip)
  const cocok = likeness(q.nama, other?.person.nama ?? '') >= SAME_NAME
  const data = { bagian: q.bagian, cocok, nip: seal(ctx.keys, lookedUpBound(me.nip), q.nip), nip_indeks: blindIndex(ctx.keys, 'nip', q.nip) }
  await transaction(ctx.db, (tx) => record(tx, { nip: me.nip, periode: me.periode.id, kind: LOOKED_UP, actor: { as: 'pns' }, data }))
  return cocok && other ? toBirth(other.main) : undefined
}

/** Event of a look-up. Its `nip` is the sealed NIP of the other, `nip_indeks` finds all who asked for one NIP. */
export const LOOKED_UP = 'cari-keluarga'
export const lookedUpBound = (me: string): string => `${me}/${LOOKED_UP}`

const Found = () => (
  <Notice tone="success" live title="Tanggal dan tempat lahir sudah diisi">
    <p>Cocokkan dengan dokumen Anda, lalu pilih Simpan.</p>
  </Notice>
)

const Enough = ({ section }: { section: AnySection }) => (
  <Notice tone="warn" live title="Pencarian NIP hari ini sudah cukup banyak">
    <p>
      Isi Tanggal Lahir dan Tempat Lahir sendiri lalu simpan, atau <a href={`/bantuan?dari=${section.code}`}>hubungi Helpdesk</a>. Pencarian dapat dicoba lagi
      besok.
    </p>
  </Notice>
)
