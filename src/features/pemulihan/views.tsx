// Pages of recovery up to the proof of the mailbox: what is asked, the letter, the link. They say the same to everybody.
import type { ComponentChildren } from 'preact'
import { ChallengeField, type Challenge } from '../../web/challenge.tsx'
import { Page } from '../../web/layout.tsx'
import { RECOVERIES, type Jenis, type Pemulihan } from '../../web/pemulihan.ts'
import type { Body } from '../../web/request.ts'
import { Actions, Button, ButtonLink, DefaultSubmit } from '../../web/ui/button.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { Details, Inset, Notice, type FieldError } from '../../web/ui/message.tsx'
import { stepCount } from '../../web/ui/task.tsx'
import { Token, type Visitor } from '../../web/visitor.tsx'
import { AskedFields } from './asked.tsx'

export const STEPS: Readonly<Record<Jenis, number>> = { 'nomor-register': 4, 'kata-kunci': 4, jawaban: 3, alamat: 3 }

const LEADS: Readonly<Record<Jenis, string>> = {
  'nomor-register': 'Tulis NIP Anda. Tautan dikirim ke alamat e-mail yang terdaftar, supaya orang lain yang tahu NIP Anda tidak bisa melihat nomor Anda.',
  'kata-kunci': 'Tulis NIP dan nomor register Anda. Tautan dikirim ke alamat e-mail yang terdaftar, supaya orang lain tidak bisa mengganti kata kunci Anda.',
  jawaban: 'Tulis data ini untuk melihat atau mengganti jawaban pertanyaan pengaman. Tautan dikirim ke alamat e-mail yang terdaftar.',
  alamat: 'Untuk Anda yang tidak dapat membuka kotak surat lama atau kehilangan autentikator, dan sudah menerima kode dari loket.',
}

export const ToLogin = () => (
  <ButtonLink href="/masuk" kind="secondary">
    Kembali ke Menu Login
  </ButtonLink>
)

type Common = { jenis: Jenis; visitor: Visitor; errors?: readonly FieldError[] }

