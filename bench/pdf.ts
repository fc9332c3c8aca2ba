// What costs processor time: printed proofs, picture codes, password hashes.
import { availableParallelism } from 'node:os'
import { sql } from 'kysely'
import { getBuktiPengisian } from '../src/pdf/store.ts'
import { closePdf, renderPdf } from '../src/pdf/render.ts'
import { newCaptcha } from '../src/security/captcha.ts'
import { hashPassword } from '../src/security/password.ts'
import type { Bench } from './bench.ts'
import { rate, repeat, type Report } from './figures.ts'

export async function pdf(bench: Bench): Promise<Report> {
  const { sizes } = bench
  const { ctx, owner } = await bench.world()
  const { rows } = await sql<{ nip: string }>`select nip from formulir where status = 'level_1' and jumlah_usulan > 1 order by id limit 50`.execute(owner.db)
  const nip = (i: number): string => rows[i % rows.length]!.nip
  const report: Report = { suite: 'pdf', title: 'Printed proofs, picture codes, password hashes', figures: [], faults: [] }
  let n = 0
  let pages = 0
  const draw = async (): Promise<void> => {
    const drawn = await renderPdf('bukti-pengisian', await getBuktiPengisian(ctx, nip(n++)))
    pages = countPages(drawn)
  }
  try {
    report.figures.push(await repeat('Bukti Pengisian: what it shows, read', { times: sizes.times }, (i) => getBuktiPengisian(ctx, nip(i))))
    const documents = await rate('Bukti Pengisian, read and drawn', { seconds: sizes.seconds, lanes: 2 }, draw)
    report.figures.push({ ...documents, note: `${pages} pages each, one thread` }, { name: 'pages drawn', value: documents.value * pages, unit: '/s' })
    if (pages < 2) report.faults.push(`Bukti Pengisian has ${pages} pages`)
  } finally {
    await closePdf()
  }
  report.figures.push(
    await rate('picture code', { seconds: sizes.seconds / 2 }, async () => newCaptcha(ctx.keys, 'demo', { form: 'masuk', address: '127.0.0.1' })),
  )
  const lanes = availableParallelism()
  report.figures.push({
    ...(await rate('argon2id hash', { seconds: sizes.seconds / 2, lanes }, () => hashPassword(ctx.keys, `sandi ${n++}`))),
    note: `${lanes} at once`,
  })
  return report
}

const countPages = (bytes: Buffer): number => bytes.toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0
