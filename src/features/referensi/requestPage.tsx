// One usulan referensi: what was typed and by how many, similar entries, and the three decisions.
import type { ComponentChildren } from 'preact'
import { showTime } from '../../form/dates.ts'
import type { Faults } from '../../form/section.ts'
import { smallList } from '../../reference/cache.ts'
import { getList } from '../../reference/index.ts'
import type { Found } from '../../reference/search.ts'
import { kindsOf, parentList, type Request } from '../../reference/usulanDesk.ts'
import { Actions, Button } from '../../web/ui/button.tsx'
import { Card, SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import { Pick, RadioGroup, SelectField } from '../../web/ui/choice.tsx'
import { ErrorText, TextAreaField, TextField } from '../../web/ui/field.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { Key } from '../../web/key.tsx'
import type { Body } from '../../web/request.ts'
import type { Staff } from '../../workflow/scope.ts'
import { HERE, RequestFrame, STATUS_WORDS } from './frame.tsx'
import { kindChoices, kindWord } from './service.ts'

export type RequestView = {
  staff: Staff
  r: Request
  place: string
  /** agencies of those who wait */
  askers: readonly { instansi: string; n: number }[]
  /** name of the entry that was decided on */
  entry?: string
  /** what was searched for */
  q: string
  found: readonly Found[]
  parentQ: string
  parents: readonly Found[]
  body: Body
  faults: Faults
  notice?: ComponentChildren
}

export function RequestPage(v: RequestView) {
  const { r } = v
  return (
    <RequestFrame
      staff={v.staff}
      title={`“${r.teks}”`}
      caption={`Usulan referensi · ${getList(r.daftar).title}`}
      back={{ href: HERE, text: 'Usulan referensi' }}
      errors={Object.entries(v.faults).map(([field, text]) => ({ field, text }))}
      notice={v.notice}
    >
      {r.status !== 'terbuka' && <Decided v={v} />}
      <Facts v={v} />
      <MapCard v={v} />
      <AddCard v={v} />
      {!r.entri_id && <RefuseCard v={v} />}
    </RequestFrame>
  )
}

function Decided({ v: { r, entry } }: { v: RequestView }) {
  const what = r.status === 'ditolak' ? `Alasan: ${r.alasan}` : `Menjadi “${entry}”.`
  return (
    <Notice tone={r.status === 'ditolak' ? 'warn' : 'success'} title={STATUS_WORDS[r.status]}>
      <p>
        {what} Oleh {r.petugas}, {showTime(r.diputus_pada!)}. Sudah sampai pada {r.selesai} dari {r.jumlah} orang.
      </p>
      <p>Keliru? Putuskan lagi di bawah ini. Formulir yang sudah terisi ikut diperbaiki, kecuali yang sudah diubah pemiliknya.</p>
    </Notice>
  )
}

const Facts = ({ v: { r, place, askers } }: { v: RequestView }) => (
  <SummaryList>
    <SummaryRow label="Daftar" value={getList(r.daftar).title} />
    {place && <SummaryRow label="Letak" value={place} />}
    {r.jenis && (
      <SummaryRow
        label="Jenis yang berlaku"
        value={kindsOf(r)
          .map((k) => kindWord(r.daftar, k))
          .join(', ')}
      />
    )}
    <SummaryRow label="Ditunggu" value={`${r.jumlah} orang${askers.length ? `: ${askers.map((a) => `${a.instansi} (${a.n})`).join(', ')}` : ''}`} />
    <SummaryRow label="Sejak" value={showTime(r.dibuat)} />
  </SummaryList>
)

/** Search and choice are two forms: searching decides nothing, and works without script. */
function MapCard({ v }: { v: RequestView }) {
  const { r, found, faults } = v
  return (
    <Card title="Petakan ke entri yang sudah ada" id="petakan">
      <form method="get" action={`${HERE}/${r.id}#petakan`} role="search">
        <TextField name="q" label="Nama di daftar" value={v.q} search="q" />
      </form>
      <form method="post" action={`${HERE}/${r.id}/petakan`}>
        <Key />
        <input type="hidden" name="versi" value={r.versi} />
        <input type="hidden" name="q" value={v.q} />
        {found.length === 0 ? (
          <p class="hasil">Tidak ada entri yang mirip. Coba kata lain, atau tambahkan sebagai entri baru.</p>
        ) : (
          <>
            <fieldset class="hasil">
              <legend>Entri yang mirip</legend>
              {faults.entri && <ErrorText id="entri-err">{faults.entri}</ErrorText>}
              {found.map((f, i) => (
                <Pick
                  type="radio"
                  id={i ? `entri-${i + 1}` : 'entri'}
                  name="entri"
                  option={{ value: f.id, label: f.nama, hint: f.keterangan }}
                  checked={v.body.entri === f.id}
                />
              ))}
            </fieldset>
            <Actions>
              <Button>{r.entri_id ? 'Petakan ulang' : 'Petakan'}</Button>
            </Actions>
          </>
        )}
      </form>
    </Card>
  )
}

function AddCard({ v }: { v: RequestView }) {
  const { r, body, faults } = v
  const kinds = kindChoices(r)
  return (
    <Card title="Tambahkan sebagai entri baru" id="tambahkan">
      <p class="meta">Hanya bila entri ini benar-benar ada dan belum tercantum. Tulis nama resminya, tanpa singkatan.</p>
      <ParentSearch v={v} />
      <form method="post" action={`${HERE}/${r.id}/tambahkan`}>
        <Key />
        <input type="hidden" name="versi" value={r.versi} />
        <input type="hidden" name="induk_q" value={v.parentQ} />
        <TextField name="nama" label="Nama entri" value={body.nama ?? r.teks} error={faults.nama} width="l" />
        {kinds.length > 1 && <SelectField name="jenis" label="Jenis" options={kinds} value={body.jenis} />}
        <Parent v={v} />
        <Actions>
          <Button kind="secondary">Tambahkan</Button>
        </Actions>
      </form>
    </Card>
  )
}

/** Parents of a long list are searched for; those of a short one stand in a select. */
const searchesParent = (r: Request): boolean => {
  const from = parentList(r.daftar)
  return !r.induk && from !== undefined && !getList(from).cached
}

const ParentSearch = ({ v }: { v: RequestView }) =>
  searchesParent(v.r) ? (
    <form method="get" action={`${HERE}/${v.r.id}#tambahkan`} role="search" class="medan">
      <TextField
        name="induk_q"
        label="Induk entri baru"
        hint="Unit atau wilayah tempat entri ini berada. Cari dan pilih sebelum menambahkan."
        value={v.parentQ}
        search="induk_q"
      />
    </form>
  ) : null

function Parent({ v: { r, parents, parentQ, body } }: { v: RequestView }) {
  const from = parentList(r.daftar)
  if (r.induk || from === undefined) return null
  if (!searchesParent(r)) {
    const options = smallList(from).map((e) => ({ value: e.id, label: e.nama }))
    return <SelectField name="induk" label={getList(from).title} options={options} value={body.induk} optional={from === r.daftar} />
  }
  if (!parentQ) return null
  if (parents.length === 0) return <p class="hasil">Tidak ada induk yang cocok dengan “{parentQ}”.</p>
  return <RadioGroup name="induk" label="Induk" options={parents.map((p) => ({ value: p.id, label: p.nama, hint: p.keterangan }))} value={body.induk} />
}

const RefuseCard = ({ v: { r, body, faults } }: { v: RequestView }) => (
  <Card title="Tolak" id="tolak">
    <form method="post" action={`${HERE}/${r.id}/tolak`}>
      <Key />
      <input type="hidden" name="versi" value={r.versi} />
      <TextAreaField
        name="alasan"
        label="Alasan"
        hint="Dibaca oleh semua yang menunggu. Katakan apa yang harus dipilih, misalnya: tulis nama kecamatan, bukan nama dusun."
        rows={2}
        value={body.alasan}
        error={faults.alasan}
      />
      <Actions>
        <Button kind="danger">Tolak</Button>
      </Actions>
    </form>
  </Card>
)
