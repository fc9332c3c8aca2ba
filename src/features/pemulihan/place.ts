// Where somebody belongs who is this far with his recovery.
import type { FastifyRequest } from 'fastify'
import type { Ctx } from '../../context.ts'
import { problem, type Problem } from '../../problems.ts'
import { findPemulihan, RECOVERIES, type Jenis, type Pemulihan } from '../../web/pemulihan.ts'

/** The recovery of this browser. Error: link_dead. */
export async function getPemulihan(ctx: Ctx, req: FastifyRequest, jenis: Jenis): Promise<Pemulihan> {
  const p = await findPemulihan(ctx, req, jenis)
  if (!p || p.tahap === 'mati') throw deadLink(jenis)
  return p
}

export const deadLink = (jenis: Jenis): Problem =>
  problem('link_dead', {
    links: [
      { href: `${RECOVERIES[jenis].path}?baru=1`, label: 'Mulai lagi' },
      { href: '/masuk', label: 'Kembali ke Menu Login' },
    ],
  })

const PLACES: Readonly<Record<Jenis, Partial<Record<Pemulihan['tahap'], string>>>> = {
  'nomor-register': { terbukti: 'pertanyaan', lulus: 'hasil' },
  'kata-kunci': { terbukti: 'pertanyaan', lulus: 'baru', selesai: 'selesai' },
  jawaban: { terbukti: 'jawaban', lulus: 'jawaban', selesai: 'selesai' },
  alamat: { selesai: 'selesai' },
}

/** Where somebody who is this far belongs. Error: link_dead. */
export function placeOf({ jenis, tahap }: Pick<Pemulihan, 'jenis' | 'tahap'>): string {
  const { path } = RECOVERIES[jenis]
  if (tahap === 'menunggu') return `${path}/surat`
  const place = PLACES[jenis][tahap]
  if (!place) throw deadLink(jenis)
  return `${path}/${place}`
}
