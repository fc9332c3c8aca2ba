// The pages behind the QR code, as phones and desktops see them.
import Fastify from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { AskPage, IssuedPage } from '../../src/features/dokumen/views.tsx'
import { registerAssets } from '../../src/web/assets.ts'
import { sendPage } from '../../src/web/request.ts'
import { axe, launch, newPage, noSidewaysScroll, WIDTHS } from '../browser.ts'
import { SITI } from './orang.ts'

const doc = {
  jenis: 'bukti-pengisian',
  berlaku: true,
  nip: SITI,
  nama: 'SITI CONTOH',
  nomor_register: 'K7QXM7K2',
  tanggal: new Date('2026-11-23T03:42:00Z'),
} as const
const pages = {
  sah: <IssuedPage kode="7K2M9-QXDR4-TP2H" doc={doc} />,
  diganti: <IssuedPage kode="7K2M9-QXDR4-TP2H" doc={{ ...doc, berlaku: false }} />,
  asing: <AskPage unknown="7K2M9QXDR4TP2" />,
  ketik: <AskPage />,
}
const app = Fastify()
let address: string
let browser: Awaited<ReturnType<typeof launch>>

beforeAll(async () => {
  registerAssets(app)
  for (const [name, page] of Object.entries(pages)) app.get(`/${name}`, (_, reply) => sendPage(reply, page))
  address = await app.listen({ port: 0, host: '127.0.0.1' })
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await app.close()
})

test.each(Object.keys(pages))('%s: no axe violation, nothing scrolls sideways', async (name) => {
  for (const width of WIDTHS) {
    const page = await newPage(browser, width)
    await page.goto(`${address}/${name}`)
    expect(await axe(page)).toEqual([])
    await noSidewaysScroll(page)
    if (process.env.GAMBAR) await page.screenshot({ path: `${process.env.GAMBAR}/${name}-${width}.png`, fullPage: true })
    await page.context().close()
  }
})
