// A way that needs no ticket: what to bring, where to go, what can be done at once.
import { Page } from '../../web/layout.tsx'
import { Actions, ButtonLink } from '../../web/ui/button.tsx'
import { Card } from '../../web/ui/card.tsx'
import type { Guide } from './guides.ts'

export const GuidePage = ({ guide: g }: { guide: Guide }) => (
  <Page title={g.title} caption="Bantuan" lead={g.lead} back={{ href: '/bantuan', text: 'Semua bantuan' }}>
    <Card title="Siapkan">
      <ul>
        {g.bring.map((b) => (
          <li>{b}</li>
        ))}
      </ul>
    </Card>
    <Card title="Lalu">
      <p>{g.then}</p>
    </Card>
    <Actions>
      <ButtonLink href={g.act.href}>{g.act.label}</ButtonLink>
      <ButtonLink href="/masuk" kind="secondary">
        Kembali ke Menu Login
      </ButtonLink>
    </Actions>
  </Page>
)
