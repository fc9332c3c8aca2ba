// Pages of registration, steps 4 and 5: kata kunci, question and picture code; then the Bukti Registrasi.
import type { Official } from '../../form/official.ts'
import { showTime } from '../../form/dates.ts'
import type { AgencySettings } from '../../web/akun.ts'
import { NewPasswordFields } from '../../web/kataKunci.tsx'
import type { Isi } from '../../web/pendaftaran.ts'
import { ChallengeField, type Challenge } from '../../web/challenge.tsx'
import { Page } from '../../web/layout.tsx'
import { MaskedPerson } from '../../web/masked.tsx'
import { QuestionFields } from '../../web/pengaman.tsx'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { TextField } from '../../web/ui/field.tsx'
import { Icon } from '../../web/ui/icon.tsx'
import { Details, Panel, type FieldError } from '../../web/ui/message.tsx'
import { stepCount } from '../../web/ui/task.tsx'
import type { Visitor } from '../../web/visitor.tsx'
import { Back, faultOf, Step, STEPS } from './views.tsx'

type AnswersProps = {
  visitor: Visitor
  errors: readonly FieldError[]
  isi: Isi
  questions: readonly { id: string; nama: string }[]
  /** three words nobody else has, for people without an idea */
  suggestion: string
  /** undefined once the picture code was right */
  challenge: Challenge | undefined
}

export function AnswersPage({ visitor, errors, isi, questions, suggestion, challenge }: AnswersProps) {
  return (
    <Step
      visitor={visitor}
      step={4}
      title="Kata kunci dan pengaman"
      action="/registrasi/kata-kunci"
      errors={errors}
      lead="Kata kunci dipakai setiap kali masuk. Nama ibu dan jawaban hanya dipakai bila Anda lupa."
      buttons={
        <>
          <Button>Registrasi</Button>
          <Back />
        </>
      }
    >
      <Passwords kept={isi.sandi_hash !== undefined} errors={errors} suggestion={suggestion} />
      <TextField
        name="ibu_kandung"
        label="Nama Ibu Kandung"
        hint="Sesuai akta, tanpa gelar."
        value={isi.ibu_kandung}
        error={faultOf(errors, 'ibu_kandung')}
        attrs={{ autocomplete: 'off' }}
      />
      <QuestionFields questions={questions} typed={isi} errors={errors} />
      {challenge ? (
        <ChallengeField of={challenge} />
      ) : (
        <p class="terpilih jarak-bawah">
          <Icon name="ya" />
          Kode captcha sudah benar
        </p>
      )}
    </Step>
  )
}

function Passwords({ kept, errors, suggestion }: { kept: boolean; errors: readonly FieldError[]; suggestion: string }) {
  const fields = <NewPasswordFields errors={errors} suggestion={suggestion} />
  if (!kept) return fields
  return (
    <div class="medan">
      <p class="label">Kata Kunci</p>
      <p class="terpilih">
        <Icon name="ya" />
        Kata kunci sudah diisi
      </p>
      <Details summary="Ganti">{fields}</Details>
    </div>
  )
}

type ProofProps = { official: Official; done: NonNullable<Isi['selesai']>; settings: AgencySettings }

export function ProofPage({ official, done, settings }: ProofProps) {
  const waiting = done.status !== 'aktif'
  return (
    <Page title="Bukti Registrasi" caption={stepCount(5, STEPS)} ownTitle narrow>
      <p class="eyebrow">{stepCount(5, STEPS)}</p>
      <Panel title="Registrasi berhasil" number={done.nomor_register}>
        <p>Ini nomor register Anda. Catat dan simpan: Anda memerlukannya setiap kali masuk.</p>
      </Panel>
      <MaskedPerson
        official={official}
        note={`Terdaftar ${showTime(new Date(done.pada))}. ${done.tanpa_surat ? 'Cetak atau catat nomor ini sekarang.' : 'Bukti ini juga dikirim ke e-mail Anda.'}`}
      />
      <Card title="Sesudah ini">
        {waiting ? <HandOver settings={settings} instansi={official.induk?.nama ?? 'instansi Anda'} /> : <p>Anda dapat langsung masuk dan mengisi formulir.</p>}
      </Card>
      <Actions>
        <ButtonLink href="/cetak/bukti-registrasi" newTab>
          Cetak
        </ButtonLink>
        <ButtonLink href="/masuk" kind="secondary">
          Kembali ke Menu Login
        </ButtonLink>
      </Actions>
    </Page>
  )
}

/** Who looks at the registration, and where to bring the slip. Also for the waiting page. */
const HandOver = ({ settings, instansi }: { settings: AgencySettings; instansi: string }) => (
  <>
    <ol>
      <li>Cetak bukti ini dan serahkan bagian atasnya kepada Verifikator Registrasi di {instansi}.</li>
      <li>Verifikator mencocokkan registrasi dengan kartu identitas Anda. Hasilnya dikirim ke e-mail.</li>
      <li>Setelah diterima, masuk dengan nomor register dan kata kunci, lalu isi formulir.</li>
    </ol>
    {settings.alamat && <p>Alamat: {settings.alamat}</p>}
    {settings.jam_layanan && <p>Jam layanan: {settings.jam_layanan}</p>}
  </>
)
