// A scripted PNS: knows the truth about himself, compares it with what the form shows, and answers through the pages, one POST after the other.
import type { AnyField, Raw } from '../../src/form/field.ts'
import { findForm, getSectionData, type Form, type Item } from '../../src/form/form.ts'
import { asked, rowFields, shown, type AnySection, type Loose } from '../../src/form/section.ts'
import { isRef, same } from '../../src/form/values.ts'
import type { Truth } from '../../src/demo/truth.ts'
import { get, post, type Body, type Scene } from '../isian/adegan.ts'
import { textOf, valueOf } from '../isian/muatan.ts'

export type Pengisi = {
  s: Scene
  periode: string
  nip: string
  cookie: string
  truth: Truth
  /** id of a true row → id under which it was added */
  added: Map<string, string>
  /** how often he did what: sesuai, ubah, tambah, hapus, tidak punya, keterangan (asked for by a warning) */
  did: Map<string, number>
}

type Real = ReadonlyMap<string, Loose>

const REMARK = 'Sesuai SK'
const ROUNDS = 4

const count = (p: Pengisi, what: string) => p.did.set(what, (p.did.get(what) ?? 0) + 1)
const formOf = async (p: Pengisi): Promise<Form> => (await findForm(p.s.ctx.db, p.s.ctx.keys, p.nip, p.periode))!
const realOf = (p: Pengisi, s: AnySection): Real => p.truth.get(s.code)?.get(p.nip) ?? new Map()

/** Goes through the whole form and sends it. */
export async function isiSemua(p: Pengisi): Promise<void> {
  for (const { section } of (await formOf(p)).sections.values()) await (section.rows === 'one' ? isiData(p, section) : isiRiwayat(p, section))
  const { row } = await formOf(p)
  const sent = await post(p.s, p, '/formulir/kirim', { _versi: row!.versi, benar: '1' })
  if (sent.statusCode !== 303) throw new Error(`${p.nip} Kirim: ${textOf(sent.body).slice(0, 1500)}`)
  count(p, 'kirim')
}

/** What a page would post for a value; empty inputs where there is none. */
function inputsOf(p: Pengisi, fields: readonly [string, AnyField][], values: Loose): Raw {
  const inputs = fields.filter(([, f]) => shown(f, values)).map(([key, f]) => typed(p, f, key, values[key] ?? null))
  return Object.assign({}, ...inputs) as Raw
}

function typed(p: Pengisi, f: AnyField, key: string, value: unknown): Raw {
  if (value === null) return { [key]: '' }
  if (f.kind === 'row') return { [key]: p.added.get((value as { id: string }).id) ?? (value as { id: string }).id }
  return f.fill(value, key)
}

const asksFor = (s: AnySection, keys: readonly string[]) => asked(s).filter(([key]) => keys.includes(key))
const agrees = (p: Pengisi, i: Item, real: Loose): boolean =>
  rowFields(i.section)
    .filter(([key]) => i.fields.includes(key))
    .every(([key, f]) => equal(p, f, i.official?.[key], real[key]))

/** A row that was added stands under another id here. */
function equal(p: Pengisi, f: AnyField, a: unknown, b: unknown): boolean {
  const own = f.kind === 'row' && b ? { ...(b as object), id: p.added.get((b as { id: string }).id) ?? (b as { id: string }).id } : b
  return same(a, own)
}

/** Data Utama and Data Posisi: every item in one Simpan; again with remarks where the page asks for them. */
async function isiData(p: Pengisi, s: AnySection): Promise<void> {
  const { items } = getSectionData(await formOf(p), s.code)
  const real = [...realOf(p, s).values()][0]!
  const wrong = items.filter((i) => !agrees(p, i, real))
  const answers: Record<string, string | number | undefined> = {}
  for (const i of items) {
    Object.assign(answers, { [`${i.kunci}__cek`]: wrong.includes(i) ? 'ubah' : 'sesuai', [`${i.kunci}__versi`]: i.versi })
    if (wrong.includes(i)) Object.assign(answers, inputsOf(p, asksFor(s, i.fields), real))
    count(p, wrong.includes(i) ? 'ubah' : 'sesuai')
  }
  const first = await post(p.s, p, `/formulir/${s.code}`, answers)
  if (first.statusCode === 303) return
  count(p, 'keterangan')
  const open = getSectionData(await formOf(p), s.code).items
  for (const i of open)
    Object.assign(answers, { [`${i.kunci}__versi`]: i.versi, ...(wrong.includes(items.find((x) => x.kunci === i.kunci)!) && { [`${i.kunci}__ket`]: REMARK }) })
  const again = await post(p.s, p, `/formulir/${s.code}`, answers)
  if (again.statusCode !== 303) throw new Error(`${p.nip} ${s.code}: ${textOf(again.body).slice(0, 3000)}`)
}

