// Handlers of single-row sections and of the list page of histories.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { uploadAddress } from '../../berkas/shown.ts'
import type { Ctx } from '../../context.ts'
import { clock } from '../../form/dates.ts'
import { listFaults } from '../../form/complete.ts'
import { agree, agreeRest, declareEmpty, getItem, withdraw, type Edit } from '../../form/edit.ts'
import { currentValues, findForm, getSectionData, ruleContext, type Form } from '../../form/form.ts'
import type { Raw } from '../../form/field.ts'
import { limits } from '../../form/resolve.ts'
import { parse, type AnySection } from '../../form/section.ts'
import { search } from '../../reference/search.ts'
import { label } from '../../reference/shown.ts'
import { record } from '../../workflow/events.ts'
import { Notice } from '../../web/ui/message.tsx'
import { PostLink } from '../../web/ui/button.tsx'
import { ATTACH } from '../../web/ui/compare.tsx'
import { uuidv7 } from 'uuidv7'
import { count, readBody, readQuery, seeOther, sendPage, wantsJson } from '../../web/request.ts'
import { draft, getSection, openView, options, perform, type Writing } from './open.ts'
import { address, nextPart, partProgress, showItem, type View } from './parts.tsx'
import { afterSaving } from './repair.tsx'
import { ListPage } from './rows.tsx'
import { CHECK, instansiOf, nothing, saveAnswers, VERSION, type Outcome } from './save.ts'
import { SinglePage } from './single.tsx'

export const saved = <Notice tone="success" live title="Tersimpan" />

/** GET /formulir/:bagian */
export async function showSection(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const s = getSection(req)
  const query = readQuery(req)
  const { view } = await openView(ctx, req, query.simpan === '1' ? saved : undefined)
  if (s.rows === 'many') return sendPage(reply, <ListPage {...view} section={s} faults={faultsOf(view, s)} />)
  const posted = await chosen(ctx, view, s, query)
  return sendPage(reply, <SinglePage {...view} section={s} options={options} reveal={view.form.helper ? undefined : query.tampil} posted={posted} />)
}

/** POST /formulir/:bagian of a single-row section: autosave, Simpan, Cari, "semua sisanya sesuai". */
export async function saveSection(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const s = getSection(req)
  if (s.rows === 'many') return saveList(ctx, req, reply, s)
  const raw = readBody(req)
  if (wantsJson(req) || raw._otomatis) return autosave(ctx, req, reply, s, raw)
  if (raw._cari) return findInPage(ctx, req, reply, s, raw)
  const done = await perform(ctx, req, raw, (e) => save(e, ctx, s, raw))
  if (done.conflicts.length) return showFaults(ctx, req, reply, s, raw, done)
  if (raw._telusur) return seeOther(reply, treeAddress(s, raw._telusur, raw))
  if (raw[ATTACH]) return seeOther(reply, uploadAddress({ bagian: s.code, kunci: raw[ATTACH] }))
  if (raw._aksi === 'semua' && done.rest.length) return showRest(ctx, req, reply, s, done.rest)
  if (Object.keys({ ...done.errors, ...done.warnings }).length) return showFaults(ctx, req, reply, s, raw, done)
  const { form } = (await openView(ctx, req)).view
  const next = raw._aksi === 'lanjut' ? nextPart(form, s) : undefined
  return seeOther(reply, afterSaving(form, next ? address(next) : raw._aksi === 'lanjut' ? '/formulir' : `${address(s)}?simpan=1`))
}

async function save(e: Writing, ctx: Ctx, s: AnySection, raw: Raw): Promise<Outcome & { rest: string[] }> {
  const out = raw._aksi === 'urungkan' ? { ...nothing(), saved: await takeBack(e, s, raw) } : await saveAnswers(e, ctx.engine.info, s, raw)
  const rest =
    raw._aksi === 'semua'
      ? await agreeRest({ ...e, form: { ...(await findForm(e.tx, e.keys, e.form.nip, e.form.periode))!, helper: e.form.helper } }, s.code, seen(e.form, s, raw))
      : []
  const items = [...out.saved, ...rest]
  if (items.length) await record(e.tx, { nip: e.form.nip, periode: e.form.periode, kind: 'simpan', actor: e.actor, data: { bagian: s.code, butir: items } })
  return { ...out, rest }
}

