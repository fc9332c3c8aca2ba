// Pages of registration, steps 1 to 3: one narrow column, one question a page, Kembali everywhere.
import type { ComponentChildren } from 'preact'
import type { Official } from '../../form/official.ts'
import { maskEmail } from '../../security/mask.ts'
import { ChallengeField, type Challenge } from '../../web/challenge.tsx'
import { Page } from '../../web/layout.tsx'
import { MaskedPerson } from '../../web/masked.tsx'
import { Actions, Button, ButtonLink, DefaultSubmit } from '../../web/ui/button.tsx'
import { Pick } from '../../web/ui/choice.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { Details, Inset, Notice, type FieldError } from '../../web/ui/message.tsx'
import { stepCount } from '../../web/ui/task.tsx'
import { Token, type Visitor } from '../../web/visitor.tsx'

export const STEPS = 5
type Common = { visitor: Visitor; errors?: readonly FieldError[] }

/** The sentence for a field, out of the list that stands on top. */
export const faultOf = (errors: readonly FieldError[] | undefined, field: string): string | undefined => errors?.find((e) => e.field === field)?.text

/** A step: one form that is neither kept by the script nor validated by the browser on the way back. */
export function Step({
  visitor,
  step,
  title,
  lead,
  errors,
  action,
  notice,
  children,
  buttons,
  after,
}: Common & {
  step: number
  title: string
  lead?: ComponentChildren
  action: string
  notice?: ComponentChildren
  children: ComponentChildren
  buttons: ComponentChildren
  after?: ComponentChildren
}) {
  return (
    <Page title={title} caption={stepCount(step, STEPS)} lead={lead} errors={errors} notice={notice} narrow>
      <form method="post" action={action} data-rahasia="1">
        <DefaultSubmit />
        <Token of={visitor} />
        {children}
        <Actions>{buttons}</Actions>
      </form>
      {after}
    </Page>
  )
}

/** Back without losing what stands on the page: it is sent along and kept. */
export const Back = () => (
  <Button kind="secondary" name="_kembali" value="1" noValidate>
    Kembali
  </Button>
)

export function NipPage({ visitor, errors, nip, challenge, restarted }: Common & { nip: string; challenge: Challenge; restarted?: boolean }) {
  return (
    <Step
      visitor={visitor}
      step={1}
      title="Registrasi"
      action="/registrasi"
      errors={errors}
      lead="Mulai dengan NIP Baru Anda. Siapkan KTP dan alamat e-mail yang dapat Anda buka sekarang."
      notice={
        restarted && (
          <Notice tone="info" title="Registrasi dimulai lagi">
            <p>Registrasi yang belum selesai hanya disimpan dua jam. Silakan mulai dari NIP.</p>
          </Notice>
        )
      }
      buttons={
        <>
          <Button>Cari</Button>
          <ButtonLink href="/masuk" kind="secondary">
            Kembali ke Menu Login
          </ButtonLink>
        </>
      }
      after={<Purpose />}
    >
      <TextField
        name="nip"
        label="NIP Baru"
        hint="18 angka, misalnya 19760314 200003 1 502. Spasi boleh."
        value={nip}
        error={faultOf(errors, 'nip')}
        attrs={{ inputMode: 'numeric', autocomplete: 'off', spellcheck: false }}
      />
      <ChallengeField of={challenge} />
    </Step>
  )
}

const Purpose = () => (
  <div class="jarak">
    <Details summary="Untuk apa data saya dipakai?">
      <p>
        Data Anda dipakai untuk memutakhirkan data kepegawaian nasional (SAPK) pada BKN, dan hanya dibuka oleh pemeriksa di unit, instansi, dan BKN. Setiap
        pembukaan dicatat.
      </p>
      <p>Sebelum instansi menerima registrasi, data Anda ditampilkan tersamar, supaya orang lain yang tahu NIP Anda tidak dapat melihatnya.</p>
    </Details>
  </div>
)

export function NikPage({ visitor, errors, official, nik, different }: Common & { official: Official; nik: string; different: boolean }) {
  return (
    <Step
      visitor={visitor}
      step={2}
      title="Apakah ini Anda?"
      action="/registrasi/nik"
      errors={errors}
      lead="Data BKN ditampilkan tersamar, supaya orang lain yang tahu NIP Anda tidak dapat membacanya."
      buttons={
        <>
          <Button>Lanjut</Button>
          <Back />
        </>
      }
    >
      <MaskedPerson official={official} />
      <Inset>
        <p>
          Instansi salah? Jangan lanjutkan. <a href="/bantuan?kategori=beda-instansi">Laporkan instansi yang salah</a>
        </p>
        <p>Nama berbeda satu dua huruf? Lanjutkan saja, nanti dapat diperbaiki di formulir.</p>
      </Inset>
      <TextField
        name="nik"
        label="NIK"
        hint="16 angka pada KTP Anda."
        value={nik}
        error={faultOf(errors, 'nik')}
        attrs={{ inputMode: 'numeric', autocomplete: 'off', spellcheck: false }}
      />
      {different && (
        <Pick
          type="checkbox"
          id="nik_berbeda"
          name="nik_berbeda"
          option={{ value: '1', label: 'NIK saya memang berbeda dengan data BKN', hint: 'Registrasi tetap berjalan. Instansi Anda akan memeriksa KTP Anda.' }}
        />
      )}
    </Step>
  )
}

