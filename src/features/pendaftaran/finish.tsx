// Pages of registration, steps 4 and 5: kata kunci, question and picture code; then the Bukti Registrasi.
import type { Official } from '../../form/official.ts'
import { showTime } from '../../form/dates.ts'
import { PASSWORD_MIN } from '../../security/password.ts'
import type { Isi } from '../../web/pendaftaran.ts'
import { ChallengeField, type Challenge } from '../../web/challenge.tsx'
import { Page } from '../../web/layout.tsx'
import { MaskedPerson } from '../../web/masked.tsx'
import { Actions, Button, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { SelectField } from '../../web/ui/choice.tsx'
import { PasswordField, TextField } from '../../web/ui/field.tsx'
import { Icon } from '../../web/ui/icon.tsx'
import { Details, Panel, type FieldError } from '../../web/ui/message.tsx'
import { stepCount } from '../../web/ui/task.tsx'
import type { Visitor } from '../../web/visitor.tsx'
import { OWN } from './answers.ts'
import type { AgencySettings } from './store.ts'
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
  const options = [...questions.map((q) => ({ value: q.id, label: q.nama })), { value: OWN, label: 'Tulis pertanyaan sendiri' }]
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
      <SelectField
        name="pertanyaan"
        label="Pertanyaan Pengaman"
        hint="Pilih yang jawabannya tidak diketahui rekan atau keluarga."
        options={options}
        value={isi.pertanyaan}
        error={faultOf(errors, 'pertanyaan')}
      />
      <div data-bila={`pertanyaan=${OWN}`}>
        <TextField
          name="pertanyaan_sendiri"
          label="Pertanyaan sendiri"
          hint="Hanya bila Anda memilih “Tulis pertanyaan sendiri”. 10 sampai 120 huruf."
          value={isi.pertanyaan_sendiri}
          error={faultOf(errors, 'pertanyaan_sendiri')}
          width="l"
          attrs={{ autocomplete: 'off' }}
        />
      </div>
      <TextField
        name="jawaban"
        label="Jawaban Pertanyaan Pengaman"
        hint="3 sampai 80 huruf. Besar kecil huruf tidak dibedakan."
        value={isi.jawaban}
        error={faultOf(errors, 'jawaban')}
        attrs={{ autocomplete: 'off' }}
      />
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
  const fields = (
    <>
      <Rules suggestion={suggestion} />
      <PasswordField name="kata_kunci" label="Kata Kunci" error={faultOf(errors, 'kata_kunci')} attrs={{ autocomplete: 'new-password' }} />
      <PasswordField
        name="konfirmasi_kata_kunci"
        label="Konfirmasi Kata Kunci"
        error={faultOf(errors, 'konfirmasi_kata_kunci')}
        attrs={{ autocomplete: 'new-password' }}
      />
    </>
  )
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

/** Shown before anything is typed; the script ticks off what it can see. */
const Rules = ({ suggestion }: { suggestion: string }) => (
  <div class="medan" data-aturan="kata_kunci">
    <p class="label" id="aturan">
      Aturan kata kunci
    </p>
    <ul class="aturan" aria-labelledby="aturan">
      <li data-syarat="panjang" data-paling-sedikit={PASSWORD_MIN.pns}>
        Paling sedikit {PASSWORD_MIN.pns} karakter. Makin panjang makin aman.
      </li>
      <li data-syarat="bukan-angka">Bukan angka saja dan bukan kata yang sering dipakai, seperti 12345678.</li>
      <li>Tidak memuat nama, NIP, tanggal lahir, instansi, atau kata epupns.</li>
      <li data-syarat="sama" data-dengan="konfirmasi_kata_kunci">
        Ditulis sama dua kali.
      </li>
    </ul>
    <p class="hint">
      Belum ada ide? Tiga kata yang tidak berhubungan mudah diingat, misalnya <b class="nip">{suggestion}</b>{' '}
      <button type="button" class="tautan" data-pakai={suggestion} data-ke="kata_kunci konfirmasi_kata_kunci" hidden>
        Pakai ini
      </button>
    </p>
  </div>
)

type ProofProps = { official: Official; done: NonNullable<Isi['selesai']>; settings: AgencySettings }

export function ProofPage({ official, done, settings }: ProofProps) {
  const waiting = done.status !== 'aktif'
  return (
    <Page title="Bukti Registrasi" caption={stepCount(5, STEPS)} ownTitle narrow>
      <p class="eyebrow">{stepCount(5, STEPS)}</p>
      <Panel title="Registrasi berhasil" number={done.nomor_register}>
        <p>Ini nomor register Anda. Catat dan simpan: Anda memerlukannya setiap kali masuk.</p>
      </Panel>
      <MaskedPerson official={official} note={`Terdaftar ${showTime(new Date(done.pada))}. Bukti ini juga dikirim ke e-mail Anda.`} />
      <Card title="Sesudah ini">
        {waiting ? (
          <HandOver settings={settings} instansi={official.induk?.nama ?? 'instansi Anda'} />
        ) : (
          <p>Anda dapat langsung masuk dan mengisi formulir.</p>
        )}
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
