// First page after activation: "Apakah ini data Anda?" with everything BKN holds of Data Utama, and the place of work.
import type { Official } from '../../form/official.ts'
import { fieldsOf, showField } from '../../form/section.ts'
import { CSRF_FIELD } from '../../security/csrf.ts'
import { dataUtama } from '../../sections/dataUtama.ts'
import { Page } from '../../web/layout.tsx'
import { showName } from '../../web/name.ts'
import { Actions, ButtonLink, PostLink } from '../../web/ui/button.tsx'
import { SummaryList, SummaryRow } from '../../web/ui/card.tsx'
import type { Visitor } from '../../web/visitor.tsx'
import { userOf } from './views.tsx'

export function OwnDataPage({ visitor, official }: { visitor: Visitor; official: Official }) {
  const main = fieldsOf(dataUtama).map(([key, f]) => [f.label, showField(f, official.main[key])] as const)
  const place = [
    ['Instansi', official.induk?.nama],
    ['Unit Organisasi', official.unit?.nama],
    ['Jabatan', official.jabatan],
  ] as const
  return (
    <Page
      title="Apakah ini data Anda?"
      narrow
      user={userOf(visitor, showName(official.person.nama))}
      lead="Registrasi Anda diterima. Pastikan data ini milik Anda. Yang keliru satu dua huruf atau sudah berubah dapat diperbaiki di formulir."
    >
      <SummaryList>
        {[...main, ...place].map(([label, value]) => (
          <SummaryRow label={label} value={value || null} />
        ))}
      </SummaryList>
      <Actions>
        <PostLink action="/masuk/data-saya" kind="primary" fields={{ [CSRF_FIELD]: visitor.csrf }}>
          Ya, ini data saya
        </PostLink>
        <ButtonLink href="/masuk/bukan-saya" kind="secondary">
          Bukan data saya
        </ButtonLink>
      </Actions>
    </Page>
  )
}
