// The card with which a ticket is resolved: what will be done, what stands in the way, the second officer, the way back.
import type { ComponentChildren } from 'preact'
import { Conditional, Input, type Ask } from '../../form/input.tsx'
import { showTime } from '../../form/dates.ts'
import { asked, showField } from '../../form/section.ts'
import { smallList } from '../../reference/cache.ts'
import { getJenis } from '../../tiket/tindakan/daftar.ts'
import { SECOND } from '../../tiket/tindakan/jalan.ts'
import type { StatusTindakan, Tindakan } from '../../tiket/tindakan/store.ts'
import { Key } from '../../web/key.tsx'
import { Actions, Button, DefaultSubmit } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { CheckboxField } from '../../web/ui/choice.tsx'
import { TextAreaField } from '../../web/ui/field.tsx'
import { Details, Notice } from '../../web/ui/message.tsx'
import { Tag, type TagTone } from '../../web/ui/tag.tsx'
import type { TicketView } from './ticketPage.tsx'
import { isOpen, pathOf } from './words.ts'

const STATUS: Readonly<Record<StatusTindakan, { text: string; tone: TagTone }>> = {
  diusulkan: { text: 'Menunggu petugas kedua', tone: 'amber' },
  menunggu: { text: 'Disetujui, belum berlaku', tone: 'blue' },
  dilaksanakan: { text: 'Dilaksanakan', tone: 'green' },
  dibatalkan: { text: 'Dibatalkan', tone: 'grey' },
  diurungkan: { text: 'Diurungkan', tone: 'grey' },
}

const StepForm = ({ v, step, a, children }: { v: TicketView; step: string; a?: Tindakan; children: ComponentChildren }) => (
  <form method="post" action={`${pathOf(v.t.nomor)}/${step}`} data-rahasia="1">
    <DefaultSubmit />
    <Key />
    <input type="hidden" name="versi" value={v.t.versi} />
    {a && <input type="hidden" name="tindakan" value={a.id} />}
    {a && <input type="hidden" name="versi_tindakan" value={a.versi} />}
    {children}
  </form>
)

/** Officers who only follow the ticket see what was proposed, and may agree; only the desk proposes. */
export function WorkCard({ v, free }: { v: TicketView; free: boolean }) {
  const { jenis, running, undoable } = v.work
  const acts = v.t.meja && free
  if (!jenis && v.work.ended.length === 0) return null
  return (
    <Card title={jenis?.title ?? 'Tindakan'} id="tindakan">
      <div class="susun">
        {v.faults.tindakan && (
          <Notice tone="warn" title="Belum dapat dilakukan">
            {v.faults.tindakan}
          </Notice>
        )}
        {running && <Running v={v} a={running} />}
        {!running && jenis && isOpen(v.t) && <Offer v={v} acts={acts} />}
        {v.work.ended.map((a) => (
          <Ended a={a} />
        ))}
        {undoable && acts && <Undo v={v} a={undoable} />}
      </div>
    </Card>
  )
}

const Facts = ({ v, a }: { v: TicketView; a?: Tindakan }) => (
  <dl class="data">
    {v.work.facts.map(([label, value]) => (
      <>
        <dt>{label}</dt>
        <dd>{value}</dd>
      </>
    ))}
    {a && <Values a={a} />}
  </dl>
)

/** What the officer filled in, in the words of its form. */
const Values = ({ a }: { a: Tindakan }) => (
  <>
    {asked(getJenis(a.jenis).section)
      .map(([key, f]) => [f.label, a.isi[key] === false ? '' : showField(f, a.isi[key])] as const)
      .filter(([, shown]) => shown)
      .map(([label, shown]) => (
        <>
          <dt>{label}</dt>
          <dd>{shown}</dd>
        </>
      ))}
  </>
)

function Running({ v, a }: { v: TicketView; a: Tindakan }) {
  const needed = getJenis(a.jenis).second
  return (
    <>
      <p>
        <Tag tone={STATUS[a.status].tone}>{STATUS[a.status].text}</Tag> Diusulkan {a.pengusul}, {showTime(a.dibuat)}.
      </p>
      <Facts v={v} a={a} />
      {a.status === 'menunggu' && (
        <p>
          Disetujui {a.penyetuju}. Berlaku <b>{showTime(a.berlaku_pada!)}</b>; sampai saat itu pemilik data dapat membatalkannya.
        </p>
      )}
      {a.status === 'diusulkan' && v.work.notSecond && <p class="meta">{v.work.notSecond}</p>}
      {a.status === 'diusulkan' && v.work.obstacles.length > 0 && <Obstacles of={v.work.obstacles} />}
      {a.status === 'diusulkan' && !v.work.notSecond && (
        <StepForm v={v} step="setujui" a={a}>
          <p>Anda {needed ? SECOND[needed] : 'petugas'} yang memeriksa usulan ini: cocokkan dengan berkas dan percakapan di bawah.</p>
          <Actions>
            <Button>Setujui</Button>
          </Actions>
        </StepForm>
      )}
      <Details summary="Batalkan usulan ini" open={Boolean(v.faults.alasan_batalkan)}>
        <Reason v={v} step="batalkan" a={a} hint="Dibaca petugas. Tiketnya tetap terbuka." button="Batalkan usulan" />
      </Details>
    </>
  )
}