const seen = (form: Form, s: AnySection, raw: Raw) =>
  getSectionData(form, s.code)
    .items.filter((i) => raw[i.kunci + VERSION] !== undefined)
    .map((i) => ({ kunci: i.kunci, versi: count(raw[i.kunci + VERSION]) }))

/** Urungkan after "semua sisanya sesuai": those items are not looked at again. Returns their keys. */
async function takeBack(e: Edit, s: AnySection, raw: Raw): Promise<string[]> {
  const named = (raw._daftar ?? '')
    .split(',')
    .filter(Boolean)
    .map((kunci) => getItem(e.form, s.code, kunci))
  const items = [...new Set(named)].filter((i) => i.state === 'sesuai' && !i.draft)
  for (const i of items) await withdraw(e, i, i.versi)
  return items.map((i) => i.kunci)
}

async function autosave(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, raw: Raw): Promise<FastifyReply> {
  const done = await draft(ctx, req, (e) => saveAnswers(e, ctx.engine.info, s, raw))
  const { view } = await openView(ctx, req)
  const p = partProgress(view, s)
  const conflicts = Object.fromEntries(done.conflicts.map((kunci) => [kunci, conflictText(view, s, kunci)]))
  return reply.code(done.conflicts.length ? 409 : 200).send({
    versi: done.versions,
    salah: done.errors,
    ingat: done.warnings,
    konflik: conflicts,
    maju: { selesai: p.done, semua: p.total },
    pukul: `${clock(new Date())} WIB`,
  })
}

/** Cari without script: the same page with the results as radios; nothing typed is lost. */
async function findInPage(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, raw: Raw): Promise<FastifyReply> {
  const { view } = await openView(ctx, req)
  const found = await findEntries(ctx, view.form, s, raw, currentValues(view.form, s.code))
  return sendPage(reply, <SinglePage {...view} section={s} options={options} posted={withAnswer(view.form, s, raw)} results={found} />)
}

/** Results of Cari for the field named in `_cari`. */
export async function findEntries(ctx: Ctx, form: Form, s: AnySection, raw: Raw, values: Readonly<Record<string, unknown>>) {
  const key = raw._cari!
  const f = s.fields[key]
  if (!f?.to) return {}
  const instansi = instansiOf({ form })
  const limit = limits(f, { ...values, ...parse(s, raw).values }, instansi)
  const rows = await search(ctx.db, { daftar: f.to, q: raw[key] ?? '', ...limit, ownFirst: instansi, retired: f.freeText, limit: 10 })
  return { [key]: rows.map((r) => ({ id: r.id, nama: r.nama, ket: r.keterangan })) }
}

/** Who presses Cari inside a panel means "tidak sesuai", even where the radio was forgotten. */
function withAnswer(form: Form, s: AnySection, raw: Raw): Raw {
  const item = getSectionData(form, s.code).items.find((i) => i.fields.includes(raw._cari ?? ''))
  return item ? { ...raw, [item.kunci + CHECK]: 'ubah' } : raw
}

async function showFaults(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, raw: Raw, done: Outcome): Promise<FastifyReply> {
  const { view } = await openView(ctx, req)
  const notice = done.conflicts.length ? <Conflict texts={done.conflicts.map((kunci) => conflictText(view, s, kunci))} /> : undefined
  return sendPage(
    reply,
    <SinglePage {...view} notice={notice} section={s} options={options} posted={raw} errors={done.errors} warnings={done.warnings} />,
    done.conflicts.length ? 409 : 422,
  )
}

const conflictText = ({ form }: View, s: AnySection, kunci: string): string => {
  const i = getItem(form, s.code, kunci)
  const now = i.state === 'belum' ? 'belum dijawab' : i.state === 'sesuai' ? 'Sesuai' : (showItem(i, i.proposed) ?? 'dihapus')
  return `${i.label}: sekarang tersimpan “${now}”`
}

/** Somebody, often the person himself in another tab, was faster: both values, nothing lost (trust R5). */
export const Conflict = ({ texts }: { texts: readonly string[] }) => (
  <Notice tone="warn" title="Data ini berubah di tempat lain sejak halaman Anda dibuka" live>
    <ul>
      {texts.map((t) => (
        <li>{t}</li>
      ))}
    </ul>
    <p>
      Yang Anda tulis masih ada di bawah dan belum disimpan. Pilih Simpan untuk memakai tulisan Anda, atau buka kembali halaman ini untuk memakai yang
      tersimpan.
    </p>
  </Notice>
)

