// The login page (clarifications 1.3) and what an account that is not open yet may see.
import type { ComponentChildren } from 'preact'
import { showTime } from '../../form/dates.ts'
import type { Official } from '../../form/official.ts'
import { maskNomor } from '../../security/mask.ts'
import type { SesiPns } from '../../security/session.ts'
import { ChallengeField, type Challenge } from '../../web/challenge.tsx'
import { Page, type PageUser } from '../../web/layout.tsx'
import { MaskedPerson } from '../../web/masked.tsx'
import { CSRF_FIELD } from '../../security/csrf.ts'
import { Actions, Button, ButtonLink, DefaultSubmit, PostLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Pick } from '../../web/ui/choice.tsx'
import { PasswordField, TextField } from '../../web/ui/field.tsx'
import { Inset, Notice, type FieldError } from '../../web/ui/message.tsx'
import { Steps } from '../../web/ui/task.tsx'
import { Token, type Visitor } from '../../web/visitor.tsx'
import type { Registration } from './store.ts'

export type LoginProps = {
  visitor: Visitor
  errors?: readonly FieldError[]
  notice?: ComponentChildren
  nomor?: string
  /** the number this browser knows; then only the kata kunci is asked */
  remembered?: string
  keep?: boolean
  shared?: boolean
  ke?: string
  challenge?: Challenge
}

export function LoginPage({ visitor, errors = [], notice, nomor = '', remembered, keep, shared, ke, challenge }: LoginProps) {
  return (
    <Page title="Masuk" narrow notice={notice} errors={errors}>
      <form method="post" action="/masuk" class="kartu pad" data-rahasia="1">
        <DefaultSubmit />
        <Token of={visitor} />
        {ke && <input type="hidden" name="ke" value={ke} />}
        {remembered ? (
          <Known nomor={remembered} ke={ke} />
        ) : (
          <TextField
            name="nomor_register"
            label="Nomor Register"
            hint="8 huruf dan angka pada Bukti Registrasi."
            value={nomor}
            attrs={{ class: 'in kode', autocomplete: 'username', autocapitalize: 'characters', spellcheck: false }}
          />
        )}
        <PasswordField name="kata_kunci" label="Kata Kunci" />
        {challenge && <ChallengeField of={challenge} />}
        <Pick
          type="checkbox"
          id="ingat"
          name="ingat"
          option={{ value: '1', label: 'Ingat nomor register di perangkat ini' }}
          checked={keep ?? remembered !== undefined}
        />
        <Pick
          type="checkbox"
          id="bersama"
          name="bersama"
          option={{ value: '1', label: 'Komputer bersama', hint: 'Warnet atau komputer kantor: tidak ada yang diingat.' }}
          checked={shared}
        />
        <Actions>
          <Button>Masuk</Button>
          <ButtonLink href="/registrasi" kind="secondary">
            Registrasi
          </ButtonLink>
        </Actions>
      </form>
      <ul class="tautan-daftar">
        <li>
          <a href="/lupa-nomor-register">Lupa No. Register</a>
        </li>
        <li>
          <a href="/lupa-kata-kunci">Lupa Kata Kunci</a>
        </li>
        <li>
          <a href="/cek-status">Cek Status</a>
        </li>
        <li>
          <a href="/bantuan">Bantuan</a>
        </li>
      </ul>
    </Page>
  )
}

const Known = ({ nomor, ke }: { nomor: string; ke: string | undefined }) => (
  <div class="medan">
    <p class="label">Nomor Register</p>
    <p class="val kode">{maskNomor(nomor)}</p>
    <p class="hint">
      Diingat di perangkat ini. <a href={`/masuk?lain=1${ke ? `&ke=${encodeURIComponent(ke)}` : ''}`}>Pakai nomor lain</a>
    </p>
  </div>
)

/** Header of the pages after login; the name only where it may be shown. */
export const userOf = (visitor: Visitor, nama: string): PageUser => ({ nama, home: '/masuk/status', fields: { [CSRF_FIELD]: visitor.csrf } })

export type AccountProps = { visitor: Visitor; me: SesiPns; official: Official; registration: Registration }