const Reason = ({ v, step, a, hint, button }: { v: TicketView; step: 'batalkan' | 'urungkan'; a: Tindakan; hint: string; button: string }) => (
  <StepForm v={v} step={step} a={a}>
    <TextAreaField name={`alasan_${step}`} label="Alasan" hint={hint} rows={2} value={v.body[`alasan_${step}`]} error={v.faults[`alasan_${step}`]} />
    <Button kind="secondary" small>
      {button}
    </Button>
  </StepForm>
)

const Obstacles = ({ of }: { of: readonly string[] }) => (
  <Notice tone="warn" title="Yang masih menghalangi">
    <ul>
      {of.map((text) => (
        <li>{text}</li>
      ))}
    </ul>
  </Notice>
)

/** The form of the work, filled with what the ticket says. Stays open to all at the desk; what stands in the way is said before. */
function Offer({ v, acts }: { v: TicketView; acts: boolean }) {
  const j = v.work.jenis!
  const raw = v.body._langkah === 'kerjakan' ? v.body : v.work.raw
  const ask: Ask = {
    raw,
    errors: v.faults,
    results: v.results,
    listed: true,
    options: (list, kinds) => smallList(list, kinds).map((e) => ({ value: e.id, label: e.nama })),
  }
  return (
    <>
      <p>{j.lead}</p>
      <Facts v={v} />
      {v.work.obstacles.length > 0 && !v.faults.tindakan && <Obstacles of={v.work.obstacles} />}
      {acts && j.needsIdentity && !v.t.terverifikasi && v.t.nip && <Identity v={v} />}
      {acts && j.tiers.includes(v.t.tingkat) && (
        <StepForm v={v} step="kerjakan">
          <input type="hidden" name="_langkah" value="kerjakan" />
          {v.t.instansi_id && !('instansi' in j.section.fields) && <input type="hidden" name="instansi__id" value={v.t.instansi_id} />}
          {asked(j.section).map(([name, field]) => (
            <Conditional section={j.section} name={name}>
              <Input name={name} field={field} ask={ask} />
            </Conditional>
          ))}
          {j.second && (
            <p class="meta">
              Berlaku setelah {SECOND[j.second]} menyetujui{j.hours ? `, ${j.hours} jam kemudian` : ''}.
            </p>
          )}
          <Actions>
            <Button>{j.button}</Button>
          </Actions>
        </StepForm>
      )}
    </>
  )
}

const Identity = ({ v }: { v: TicketView }) => (
  <StepForm v={v} step="identitas">
    <CheckboxField name="dilihat" label="Identitas sudah saya periksa: KTP dan SK asli pemohon sudah saya lihat" error={v.faults.dilihat} />
    <Button kind="secondary" small>
      Catat pemeriksaan identitas
    </Button>
  </StepForm>
)

const Ended = ({ a }: { a: Tindakan }) => (
  <div class="susun garis-atas">
    <p>
      <Tag tone={STATUS[a.status].tone}>{STATUS[a.status].text}</Tag> {getJenis(a.jenis).title}, {showTime(a.dilaksanakan ?? a.dibuat)}.{' '}
      {[`Diusulkan ${a.pengusul}`, a.penyetuju && `disetujui ${a.penyetuju}`].filter(Boolean).join(', ')}.{a.alasan && ` ${a.alasan}`}
    </p>
    <dl class="data">
      <Values a={a} />
    </dl>
  </div>
)

const Undo = ({ v, a }: { v: TicketView; a: Tindakan }) => (
  <Details summary="Urungkan tindakan ini" open={Boolean(v.faults.alasan_urungkan)}>
    <Reason v={v} step="urungkan" a={a} hint="Data resmi kembali seperti semula, pemilik data diberi tahu, dan tiket dibuka kembali." button="Urungkan" />
  </Details>
)
