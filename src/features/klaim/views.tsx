// Pages of the counter: what waits, and one page per person.
import type { ComponentChildren } from 'preact'
import { showDate, showTime } from '../../form/dates.ts'
import type { Official } from '../../form/official.ts'
import { maskNik } from '../../security/mask.ts'
import type { ClaimReason } from '../../web/akun.ts'
import { Key } from '../../web/key.tsx'
import { MAILBOX_HOURS } from '../../web/kotakSurat.ts'
import { showName } from '../../web/name.ts'
import type { Body } from '../../web/request.ts'
import { Actions, Button } from '../../web/ui/button.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { Pick } from '../../web/ui/choice.tsx'
import { controlProps, ErrorText, Field } from '../../web/ui/field.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { Queue, QueueCard } from '../../web/ui/queue.tsx'
import { Nip } from '../../web/ui/text.tsx'
import type { Staff } from '../../workflow/scope.ts'
import { hasAccount, secondRole } from './counter.ts'
import { CounterPage, HERE, ROLE_TITLES } from './frame.tsx'
import { MAILBOX_ROLES, type ClaimRow, type MailboxRow, type MailboxStatus, type Visited } from './store.ts'

const REASONS: Readonly<Record<ClaimReason, string>> = {
  'nip-dipakai': 'Seseorang melaporkan NIP ini dipakai orang lain',
  'bukan-data-saya': 'Pemegang akun menyatakan datanya bukan miliknya',
  'alamat-diganti': 'Pemilik alamat lama menyatakan bukan ia yang mengganti alamat',
}
const STAGES: Readonly<Record<MailboxStatus, string>> = { satu: 'Menunggu petugas kedua', dua: `Menunggu ${MAILBOX_HOURS} jam`, tercetak: 'Kode sudah dicetak' }

export type ListView = {
  staff: Staff
  claims: readonly ClaimRow[]
  total: number
  mailboxes: readonly MailboxRow[]
  href: (nip: string) => string
  notice?: ComponentChildren
  error?: string
  typed?: string
}

const SEARCH = {
  name: 'q',
  label: 'NIP atau nomor register',
  hint: 'Untuk e-mail atau autentikator yang hilang, NIP yang dipakai orang lain, dan pendaftaran tanpa e-mail.',
}

export const ListPage = (v: ListView) => (
  <CounterPage staff={v.staff} title="Loket" notice={v.notice} errors={v.error ? [{ field: 'q', text: v.error }] : []}>
    <Card title="Orang yang datang ke loket">
      <form method="post" action={`${HERE}/cari`} role="search">
        <Field {...SEARCH} error={v.error}>
          <div class="dengan">
            <input class="in" type="text" value={v.typed} autocomplete="off" spellcheck={false} {...controlProps({ ...SEARCH, error: v.error })} />
            <Button kind="secondary">Cari</Button>
          </div>
        </Field>
      </form>
    </Card>
    <Queue title="NIP dipakai orang lain" count={`${v.total} laporan`} empty={v.claims.length ? undefined : 'Tidak ada laporan yang menunggu.'}>
      {v.claims.map((k) => (
        <QueueCard
          href={v.href(k.nip)}
          nama={showName(k.nama)}
          nip={k.nip}
          unit={k.unit ?? ''}
          age={showTime(k.dibuat)}
          tags={[{ text: k.beku ? 'Akun dibekukan' : 'Dicatat saja', tone: 'amber' }]}
        />
      ))}
    </Queue>
    <Queue title="Ganti alamat e-mail" count={`${v.mailboxes.length} berjalan`} empty={v.mailboxes.length ? undefined : 'Tidak ada permintaan yang berjalan.'}>
      {v.mailboxes.map((m) => (
        <QueueCard
          href={v.href(m.nip)}
          nama={showName(m.nama)}
          nip={m.nip}
          unit={m.unit ?? ''}
          age={showTime(m.pertama_pada)}
          tags={[{ text: m.siap && m.status === 'dua' ? 'Kode boleh dicetak' : STAGES[m.status], tone: 'blue' }]}
        />
      ))}
    </Queue>
  </CounterPage>
)

export type PersonView = {
  staff: Staff
  v: Visited
  official: Official
  claim: ClaimRow | undefined
  contact: string | undefined
  mailbox: MailboxRow | undefined
  mayRegister: boolean
  action: string
  notice?: ComponentChildren
  /** what was missing in one of the forms, with its boxes as they were sent */ fault?: Fault
}

export type Fault = { tindakan: string; text: string; body: Body }

export const PersonPage = (p: PersonView) => (
  <CounterPage
    staff={p.staff}
    title={showName(p.v.nama)}
    caption="Loket"
    back={{ href: HERE, text: 'Loket' }}
    notice={p.notice}
    errors={p.fault ? [{ field: `ktp-${p.fault.tindakan}`, text: p.fault.text }] : []}
  >
    <SummaryList>
      <SummaryRow label="NIP Baru" value={<Nip value={p.v.nip} />} />
      <SummaryRow label="NIK" value={maskNik(p.official.person.nik)} />
      <SummaryRow label="Tempat, tanggal lahir" value={`${showName(p.official.person.tempatLahir)}, ${showDate(p.official.person.tanggalLahir)}`} />
      <SummaryRow label="Unit" value={p.v.unit} />
      <SummaryRow label="Akun" value={accountWords(p.v)} />
    </SummaryList>
    {p.claim && <ClaimCard {...p} claim={p.claim} />}
    {hasAccount(p.v) && <MailboxCard {...p} />}
    {p.mayRegister && <ActivationCard {...p} />}
  </CounterPage>
)

