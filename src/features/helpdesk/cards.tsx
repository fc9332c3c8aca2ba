// The forms of a ticket's page: hold, answer, note, hand on, merge, reopen.
import type { ComponentChildren } from 'preact'
import { dayIn, showDate } from '../../form/dates.ts'
import type { Twin } from '../../tiket/act.ts'
import { officeZone } from '../../tiket/due.ts'
import { showTiket } from '../../tiket/track.ts'
import { Key } from '../../web/key.tsx'
import { Actions, Button } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { RadioGroup, SelectField } from '../../web/ui/choice.tsx'
import { TextAreaField, TextField } from '../../web/ui/field.tsx'
import { Details } from '../../web/ui/message.tsx'
import { AFTER } from './service.ts'
import type { TicketView } from './ticketPage.tsx'
import { pathOf, until } from './words.ts'

/** A form that acts on the version this page shows. */
const ActForm = ({ v: { t }, act, id, children }: { v: TicketView; act: string; id?: string; children: ComponentChildren }) => (
  <form method="post" action={`${pathOf(t.nomor)}/${act}`} id={id}>
    <Key />
    <input type="hidden" name="versi" value={t.versi} />
    {children}
  </form>
)

/** A request that came by hand becomes one for the list: mapped or added there, once for everybody. */
export const RequestForm = ({ t }: { t: TicketView['t'] }) => (
  <form method="post" action={`${pathOf(t.nomor)}/referensi`}>
    <Key />
    <input type="hidden" name="versi" value={t.versi} />
    <p class="meta">Petakan ke entri yang sudah ada, atau tambahkan entri baru. Tiket ini selesai dengan keputusan itu, dan formulir yang menunggu terisi.</p>
    <Button kind="secondary" small>
      Putuskan referensinya
    </Button>
  </form>
)

export function ClaimCard({ v }: { v: TicketView }) {
  const { t } = v
  const zone = officeZone(t.tingkat, t)
  return (
    <Card title="Pegangan">
      <div class="susun">
        {t.saya ? (
          <>
            <p>Anda memegang tiket ini sampai {until(t.dipegang_sampai!, zone)}. Setiap tindakan menambah waktunya.</p>
            <ActForm v={v} act="lepas">
              <Button kind="secondary" small>
                Lepas
              </Button>
            </ActForm>
          </>
        ) : (
          <>
            <p class="meta">{t.pemegang ? `Terakhir dipegang ${t.nama_pemegang}; waktunya sudah lewat.` : 'Belum ada yang memegang.'}</p>
            <ActForm v={v} act="ambil">
              <Button kind="secondary" small>
                {t.pemegang ? 'Ambil alih' : 'Ambil tiket'}
              </Button>
            </ActForm>
          </>
        )}
        {t.status === 'menunggu_pemohon' ? (
          <ActForm v={v} act="lanjut">
            <Button kind="link">Kerjakan kembali tanpa menunggu pemohon</Button>
          </ActForm>
        ) : (
          <ActForm v={v} act="tunggu">
            <Button kind="link">Tandai menunggu pemohon</Button>
          </ActForm>
        )}
      </div>
    </Card>
  )
}

/** The chosen canned answer is put into the text by Sisipkan, also without script; an answer sent is always the text. */
export function AnswerCard({ v }: { v: TicketView }) {
  const { body, faults, canned, merged } = v
  return (
    <Card title="Balas pemohon" id="balas">
      <ActForm v={v} act="balas">
        {canned.length > 0 && (
          <>
            <SelectField name="siap" label="Jawaban siap" options={canned.map((c) => ({ value: c.id, label: c.judul }))} value={body.siap} width="l" />
            <p>
              <Button kind="secondary" small name="_sisip" value="1" noValidate>
                Sisipkan ke balasan
              </Button>
            </p>
          </>
        )}
        <TextAreaField
          name="balasan"
          label="Balasan"
          hint={`Dikirim lewat e-mail dan tampil di Cek Status${merged.length ? `, juga kepada ${merged.length} pemohon tiket yang digabung` : ''}. Jangan menulis data pribadi.`}
          rows={6}
          max={3000}
          value={body.balasan}
          error={faults.balasan}
        />
        <RadioGroup
          name="lanjut"
          label="Setelah balasan ini"
          options={Object.entries(AFTER).map(([value, label]) => ({ value, label }))}
          value={body.lanjut ?? 'dikerjakan'}
        />
        <Actions>
          <Button>Kirim balasan</Button>
        </Actions>
      </ActForm>
    </Card>
  )
}

