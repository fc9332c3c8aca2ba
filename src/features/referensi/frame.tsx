// The frame of the pages about usulan referensi, and words for their states.
import type { RequestStatus } from '../../reference/usulan.ts'
import { OperatorPage } from '../../web/operator.tsx'

export const HERE = '/helpdesk/referensi'

export const STATUS_WORDS: Readonly<Record<RequestStatus, string>> = {
  terbuka: 'Menunggu keputusan',
  dipetakan: 'Dipetakan',
  ditambahkan: 'Ditambahkan',
  ditolak: 'Ditolak',
}

/** A page about usulan referensi; `here` marks the menu. */
export const RequestFrame = ({ here, ...props }: Omit<Parameters<typeof OperatorPage>[0], 'here'> & { here?: boolean }) => (
  <OperatorPage {...props} here={here ? HERE : undefined} />
)