/** "Admin Instansi atau Verifikator Level 2". */
const otherRoles = (first: string): string =>
  MAILBOX_ROLES.filter((role) => role !== first)
    .map((role) => ROLE_TITLES[role])
    .join(' atau ')

function accountWords({ status, kotak }: Visited): string {
  if (status === null) return 'Belum terdaftar'
  if (status === 'registrasi_ditolak') return 'Ditutup atau ditolak; boleh mendaftar lagi'
  if (status === 'dibekukan') return 'Dibekukan'
  return kotak ? 'Terdaftar' : 'Terdaftar tanpa e-mail sendiri'
}

/** The officer says what he has seen; without it nothing is done. */
function Seen({ of: { fault }, tindakan, karpeg = true }: { of: Pick<PersonView, 'fault'>; tindakan: string; karpeg?: boolean }) {
  const mine = fault?.tindakan === tindakan ? fault : undefined
  const box = (name: 'ktp' | 'karpeg', label: string) => (
    <Pick
      type="checkbox"
      id={`${name}-${tindakan}`}
      name={name}
      option={{ value: '1', label }}
      checked={mine?.body[name] === '1'}
      describedby={mine && `ktp-${tindakan}-err`}
    />
  )
  return (
    <div class="medan">
      {mine && <ErrorText id={`ktp-${tindakan}-err`}>{mine.text}</ErrorText>}
      {box('ktp', 'KTP asli sudah saya lihat dan cocok')}
      {karpeg && box('karpeg', 'Kartu Pegawai (Karpeg) sudah saya lihat')}
    </div>
  )
}

const ClaimCard = ({ claim: k, ...p }: PersonView & { claim: ClaimRow }) => (
  <>
    <Card title="Laporan">
      <p>
        {REASONS[k.sebab]}, {showTime(k.dibuat)}.
      </p>
      {p.contact && <p>E-mail pelapor: {p.contact}</p>}
      {!k.beku && <p>Akun tidak dibekukan, karena laporan yang sama baru saja diperiksa.</p>}
    </Card>
    <Card title="Pemegang akun adalah pemilik NIP">
      <form method="post" action={`${p.action}/kembalikan`}>
        <Key />
        <Hidden k={k} />
        <Seen of={p} tindakan="kembalikan" />
        <Actions>
          <Button>Kembalikan akun</Button>
        </Actions>
      </form>
    </Card>
    <Card title="Orang lain memakai NIP ini">
      <p>Akun ditutup. Pemilik NIP mendaftar dari awal dengan e-mail dan kata kunci sendiri. Isian pemegang lama disisihkan.</p>
      <form method="post" action={`${p.action}/serahkan`}>
        <Key />
        <Hidden k={k} />
        <Seen of={p} tindakan="serahkan" />
        <Actions>
          <Button kind="danger">Tutup akun dan serahkan</Button>
        </Actions>
      </form>
    </Card>
  </>
)

const Hidden = ({ k }: { k: ClaimRow }) => (
  <>
    <input type="hidden" name="klaim" value={k.id} />
    <input type="hidden" name="versi" value={k.versi} />
  </>
)

function MailboxCard(p: PersonView) {
  const { staff, mailbox: m, action } = p
  const mine = m?.kedua_oleh === staff.id
  const confirm = !m || (m.status === 'satu' && secondRole(staff, m) !== undefined)
  return (
    <Card title="E-mail atau autentikator tidak dapat dibuka lagi">
      <p>
        Dua petugas dengan peran berbeda melihat KTP dan Karpeg. {MAILBOX_HOURS} jam setelah yang kedua, kode untuk alamat baru dicetak. Kode itu juga mematikan
        autentikator. Alamat lama diberi tahu setiap kali.
      </p>
      {m && (
        <p>
          <b>{m.siap && m.status === 'dua' ? 'Kode boleh dicetak' : STAGES[m.status]}.</b> Petugas pertama: {ROLE_TITLES[m.pertama_peran]},{' '}
          {showTime(m.pertama_pada)}.{m.kedua_pada && ` Petugas kedua: ${showTime(m.kedua_pada)}.`}
        </p>
      )}
      {confirm && (
        <form method="post" action={`${action}/kotak-surat`}>
          <Key />
          <Seen of={p} tindakan="kotak-surat" />
          <Actions>
            <Button>{m ? 'Sahkan sebagai petugas kedua' : 'Catat sebagai petugas pertama'}</Button>
          </Actions>
        </form>
      )}
      {m && m.status === 'satu' && !confirm && <p class="meta">Petugas kedua: orang lain, dengan peran {otherRoles(m.pertama_peran)}.</p>}
      {mine && m.siap && (
        <form method="post" action={`${action}/cetak-kode`}>
          {m.status === 'tercetak' && (
            <Notice tone="warn">
              <p>Kode sudah pernah dicetak. Mencetak lagi membuat kode baru; yang lama tidak berlaku.</p>
            </Notice>
          )}
          <Actions>
            <Button>{m.status === 'tercetak' ? 'Cetak kode baru' : 'Cetak kode'}</Button>
          </Actions>
        </form>
      )}
    </Card>
  )
}

const ActivationCard = (p: PersonView) => (
  <Card title="Daftar di loket">
    <p>Untuk orang yang tidak punya e-mail sendiri. Kode menggantikan bukti e-mail dan verifikasi registrasi. Kode lama orang ini tidak berlaku lagi.</p>
    <form method="post" action={`${p.action}/aktivasi`}>
      <Seen of={p} tindakan="aktivasi" karpeg={false} />
      <Actions>
        <Button>Cetak kode aktivasi</Button>
      </Actions>
    </form>
  </Card>
)