export const NoteCard = ({ v }: { v: TicketView }) => (
  <Card title="Catatan internal" id="catat">
    <ActForm v={v} act="catatan">
      <TextAreaField
        name="catatan"
        label="Catatan"
        hint="Hanya dibaca petugas, tidak pernah oleh pemohon."
        rows={3}
        value={v.body.catatan}
        error={v.faults.catatan}
      />
      <Button kind="secondary" small>
        Simpan catatan
      </Button>
    </ActForm>
  </Card>
)

export const HandCard = ({ v }: { v: TicketView }) => (
  <Card title="Teruskan">
    <Details summary="Naik satu tingkat" open={Boolean(v.faults.alasan_naikkan)}>
      <Hand v={v} way="naikkan" label="Alasan naik" button="Naikkan" />
    </Details>
    <Details summary="Turun satu tingkat" open={Boolean(v.faults.alasan_turunkan)}>
      <Hand v={v} way="turunkan" label="Alasan turun" button="Turunkan" />
    </Details>
  </Card>
)

const Hand = ({ v, way, label, button }: { v: TicketView; way: 'naikkan' | 'turunkan'; label: string; button: string }) => (
  <ActForm v={v} act={way}>
    <TextAreaField
      name={`alasan_${way}`}
      label={label}
      hint="Dibaca petugas tingkat itu."
      rows={2}
      value={v.body[`alasan_${way}`]}
      error={v.faults[`alasan_${way}`]}
    />
    <Button kind="secondary" small>
      {button}
    </Button>
  </ActForm>
)

/** Requests that look the same, and a box for one that does not. */
export const MergeCard = ({ v }: { v: TicketView }) => (
  <Card title="Permintaan yang sama">
    {v.twins.length === 0 && <p class="meta">Tidak ada tiket terbuka dengan kategori dan konteks yang sama.</p>}
    {v.twins.length > 0 && (
      <ul class="kurang">
        {v.twins.map((twin) => (
          <li>
            <a href={pathOf(twin.nomor)}>{showTiket(twin.nomor)}</a>
            <small class="meta">
              {' '}
              {[showDate(dayIn(twin.dibuat)), SEBAB[twin.sebab], twin.gabungan && `${twin.gabungan} digabung`].filter(Boolean).join(' · ')}
            </small>
            <ActForm v={v} act="gabung">
              <input type="hidden" name="ke" value={twin.nomor} />
              <Button kind="secondary" small about={showTiket(twin.nomor)}>
                Gabung ke tiket ini
              </Button>
            </ActForm>
          </li>
        ))}
      </ul>
    )}
    <Details summary="Gabung ke nomor lain" open={Boolean(v.faults.ke)}>
      <ActForm v={v} act="gabung">
        <TextField name="ke" label="Nomor tiket utama" code width="l" value={v.body.ke} error={v.faults.ke} attrs={{ autocomplete: 'off' }} />
        <Button kind="secondary" small>
          Gabung
        </Button>
      </ActForm>
    </Details>
  </Card>
)

const SEBAB: Readonly<Record<Twin['sebab'], string>> = { konteks: 'konteks sama', pemohon: 'pemohon sama' }

export const ReopenCard = ({ v }: { v: TicketView }) => (
  <Card title="Buka kembali">
    <ActForm v={v} act="buka">
      <TextAreaField name="alasan_buka" label="Alasan" rows={2} value={v.body.alasan_buka} error={v.faults.alasan_buka} />
      <Button kind="secondary" small>
        Buka kembali
      </Button>
    </ActForm>
  </Card>
)