/** A step of a recovery: one form, one narrow column. */
export function Step({
  jenis,
  step,
  title,
  action,
  visitor,
  errors,
  lead,
  notice,
  children,
  buttons,
  after,
}: Common & {
  step: number
  title: string
  action: string
  lead?: ComponentChildren
  notice?: ComponentChildren
  children?: ComponentChildren
  buttons: ComponentChildren
  after?: ComponentChildren
}) {
  return (
    <Page title={title} caption={stepCount(step, STEPS[jenis])} lead={lead} errors={errors} notice={notice} narrow>
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

export const RequestPage = ({ jenis, visitor, errors = [], typed, challenge }: Common & { typed: Body; challenge: Challenge }) => (
  <Step
    jenis={jenis}
    visitor={visitor}
    step={1}
    title={RECOVERIES[jenis].title}
    action={RECOVERIES[jenis].path}
    errors={errors}
    lead={LEADS[jenis]}
    buttons={
      <>
        <Button>Lanjut</Button>
        <ToLogin />
      </>
    }
    after={jenis !== 'alamat' && <LostMailbox />}
  >
    <AskedFields jenis={jenis} typed={typed} errors={errors} />
    <ChallengeField of={challenge} />
  </Step>
)

const LostMailbox = () => (
  <div class="jarak">
    <Details summary="Tidak dapat membuka e-mail itu lagi?">
      <p>
        Datang ke Biro Kepegawaian atau BKD Anda dengan KTP dan Kartu Pegawai. Dua petugas memeriksanya; sehari kemudian Anda menerima kode untuk alamat baru.
      </p>
      <p>
        Sudah punya kodenya? <a href="/alamat-baru">Ganti alamat e-mail</a>
      </p>
    </Details>
  </div>
)

export type MailPageProps = Common & { p: Pemulihan; sender: string; notice?: ComponentChildren; limit?: string; challenge?: Challenge }

/** After asking: whether anything was sent is not told. */
export const MailPage = ({ jenis, visitor, errors = [], p, sender, notice, limit, challenge }: MailPageProps) => (
  <Step
    jenis={jenis}
    visitor={visitor}
    step={2}
    title="Periksa e-mail Anda"
    action={`${RECOVERIES[jenis].path}/surat`}
    errors={errors}
    notice={notice}
    lead={
      jenis === 'alamat'
        ? 'Bila kode dari loket cocok, surat dikirim ke alamat baru yang Anda tulis. Buka tautan di surat itu, atau ketik kodenya di sini.'
        : 'Bila data cocok, surat dikirim ke alamat e-mail yang terdaftar. Buka tautan di surat itu, atau ketik kodenya di sini.'
    }
    buttons={
      <>
        <Button>Lanjut</Button>
        <ToLogin />
      </>
    }
    after={
      <>
        <div class="jarak">
          <Inset>
            <p>Membuka suratnya di perangkat lain? Di sana Anda diminta kode halaman ini:</p>
            <p class="val kode">{showCode(p.isi.kode_halaman)}</p>
          </Inset>
        </div>
        <NotThere jenis={jenis} visitor={visitor} sender={sender} limit={limit} challenge={challenge} />
      </>
    }
  >
    <TextField
      name="kode_surat"
      label="Kode dari surat"
      hint={`Huruf besar dan kecil sama. Berlaku ${RECOVERIES[jenis].minutes} menit sejak dikirim.`}
      error={errors[0]?.text}
      width="s"
      attrs={{ class: 'in kode w-s', autocomplete: 'one-time-code', autocapitalize: 'characters', spellcheck: false }}
    />
  </Step>
)

const showCode = (kode: string): string => kode.replace(/(.{4})(?=.)/g, '$1-')

const NotThere = ({ jenis, visitor, sender, limit, challenge }: Pick<MailPageProps, 'jenis' | 'visitor' | 'sender' | 'limit' | 'challenge'>) => (
  <section class="jarak" aria-labelledby="belum-datang">
    <h2 id="belum-datang">Belum datang?</h2>
    <ul>
      <li>Surat dikirim oleh {sender}. Lihat juga folder Spam.</li>
      <li>
        Ada yang keliru ditulis? Tidak ada surat yang dikirim. <a href={`${RECOVERIES[jenis].path}?baru=1`}>Mulai lagi</a>
      </li>
      <li>Surat dikirim paling banyak 3 kali dalam satu jam dan 6 kali sehari.</li>
    </ul>
    {limit && (
      <Notice tone="warn" live>
        <p>{limit}</p>
      </Notice>
    )}
    <form method="post" action={`${RECOVERIES[jenis].path}/kirim-ulang`}>
      <Token of={visitor} />
      {challenge && <ChallengeField of={challenge} />}
      <Button kind="secondary" small>
        Kirim surat lagi
      </Button>
    </form>
  </section>
)

/** Behind the mailed link: opening it changes nothing, because mail scanners open links too. */
export const LinkPage = ({ jenis, visitor, errors = [], here, typed, action }: Common & { here: boolean; typed: Body; action: string }) => (
  <Step
    jenis={jenis}
    visitor={visitor}
    step={2}
    title={RECOVERIES[jenis].title}
    action={action}
    errors={errors}
    lead={
      here
        ? 'Tekan Lanjutkan. Tautan hanya dapat dipakai satu kali.'
        : 'Surat ini diminta di perangkat lain. Ketik kode halaman dari sana untuk melanjutkan di sini.'
    }
    buttons={
      <>
        <Button>Lanjutkan</Button>
        <ToLogin />
      </>
    }
    after={<p class="jarak meta">Anda tidak meminta surat ini? Tutup halaman ini. Tanpa Anda lanjutkan, tidak terjadi apa-apa.</p>}
  >
    {!here && (
      <>
        <TextField
          name="kode_halaman"
          label="Kode halaman"
          hint="8 huruf dan angka pada halaman “Periksa e-mail Anda”."
          error={errors.find((e) => e.field === 'kode_halaman')?.text}
          value={typed.kode_halaman}
          width="s"
          attrs={{ class: 'in kode w-s', autocomplete: 'off', autocapitalize: 'characters', spellcheck: false }}
        />
        <Details summary="Tidak melihat kode itu? Tulis kembali datanya" open={errors.some((e) => e.field !== 'kode_halaman')}>
          <AskedFields jenis={jenis} typed={typed} errors={errors} again />
        </Details>
      </>
    )}
  </Step>
)
