// Login of staff: e-mail, kata kunci and the code of the authenticator.
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { ComponentChildren } from 'preact'
import type { Ctx } from '../../context.ts'
import { waitingTime } from '../../problems.ts'
import { cookieFlags, cookieName } from '../../security/cookies.ts'
import { DEVICE_MAX_AGE } from '../../security/device.ts'
import { findStaffSession } from '../../security/session.ts'
import { ChallengeField, newChallenge, tryAdmit, wantsNewCode, type Challenge } from '../../web/challenge.tsx'
import { Page } from '../../web/layout.tsx'
import { readBody, readQuery, seeOther, sendPage } from '../../web/request.ts'
import { cookieOf } from '../../web/session.ts'
import { Actions, Button, DefaultSubmit } from '../../web/ui/button.tsx'
import { PasswordField, TextField } from '../../web/ui/field.tsx'
import { Details, Notice, type FieldError } from '../../web/ui/message.tsx'
import { newVisitor, postedBy, Token, visitorOf, type Visitor } from '../../web/visitor.tsx'
import { ownPath } from './path.ts'
import { staffLogin } from './service.ts'

const FORM = 'petugas-masuk'
const HOME = '/verifikasi'
const WRONG = 'E-mail, kata kunci, atau kode tidak cocok. Setiap kode hanya berlaku sekali: tunggu kode berikutnya, lalu coba lagi.'

type Props = {
  visitor: Visitor
  errors?: readonly FieldError[]
  email?: string
  ke?: string
  printed?: boolean
  notice?: ComponentChildren
  challenge?: Challenge
}

function StaffLoginPage({ visitor, errors = [], email = '', ke, printed, notice, challenge }: Props) {
  return (
    <Page title="Masuk petugas" narrow errors={errors} notice={notice} lead="Untuk verifikator, helpdesk, dan admin.">
      <form method="post" action="/petugas/masuk" class="kartu pad" data-rahasia="1">
        <DefaultSubmit />
        <Token of={visitor} />
        {ke && <input type="hidden" name="ke" value={ke} />}
        <TextField name="email" label="E-mail" value={email} attrs={{ type: 'email', autocomplete: 'username', autocapitalize: 'none', spellcheck: false }} />
        <PasswordField name="kata_kunci" label="Kata Kunci" />
        {printed ? (
          <>
            <input type="hidden" name="cadangan" value="1" />
            <TextField
              name="kode"
              label="Kode cadangan"
              hint="8 huruf dan angka dari daftar yang Anda cetak. Setiap kode berlaku satu kali."
              width="s"
              attrs={{ class: 'in kode w-s', autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: false }}
            />
          </>
        ) : (
          <TextField
            name="kode"
            label="Kode autentikator"
            hint="6 angka dari aplikasi di ponsel Anda. Kosongkan bila hari ini sudah diisi di perangkat ini."
            width="s"
            attrs={{ class: 'in kode w-s', inputMode: 'numeric', autocomplete: 'one-time-code' }}
          />
        )}
        {challenge && <ChallengeField of={challenge} />}
        <Actions>
          <Button>Masuk</Button>
        </Actions>
      </form>
      <Details summary="Kode selalu tidak cocok?" open={errors.length > 0}>
        <p>Biasanya jam ponsel tidak tepat. Kode dihitung dari jam, sehingga selisih satu menit sudah membuatnya salah.</p>
        <ol>
          <li>Buka setelan Tanggal dan waktu di ponsel, lalu pilih waktu otomatis dari jaringan.</li>
          <li>Tutup dan buka kembali aplikasi autentikator.</li>
          <li>Ketik kode yang baru muncul. Setiap kode berlaku 30 detik dan hanya sekali.</li>
        </ol>
        <p>
          Ponsel hilang atau diganti? <a href={`/petugas/masuk?cadangan=1${ke ? `&ke=${encodeURIComponent(ke)}` : ''}`}>Masuk dengan kode cadangan</a>. Bila itu
          juga hilang, minta admin instansi Anda mengaktifkan ulang autentikator.
        </p>
      </Details>
      <p class="meta">
        <a href="/masuk">Masuk sebagai PNS</a>
      </p>
    </Page>
  )
}

export async function showStaffLogin(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const q = readQuery(req)
  if (await findStaffSession(ctx.db, ctx.keys, cookieOf(ctx, req, 'petugas'))) return seeOther(reply, ownPath(q.ke) ?? HOME)
  const notice = q.keluar ? (
    <Notice tone="success" live title="Anda sudah keluar" />
  ) : (
    (q.berakhir ?? q.ke) && (
      <Notice title="Silakan masuk dulu">
        <p>Sesi petugas berakhir setelah 15 menit tanpa kegiatan.</p>
      </Notice>
    )
  )
  return sendPage(reply, <StaffLoginPage visitor={visitorOf(ctx, req, reply)} ke={ownPath(q.ke)} printed={q.cadangan === '1'} notice={notice} />)
}

export async function postStaffLogin(ctx: Ctx, req: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const visitor = postedBy(ctx, req)
  const body = readBody(req)
  const ke = ownPath(body.ke)
  const again = (text: string, status: number, challenge?: Challenge) =>
    sendPage(
      reply,
      <StaffLoginPage
        visitor={visitor}
        email={body.email}
        ke={ke}
        printed={body.cadangan === '1'}
        challenge={challenge}
        errors={text ? [{ field: challenge ? 'captcha' : 'kata_kunci', text }] : []}
      />,
      status,
    )
  if (wantsNewCode(body)) return again('', 200, newChallenge(ctx, FORM, visitor, { visible: true, level: 1 }))
  if (!body.email?.trim() || !body.kata_kunci) return again('Isi e-mail dan kata kunci.', 422)
  const admission = await tryAdmit(ctx, FORM, visitor, body, [['login', {}]])
  if (!admission.ok && admission.wait === 0)
    return again(admission.fault, 422, newChallenge(ctx, FORM, visitor, { level: admission.level || 1, fault: admission.fault }))
  const result = admission.ok
    ? await staffLogin(ctx, body.email, body.kata_kunci, body.kode ?? '', {
        visitor,
        device: cookieOf(ctx, req, 'perangkat'),
        browser: req.headers['user-agent'],
        shared: false,
      })
    : { ok: false as const, wait: admission.wait }
  if (!result.ok) {
    if (result.wait > 0) reply.header('retry-after', String(result.wait))
    return result.wait > 0 ? again(`Terlalu banyak percobaan. Coba lagi dalam ${waitingTime(result.wait)}.`, 429) : again(WRONG, 422)
  }
  void reply.setCookie(cookieName(ctx.config.baseUrl, 'petugas'), result.session, cookieFlags(ctx.config.baseUrl))
  void reply.setCookie(cookieName(ctx.config.baseUrl, 'perangkat'), result.device, cookieFlags(ctx.config.baseUrl, DEVICE_MAX_AGE))
  newVisitor(ctx, reply)
  return seeOther(reply, ke ?? HOME)
}