/** A history: what is wrong goes, what changed is corrected, what is missing is added, the rest is agreed with; with nothing at all "Tidak punya". */
async function isiRiwayat(p: Pengisi, s: AnySection): Promise<void> {
  const data = getSectionData(await formOf(p), s.code)
  if (!data.applies) return
  const real = realOf(p, s)
  for (const i of data.items.filter((x) => !real.has(x.kunci))) await hapus(p, s, i)
  let left = [
    ...data.items.filter((i) => real.has(i.kunci) && !agrees(p, i, real.get(i.kunci)!)).map((i) => ({ id: i.kunci, known: true })),
    ...[...real.keys()].filter((id) => !data.items.some((i) => i.kunci === id)).map((id) => ({ id, known: false })),
  ]
  // A rule over several rows may want another row first.
  for (let round = 0; left.length > 0; round++) {
    const rest: typeof left = []
    const said: string[] = []
    for (const row of left) {
      const fault = await simpanBaris(p, s, row.known ? row.id : await barisBaru(p, s, row.id), real.get(row.id)!)
      if (fault === undefined) count(p, row.known ? 'ubah' : 'tambah')
      else {
        rest.push(row)
        said.push(fault)
      }
    }
    if (round === ROUNDS || rest.length === left.length) if (rest.length) throw new Error(`${p.nip} ${s.code}: ${said.join('\n')}`)
    left = rest
  }
  await sisanya(p, s)
}

async function hapus(p: Pengisi, s: AnySection, i: Item): Promise<void> {
  const done = await post(p.s, p, `/formulir/${s.code}/${i.kunci}/hapus`, { _versi: i.versi })
  if (done.statusCode !== 303) throw new Error(`${p.nip} hapus ${s.code}: ${done.statusCode}`)
  count(p, 'hapus')
}

/** Tambah: the page gives the row its key; a second try goes on with the same one. */
async function barisBaru(p: Pengisi, s: AnySection, id: string): Promise<string> {
  const kunci = p.added.get(id) ?? (await get(p.s, p, `/formulir/${s.code}/baru`)).headers.location!.split(/[/?]/)[3]!
  p.added.set(id, kunci)
  return kunci
}

/** Simpan and its confirmation; a remark only when the page asks. Returns the sentence of an error. */
async function simpanBaris(p: Pengisi, s: AnySection, kunci: string, real: Loose): Promise<string | undefined> {
  const at = `/formulir/${s.code}/${kunci}`
  const item = getSectionData(await formOf(p), s.code).items.find((i) => i.kunci === kunci)
  const body: Body = { ...inputsOf(p, asked(s), real), _versi: item?.versi ?? 0 }
  let page = await post(p.s, p, at, body)
  if (page.statusCode === 422) {
    count(p, 'keterangan')
    page = await post(p.s, p, at, { ...body, _ket: REMARK, _versi: valueOf(page.body, '_versi') })
  }
  if (page.statusCode !== 200) return textOf(page.body).slice(0, 1500)
  const ket = valueOf(page.body, '_ket')
  const done = await post(p.s, p, at, { ...body, ...(ket && { _ket: ket }), _versi: valueOf(page.body, '_versi'), _yakin: '1' })
  return done.statusCode === 303 ? undefined : textOf(done.body).slice(0, 1500)
}

/** "Semua baris sesuai" for what is right, "Tidak punya" for what is empty. */
async function sisanya(p: Pengisi, s: AnySection): Promise<void> {
  const { items, empty, emptyVersion } = getSectionData(await formOf(p), s.code)
  const open = items.filter((i) => i.state === 'belum')
  if (open.length) await post(p.s, p, `/formulir/${s.code}`, { _aksi: 'semua', ...Object.fromEntries(open.map((i) => [`${i.kunci}__versi`, i.versi])) })
  for (let n = 0; n < open.length; n++) count(p, 'sesuai')
  if (items.length || empty !== null || s.min) return
  await post(p.s, p, `/formulir/${s.code}`, { _aksi: 'tidak-punya', _versi_kosong: emptyVersion })
  count(p, 'tidak punya')
}

/** Values for comparing: reference as its id, or its text where it has none. */
export const plain = (f: AnyField, v: unknown): string =>
  v === null || v === undefined ? '' : isRef(f) ? ((v as { id: string | null }).id ?? (v as { nama: string }).nama) : String(v)