async function showRest(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection, rest: readonly string[]): Promise<FastifyReply> {
  const notice = (
    <Notice tone="success" live title={`${rest.length} ${s.rows === 'one' ? 'data' : 'baris'} ditandai sesuai`}>
      <PostLink action={address(s)} fields={{ _aksi: 'urungkan', _kunci: uuidv7(), _daftar: rest.join(',') }}>
        Urungkan
      </PostLink>
    </Notice>
  )
  const { view } = await openView(ctx, req, notice)
  return sendPage(
    reply,
    s.rows === 'one' ? <SinglePage {...view} section={s} options={options} /> : <ListPage {...view} section={s} faults={faultsOf(view, s)} />,
  )
}

/** A unit picked in the tree comes back in the address; it fills the field, nothing is stored by opening a page. */
async function chosen(ctx: Ctx, view: View, s: AnySection, query: Raw): Promise<Raw | undefined> {
  const f = s.fields[query.medan ?? '']
  if (!f?.to || !query.pilih) return undefined
  const nama = (await label(ctx.db, f.to, [query.pilih])).get(query.pilih)
  const item = getSectionData(view.form, s.code).items.find((i) => i.fields.includes(query.medan!))
  return nama && item ? { ...item.draft, [item.kunci + CHECK]: 'ubah', [query.medan!]: nama, [`${query.medan}__id`]: query.pilih } : undefined
}

/** Where the tree of units opens for a field, and where it leads back. */
export function treeAddress(s: AnySection, field: string, raw: Raw, kunci?: string): string {
  const owner = raw[`${s.fields[field]?.scopeField}__id`]
  return `/cari/unor?${new URLSearchParams({ kembali: address(s, kunci), medan: field, ...(owner && { dalam: owner }) }).toString()}`
}

/** POST of a history's list page: sesuai for one row or all, tidak punya, batalkan usulan. */
async function saveList(ctx: Ctx, req: FastifyRequest, reply: FastifyReply, s: AnySection): Promise<FastifyReply> {
  const raw = readBody(req)
  const [what, kunci = ''] = (raw._aksi ?? '').split(':')
  if (!LIST_ACTS.includes(what!)) return seeOther(reply, address(s))
  const { done, ke } = await perform(ctx, req, raw, async (e) => {
    const done = await actOnList(e, s, raw, what!, kunci)
    if (done.length)
      await record(e.tx, {
        nip: e.form.nip,
        periode: e.form.periode,
        kind: 'simpan',
        actor: e.actor,
        data: { bagian: s.code, tindakan: what, butir: done },
      })
    return { done, ke: afterSaving(e.form, `${address(s)}?simpan=1`) }
  })
  return what === 'semua' && done.length ? showRest(ctx, req, reply, s, done) : seeOther(reply, ke)
}

const LIST_ACTS = ['sesuai', 'batal', 'semua', 'urungkan', 'tidak-punya', 'ternyata-punya']

/** Returns the keys of what was changed; '-' = the section as a whole. */
async function actOnList(e: Edit, s: AnySection, raw: Raw, what: string, kunci: string): Promise<string[]> {
  const versi = count(raw[kunci + VERSION])
  if (what === 'semua') return agreeRest(e, s.code, seen(e.form, s, raw))
  if (what === 'urungkan') return takeBack(e, s, raw)
  if (what === 'sesuai') await agree(e, getItem(e.form, s.code, kunci), versi)
  else if (what === 'batal') await withdraw(e, getItem(e.form, s.code, kunci), versi)
  else await declareEmpty(e, s.code, what === 'tidak-punya', count(raw._versi_kosong))
  return [kunci || '-']
}

/** Sentences of rules over several rows, for the list page. */
export function faultsOf({ form, info }: View, s: AnySection): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>()
  for (const f of listFaults(form, getSectionData(form, s.code), ruleContext(form, info)))
    if (f.severity === 'error') found.set(f.kunci, [...(found.get(f.kunci) ?? []), f.message])
  return found
}