export function EmailPage({ visitor, errors, email, sender, challenge }: Common & { email: string; sender: string; challenge?: Challenge }) {
  return (
    <Step
      visitor={visitor}
      step={3}
      title="Alamat e-mail"
      action="/registrasi/email"
      errors={errors}
      lead="Kami kirim kode ke alamat ini, supaya orang lain yang tahu NIP Anda tidak dapat mendaftar dengan alamat palsu."
      buttons={
        <>
          <Button>Lanjut</Button>
          <Back />
        </>
      }
    >
      <TextField
        name="email"
        label="Alamat e-mail"
        hint="Alamat milik Anda sendiri yang masih aktif."
        value={email}
        error={faultOf(errors, 'email')}
        attrs={{ type: 'email', autocomplete: 'email', autocapitalize: 'none', spellcheck: false }}
      />
      {challenge && <ChallengeField of={challenge} />}
      <Details summary="Belum punya e-mail?">
        <p>Jangan memakai alamat orang lain: kata kunci baru dan pemberitahuan dikirim ke alamat ini.</p>
        <p>
          Tidak dapat membuat e-mail? Daftar di loket: datang ke Biro Kepegawaian atau BKD Anda dengan KTP, lalu{' '}
          <a href="/registrasi/loket">tulis kode aktivasi</a> yang dicetak petugas.
        </p>
      </Details>
      <p class="meta">Pengirim surat: {sender}</p>
    </Step>
  )
}

export function CodePage({
  visitor,
  errors,
  email,
  sender,
  limit,
  challenge,
  again,
}: Common & { email: string; sender: string; limit?: string; challenge?: Challenge; again?: boolean }) {
  return (
    <Step
      visitor={visitor}
      step={3}
      title="Ketik kode dari e-mail"
      action="/registrasi/email/kode"
      errors={errors}
      notice={
        again && (
          <Notice tone="success" live title="Kode baru dikirim">
            <p>Hanya kode dari surat terbaru yang berlaku.</p>
          </Notice>
        )
      }
      lead={
        <>
          Kode 8 huruf dan angka dikirim ke <b>{email}</b>. Anda juga boleh membuka tautan di dalam surat itu.
        </>
      }
      buttons={
        <>
          <Button>Lanjut</Button>
          <Back />
        </>
      }
      after={<Resend visitor={visitor} sender={sender} limit={limit} challenge={challenge} />}
    >
      <TextField
        name="kode"
        label="Kode"
        hint="Huruf besar dan kecil sama. Berlaku 30 menit sejak dikirim."
        error={faultOf(errors, 'kode')}
        width="s"
        attrs={{ class: 'in kode w-s', autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: false }}
      />
    </Step>
  )
}

const Resend = ({ visitor, sender, limit, challenge }: { visitor: Visitor; sender: string; limit?: string; challenge?: Challenge }) => (
  <section class="jarak" aria-labelledby="belum-datang">
    <h2 id="belum-datang">Belum datang?</h2>
    <ul>
      <li>Surat dikirim oleh {sender}. Lihat juga folder Spam.</li>
      <li>Salah tulis alamat? Tekan Kembali, lalu perbaiki.</li>
      <li>Kode dapat diminta paling banyak 3 kali dalam satu jam.</li>
    </ul>
    {limit && (
      <Notice tone="warn" live>
        <p>{limit}</p>
      </Notice>
    )}
    <form method="post" action="/registrasi/email/kirim-ulang">
      <Token of={visitor} />
      {challenge && <ChallengeField of={challenge} />}
      <Button kind="secondary" small>
        Kirim kode baru
      </Button>
    </form>
  </section>
)

/** Behind the mailed link: opening it changes nothing, because mail scanners open links too. */
export function LinkPage({ visitor, email, action }: { visitor: Visitor; email: string; action: string }) {
  return (
    <Page
      title="Konfirmasi alamat e-mail"
      narrow
      lead={
        <>
          Registrasi e-PUPNS meminta bukti bahwa <b>{maskEmail(email)}</b> adalah alamat Anda.
        </>
      }
    >
      <form method="post" action={action}>
        <Token of={visitor} />
        <Actions>
          <Button>Ya, ini alamat saya</Button>
        </Actions>
      </form>
      <p class="jarak meta">Anda tidak sedang mendaftar? Tutup halaman ini. Tanpa konfirmasi Anda, tidak terjadi apa-apa.</p>
    </Page>
  )
}

/** The link was confirmed on another device than the one the registration runs on. */
export const LinkDonePage = () => (
  <Page
    title="Alamat e-mail sudah terbukti"
    narrow
    lead="Kembali ke perangkat tempat Anda memulai registrasi, lalu tekan Lanjut di halaman kode. Kodenya tidak perlu diketik."
  >
    <Actions>
      <ButtonLink href="/masuk" kind="secondary">
        Kembali ke Menu Login
      </ButtonLink>
    </Actions>
  </Page>
)