/** Waiting for the registration check: what is checked, by whom, since when. Masked data only (domain.md 0.2.5). */
export function WaitingPage({ visitor, me, official, registration: r }: AccountProps) {
  return (
    <Page
      title="Registrasi Anda sedang diperiksa"
      narrow
      user={userOf(visitor, `Nomor register ${maskNomor(me.nomor_register)}`)}
      lead="Formulir dapat dibuka setelah instansi Anda menerima registrasi ini. Hasilnya dikirim ke e-mail Anda."
    >
      <Card title="Pemeriksaan registrasi">
        <Steps
          items={[
            { title: 'Terdaftar', note: showTime(r.dibuat), state: 'done' },
            { title: 'Verifikasi registrasi', note: `oleh Verifikator Registrasi, ${r.instansi}`, state: 'now' },
            { title: 'Mengisi formulir', state: 'todo' },
          ]}
        />
      </Card>
      <Card title="Yang diperiksa">
        <p>Apakah Anda benar pemilik NIP ini. Serahkan Bukti Registrasi dan tunjukkan kartu identitas.</p>
        {me.nik_berbeda && <p>NIK yang Anda tulis berbeda dengan data BKN, atau belum ada di sana. Bawa KTP.</p>}
        {r.alamat && <p>Alamat: {r.alamat}</p>}
        {r.jam_layanan && <p>Jam layanan: {r.jam_layanan}</p>}
      </Card>
      <MaskedAccount official={official} />
      <Actions>
        <ButtonLink href="/cetak/bukti-registrasi" newTab>
          Cetak Bukti Registrasi
        </ButtonLink>
        <ButtonLink href="/bantuan?kategori=verifikasi-registrasi" kind="secondary">
          Sudah lama menunggu?
        </ButtonLink>
      </Actions>
    </Page>
  )
}

export function RejectedPage({ visitor, me, official, registration: r }: AccountProps) {
  return (
    <Page
      title="Registrasi Anda belum diterima"
      narrow
      user={userOf(visitor, `Nomor register ${maskNomor(me.nomor_register)}`)}
      lead={`${r.instansi} belum dapat menerima registrasi ini.`}
    >
      <Notice tone="warn" title="Alasan">
        <p>{me.alasan_tolak ?? 'Alasan tidak dicatat. Hubungi instansi Anda.'}</p>
      </Notice>
      <MaskedAccount official={official} />
      <p>Bila sebabnya sudah diperbaiki, daftar ulang dengan NIP yang sama. Nomor register lama tidak berlaku lagi sesudah itu.</p>
      <Actions>
        <ButtonLink href="/registrasi">Daftar ulang</ButtonLink>
        <ButtonLink href="/bantuan?kategori=verifikasi-registrasi" kind="secondary">
          Laporkan ke Bantuan
        </ButtonLink>
      </Actions>
    </Page>
  )
}

/** Also for people who are not signed in any more: it says nothing about anybody. */
export const FrozenPage = () => (
  <Page
    title="Akun ini dibekukan"
    narrow
    lead="Tidak ada yang dapat mengisi atau mengirim formulir dengan akun ini, sampai instansi memeriksa kartu identitas pemilik NIP."
  >
    <Inset>
      <p>Datang ke Biro Kepegawaian atau BKD Anda dengan kartu identitas. Setelah diperiksa, pemilik NIP mendaftar dari awal.</p>
      <p>Isian yang sudah ada tetap tersimpan, tetapi terkunci.</p>
    </Inset>
    <Actions>
      <ButtonLink href="/masuk">Kembali ke Menu Login</ButtonLink>
      <ButtonLink href="/bantuan" kind="secondary">
        Bantuan
      </ButtonLink>
    </Actions>
  </Page>
)

const MaskedAccount = ({ official }: { official: Official }) => (
  <MaskedPerson official={official} note="Data ditampilkan tersamar sampai registrasi diterima." />
)

/** What was typed when the session ended (trust R19). */
export function TitipanPage({ visitor, nama, fields }: { visitor: Visitor; nama: string; fields: readonly (readonly [string, string])[] }) {
  return (
    <Page
      title="Isian Anda masih ada"
      narrow
      user={userOf(visitor, nama)}
      lead="Sesi berakhir sebelum isian terakhir sempat disimpan. Isian itu kami simpan untuk Anda selama 30 menit."
    >
      <form method="post" action="/masuk/titipan" data-rahasia="1">
        <Token of={visitor} />
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <Actions>
          <Button>Simpan isian tadi</Button>
          <Button kind="secondary" name="_buang" value="1">
            Buang isian itu
          </Button>
        </Actions>
      </form>
    </Page>
  )
}

/** "Bukan data saya": said twice, because it stops everything. */
export function DisownPage({ visitor, nama }: { visitor: Visitor; nama: string }) {
  return (
    <Page
      title="Bekukan akun ini?"
      narrow
      user={userOf(visitor, nama)}
      back={{ href: '/masuk/data-saya', text: 'Kembali ke data' }}
      lead="Pilih ini hanya bila data tadi milik orang lain. Salah satu dua huruf dapat diperbaiki di formulir."
    >
      <Inset>
        <ul>
          <li>Anda keluar dari semua perangkat.</li>
          <li>Instansi memeriksa kartu identitas Anda.</li>
          <li>Setelah itu Anda mendaftar dari awal dengan NIP yang benar.</li>
        </ul>
      </Inset>
      <Actions>
        <PostLink action="/masuk/bukan-saya" kind="danger" fields={{ [CSRF_FIELD]: visitor.csrf }}>
          Ya, bekukan akun
        </PostLink>
        <ButtonLink href="/masuk/data-saya" kind="secondary">
          Batal
        </ButtonLink>
      </Actions>
    </Page>
  )
}
