// Two minutes before a session ends by itself the page says so; one press keeps it, asking alone does not (trust.md 7.6).
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axe, noSidewaysScroll } from '../browser.ts'
import { soon, useScreen } from '../isian/layar.ts'

const screen = useScreen()
const AT = '/formulir/data-utama'
/** The session was last used so long ago. */
const idleFor = (nip: string, seconds: number) =>
  sql`update sesi set terakhir = clock_timestamp() - make_interval(secs => ${seconds}) where nip = ${nip}`.execute(screen.s.t.owner.db)
const idle = async (nip: string) =>
  (await sql<{ s: number }>`select extract(epoch from clock_timestamp() - terakhir)::int as s from sesi where nip = ${nip}`.execute(screen.s.t.owner.db))
    .rows[0]!.s
const waited = async (page: Page, minutes: number) => page.clock.fastForward(minutes * 60_000)

/** A page whose clock the test moves on. */
async function opened(open: (path: string, o: { width: number }) => Promise<Page>, width = 390): Promise<Page> {
  const page = await open('/masuk', { width })
  await page.clock.install()
  await page.goto(screen.base + AT)
  return page
}

for (const width of [390, 1280])
  screen.visit(`the warning at ${width}: read, answered by keyboard, kept`, async ({ siti, open }) => {
    const page = await opened(open, width)
    await idleFor(siti.nip, 1710)
    await waited(page, 23)
    const dialog = page.getByRole('dialog', { name: 'Sesi Anda hampir berakhir' })
    await dialog.waitFor()
    expect(await idle(siti.nip)).toBeGreaterThan(1700)
    expect(await axe(page)).toEqual([])
    await noSidewaysScroll(page)
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tetap masuk')
    await page.keyboard.press('Enter')
    await dialog.waitFor({ state: 'detached' })
    await soon(() => idle(siti.nip).then((s) => s < 60)).toBe(true)
  })

screen.visit('somebody who works in another tab is not disturbed', async ({ siti, open }) => {
  const page = await opened(open)
  await idleFor(siti.nip, 60)
  const answer = page.waitForResponse(/\/sesi\/sisa/)
  await waited(page, 23)
  expect(((await (await answer).json()) as { sisa: number }).sisa).toBeGreaterThan(1600)
  expect(await page.getByRole('dialog').count()).toBe(0)
})

screen.visit('too late: what was typed stays on the screen, and the way in leads back here', async ({ siti, open }) => {
  const page = await opened(open)
  await page.locator('[id="alamat-baris"] input.n').dispatchEvent('click')
  await idleFor(siti.nip, 1795)
  await waited(page, 23)
  await page.getByRole('dialog', { name: 'Sesi Anda hampir berakhir' }).waitFor()
  await idleFor(siti.nip, 1900)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Sesi sudah berakhir' }).waitFor()
  expect(await axe(page)).toEqual([])
  expect(await page.getByRole('link', { name: 'Masuk lagi' }).getAttribute('href')).toBe(`/masuk?ke=${encodeURIComponent(AT)}`)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  expect(await page.locator('[id="alamat-baris"]').getByRole('textbox').first().isVisible()).toBe(true)
})
