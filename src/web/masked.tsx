// The record of a person whose account is not open yet: enough to recognise oneself, the agency in full (trust.md 3.1).
import type { ComponentChildren } from 'preact'
import type { Official } from '../form/official.ts'
import { maskNama, maskNik, maskTanggal } from '../security/mask.ts'
import { showName } from './name.ts'
import { MaskedCard } from './ui/card.tsx'

export const MaskedPerson = ({ official: { person, induk }, note }: { official: Official; note?: ComponentChildren }) => (
  <MaskedCard
    items={[
      { label: 'Nama', value: maskNama(showName(person.nama)) },
      { label: 'Tempat Lahir', value: maskNama(showName(person.tempatLahir)) || '(kosong)' },
      { label: 'Tanggal Lahir', value: maskTanggal() },
      { label: 'NIK', value: maskNik(person.nik) },
      { label: 'Instansi', value: induk?.nama ?? '(kosong)' },
    ]}
    note={note}
  />
)
