// Pages after the proof of the mailbox: the question, and what it leads to.
import type { ComponentChildren } from 'preact'
import { NewPasswordFields } from '../../web/kataKunci.tsx'
import { Page } from '../../web/layout.tsx'
import { RECOVERIES, type Jenis } from '../../web/pemulihan.ts'
import { QuestionFields, type Question, type TypedQuestion } from '../../web/pengaman.tsx'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { Inset, Notice, Panel, type FieldError } from '../../web/ui/message.tsx'
import { stepCount } from '../../web/ui/task.tsx'
import type { Visitor } from '../../web/visitor.tsx'
import { Step, STEPS, ToLogin } from './views.tsx'

type Common = { visitor: Visitor; errors?: readonly FieldError[] }

export const QuestionPage = ({ jenis, visitor, errors = [], question }: Common & { jenis: Jenis; question: string }) => (
  <Step
    jenis={jenis}
    visitor={visitor}
    step={3}
    title="Pertanyaan pengaman"
    action={`${RECOVERIES[jenis].path}/pertanyaan`}
    errors={errors}
    lead="Jawab pertanyaan yang Anda pilih waktu registrasi. Lima kali salah mengakhiri tautan ini."
    buttons={
      <>
        <Button>{jenis === 'nomor-register' ? 'Lihat Nomor Register' : 'Lanjut'}</Button>
        <ToLogin />
      </>
    }
    after={
      <div class="jarak">
        <ul class="tautan-daftar">
          <li>
            <a href="/lupa-jawaban?baru=1">Lupa Jawaban</a>
          </li>
          <li>
            <a href={`${RECOVERIES[jenis].path}?baru=1`}>Bukan pertanyaan Anda? Mulai lagi</a>
          </li>
        </ul>
      </div>
    }
  >
    <TextField
      name="jawaban"
      label={question}
      hint="Besar kecil huruf tidak dibedakan."
      error={errors[0]?.text}
      attrs={{ autocomplete: 'off', autocapitalize: 'none', spellcheck: false }}
    />
  </Step>
)

export const NumberPage = ({ nomor }: { nomor: string }) => (
  <Done jenis="nomor-register" title="Nomor register Anda" number={nomor} text="Catat dan simpan: Anda memerlukannya setiap kali masuk." />
)

export const NewPasswordPage = ({ visitor, errors = [], suggestion }: Common & { suggestion: string }) => (
  <Step
    jenis="kata-kunci"
    visitor={visitor}
    step={4}
    title="Kata kunci baru"
    action={`${RECOVERIES['kata-kunci'].path}/baru`}
    errors={errors}
    lead="Setelah diganti, semua perangkat dikeluarkan. Anda masuk lagi dengan kata kunci yang baru."
    buttons={
      <>
        <Button>Ganti Kata Kunci</Button>
        <ToLogin />
      </>
    }
  >
    <NewPasswordFields errors={errors} suggestion={suggestion} fresh />
  </Step>
)

/** The recovery that waits for the answer, if there is one in this browser. */
export type Waiting = Jenis | undefined

export const AnswerStartPage = ({ visitor, shown }: { visitor: Visitor; shown: boolean }) => (
  <Step
    jenis="jawaban"
    visitor={visitor}
    step={3}
    title={shown ? 'Jawaban sudah ditampilkan' : 'Jawaban pertanyaan pengaman'}
    action={`${RECOVERIES.jawaban.path}/jawaban`}
    lead={
      shown ? 'Demi keamanan, jawaban hanya ditampilkan satu kali.' : 'Jawaban ditampilkan satu kali. Pastikan tidak ada orang lain yang melihat layar Anda.'
    }
    buttons={
      <>
        {!shown && <Button>Tampilkan Jawaban</Button>}
        <ButtonLink href={`${RECOVERIES.jawaban.path}/baru`} kind={shown ? 'primary' : 'secondary'}>
          Ganti jawaban
        </ButtonLink>
        <ToLogin />
      </>
    }
  />
)

/** The stored answer, this once; paper does not get it. */
export const AnswerPage = ({ question, answer, waiting }: { question: string; answer: string; waiting: Waiting }) => (
  <Page title="Jawaban pertanyaan pengaman" caption={stepCount(3, STEPS.jawaban)} narrow lead={question}>
    <div class="jangan-cetak">
      <Inset>
        <p class="val">
          <b>{answer}</b>
        </p>
      </Inset>
    </div>
    <Notice tone="warn" title="Sebaiknya ganti jawaban ini">
      <p>Jawaban yang pernah ditampilkan lebih mudah diketahui orang lain.</p>
    </Notice>
    <Actions>
      <BackTo waiting={waiting} />
      <ToLogin />
      <ButtonLink href={`${RECOVERIES.jawaban.path}/baru`} kind="secondary">
        Ganti jawaban
      </ButtonLink>
    </Actions>
  </Page>
)

export const NewAnswerPage = ({ visitor, errors = [], questions, typed }: Common & { questions: readonly Question[]; typed: Partial<TypedQuestion> }) => (
  <Step
    jenis="jawaban"
    visitor={visitor}
    step={3}
    title="Pertanyaan dan jawaban baru"
    action={`${RECOVERIES.jawaban.path}/baru`}
    errors={errors}
    lead="Pertanyaan ini hanya dipakai bila Anda lupa nomor register atau kata kunci."
    buttons={
      <>
        <Button>Simpan</Button>
        <ToLogin />
      </>
    }
  >
    <QuestionFields questions={questions} typed={typed} errors={errors} />
  </Step>
)

/** The end of a recovery. */
export const Done = ({
  jenis,
  title,
  number,
  text,
  waiting,
  children,
}: {
  jenis: Jenis
  title: string
  number?: string
  text: string
  waiting?: Waiting
  children?: ComponentChildren
}) => (
  <Page title={title} caption={stepCount(STEPS[jenis], STEPS[jenis])} ownTitle narrow>
    <p class="eyebrow">{stepCount(STEPS[jenis], STEPS[jenis])}</p>
    <Panel title={title} number={number}>
      <p>{text}</p>
    </Panel>
    {children}
    <Actions>
      <BackTo waiting={waiting} />
      {waiting ? <ToLogin /> : <ButtonLink href="/masuk">Kembali ke Menu Login</ButtonLink>}
    </Actions>
  </Page>
)

const BackTo = ({ waiting }: { waiting: Waiting }) =>
  waiting ? <ButtonLink href={`${RECOVERIES[waiting].path}/pertanyaan`}>Kembali ke {RECOVERIES[waiting].title}</ButtonLink> : null
