// Guard of anonymous forms: throttles, and the challenge they ask for. Invisible proof of work, picture code without script or at risk.
import { h } from 'preact'
import type { Ctx } from '../context.ts'
import type { DbOrTx } from '../db/pool.ts'
import { problem, waitingTime } from '../problems.ts'
import { newCaptcha } from '../security/captcha.ts'
import type { ChallengeLevel } from '../security/challenge.ts'
import type { LimitName } from '../security/limits.ts'
import { checkChallenge, newPow } from '../security/pow.ts'
import { take, type Who } from '../security/throttle.ts'
import type { Body } from './request.ts'
import { Button } from './ui/button.tsx'
import { controlProps, Field } from './ui/field.tsx'
import type { Visitor } from './visitor.tsx'

/** A challenge to show; `visible` = as a picture, also where a script could do the work unseen. */
export type Challenge = { task: string; token: string; image: string; visible: boolean; fault?: string }

/** A fresh challenge for one form. From level 1 on it is always shown. */
export function newChallenge(ctx: Ctx, form: string, visitor: Visitor, o: { level?: ChallengeLevel; visible?: boolean; fault?: string } = {}): Challenge {
  const place = { form, address: visitor.address }
  const level = o.level ?? 0
  const { token, image } = newCaptcha(ctx.keys, ctx.config.mode, place, level)
  return { task: newPow(ctx.keys, ctx.config.mode, place, level), token, image, visible: o.visible ?? level > 0, fault: o.fault }
}

/** "Ganti kode" was pressed: show the form again with another picture. */
export const wantsNewCode = (body: Body): boolean => body._ganti !== undefined

/** Stands inside a form, before its buttons. */
export const ChallengeField = ({ of: c }: { of: Challenge }) =>
  h('epu-pow', { 'data-tantangan': c.task, 'data-tombol': c.visible ? 'Gambar sulit dibaca? Periksa tanpa gambar' : undefined }, <PictureCode of={c} />)

const PictureCode = ({ of: c }: { of: Challenge }) => {
  const field = { name: 'captcha', label: 'Kode Captcha', hint: 'Ketik kode pada gambar. Huruf besar dan kecil dianggap sama.', error: c.fault }
  return (
    <Field {...field}>
      <div class="gambar-kode">
        <img src={c.image} alt="Gambar berisi kode. Bila tidak terbaca, gunakan tombol di bawahnya." />
        <Button kind="link" name="_ganti" value="1" noValidate>
          Ganti kode
        </Button>
      </div>
      <input type="hidden" name="captcha_token" value={c.token} />
      <input class="in kode w-s" type="text" autocomplete="off" autocapitalize="characters" spellcheck={false} {...controlProps(field)} />
    </Field>
  )
}

/** Let in, or what to show instead: a challenge of this level with a sentence, or the seconds to wait. */
export type Admission = { ok: true; level: ChallengeLevel } | { ok: false; level: ChallengeLevel; fault: string; wait: number }

type Limits = readonly (readonly [LimitName, Who])[]

/** Whether the challenge in a form was solved; undefined when none was answered. */
export async function solvedIn(db: DbOrTx, ctx: Ctx, form: string, visitor: Visitor, body: Body): Promise<Admission | undefined> {
  const sent = { pow: body.pow, captcha_token: body.captcha_token, captcha: body.captcha }
  if (!sent.pow && !sent.captcha) return undefined
  const { verdict, level } = await checkChallenge(db, ctx.keys, { form, address: visitor.address }, sent)
  return verdict === 'right' ? { ok: true, level } : { ok: false, level: 0, fault: CHALLENGE_FAULTS[verdict], wait: 0 }
}

/** Checks the challenge of a form and takes one try from each limit. `always`: nothing goes without a solved challenge. */
export async function tryAdmit(ctx: Ctx, form: string, visitor: Visitor, body: Body, limits: Limits, always = false): Promise<Admission> {
  const tried = await solvedIn(ctx.db, ctx, form, visitor, body)
  if (tried ? !tried.ok : always) return tried ?? NOT_ANSWERED
  const solved = tried?.level ?? 0
  for (const [name, who] of limits) {
    const taken = await take(ctx.db, ctx.keys, name, { alamat: visitor.address, sesi: visitor.id, ...who }, solved)
    if (!taken.allowed)
      return { ok: false, level: 0, fault: `Terlalu banyak percobaan. Coba lagi dalam ${waitingTime(taken.retryAfter)}.`, wait: taken.retryAfter }
    if (taken.challenge > 0) return { ok: false, level: taken.challenge, fault: 'Demi keamanan, ketik kode pada gambar, lalu kirim sekali lagi.', wait: 0 }
  }
  return { ok: true, level: solved }
}

/** The same where a refusal has its own page. Error: too_many, with the time to wait. */
export async function admit(ctx: Ctx, form: string, visitor: Visitor, body: Body, limits: Limits, always = false): Promise<Admission> {
  const admission = await tryAdmit(ctx, form, visitor, body, limits, always)
  if (!admission.ok && admission.wait > 0) throw problem('too_many', { retryAfter: admission.wait })
  return admission
}

const CHALLENGE_FAULTS = {
  wrong: 'Kode tidak cocok dengan gambar. Ketik kode pada gambar yang baru.',
  expired: `Kode gambar hanya berlaku sekali selama ${waitingTime(600)}. Ketik kode pada gambar yang baru.`,
}
export const NOT_ANSWERED: Admission = { ok: false, level: 0, fault: 'Ketik kode pada gambar.', wait: 0 }
