// Cek Status: two buttons; by nomor register every step with its date, and nothing about the person.
import { showTime } from '../../form/dates.ts'
import { maskNomor } from '../../security/mask.ts'
import type { Challenge } from '../../web/challenge.tsx'
import { Page } from '../../web/layout.tsx'
import { NumberForm } from '../../web/numberForm.tsx'
import { Actions, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import { Notice } from '../../web/ui/message.tsx'
import { Steps } from '../../web/ui/task.tsx'
import type { Visitor } from '../../web/visitor.tsx'
import type { ProgressStep } from '../../workflow/progress.ts'

export const StatusStart = () => (
  <Page title="Cek Status" narrow lead="Tidak perlu masuk. Tidak ada data pribadi yang ditampilkan.">
    <Actions>
      <ButtonLink href="/cek-status/pendaftaran">Status Pendaftaran</ButtonLink>
      <ButtonLink href="/cek-status/laporan" kind="secondary">
        Status Laporan Permasalahan
      </ButtonLink>
    </Actions>
    <p class="jarak">
      <a href="/masuk">Kembali ke Menu Login</a>
    </p>
  </Page>
)

type Props = { visitor: Visitor; nomor?: string; fault?: string; steps?: readonly ProgressStep[]; asked?: string; challenge?: Challenge }

export const StatusPage = ({ visitor, nomor = '', fault, steps, asked, challenge }: Props) => (
  <NumberForm
    title="Status Pendaftaran"
    action="/cek-status/pendaftaran"
    name="nomor_register"
    label="Nomor Register"
    hint="8 huruf dan angka pada Bukti Registrasi. Huruf O dan angka 0 dianggap sama."
    value={nomor}
    fault={fault}
    challenge={challenge}
    visitor={visitor}
  >
    {asked && <Result nomor={asked} steps={steps} />}
  </NumberForm>
)

function Result({ nomor, steps }: { nomor: string; steps: readonly ProgressStep[] | undefined }) {
  if (!steps)
    return (
      <Notice tone="warn" live title="Nomor register tidak ditemukan">
        <p>Periksa kembali nomor pada Bukti Registrasi. Nomor lama tidak berlaku setelah daftar ulang.</p>
      </Notice>
    )
  const items = steps.map((s) => ({
    title: s.title,
    state: s.state,
    note: [s.remark, s.office, s.date && `${s.state === 'now' ? 'sejak ' : ''}${showTime(s.date)}`].filter(Boolean).join(' · '),
  }))
  return (
    <Card title={`Nomor register ${maskNomor(nomor)}`}>
      <Steps items={items} />
    </Card>
  )
}
