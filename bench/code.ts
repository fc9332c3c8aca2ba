// What `tools/measure.ts` says of the code (code.md 11), kept with the other figures.
import { measure } from '../tools/measure.ts'
import type { Report } from './figures.ts'

export async function code(): Promise<Report> {
  const figures = measure().map(({ name, value, target, alarms }) => ({
    name,
    value,
    unit: '',
    note: [target && `target ${target}`, ...alarms].filter(Boolean).join(' · '),
  }))
  return { suite: 'code', title: 'Code', figures, faults: [] }
}
