// What the offices do on the pages: take the form, decide item by item, send the decision.
import type { Page } from 'playwright-core'
import { staffLogin, type StaffName, type World } from './dunia.ts'

/** The registration check: the card, Setujui. */
export async function setujuiRegistrasi(w: World, page: Page, nomor: string): Promise<void> {
  await staffLogin(w, page, 'rini')
  await page.goto(`${w.base}/verifikasi/registrasi`)
  await page
    .getByRole('link', { name: /Siti Rahayu/ })
    .first()
    .click()
  await page.getByText(nomor.slice(-4)).first().waitFor()
  await page.getByRole('button', { name: 'Setujui', exact: true }).click()
  await page.waitForLoadState()
}

/** Opens the person's form and takes it. */
export async function pegang(w: World, page: Page, name: StaffName, first: boolean): Promise<void> {
  if (first) await staffLogin(w, page, name)
  await page.goto(`${w.base}/verifikasi`)
  await page
    .getByRole('link', { name: /Siti Rahayu/ })
    .first()
    .click()
  await page.waitForLoadState()
  await page.getByRole('button', { name: 'Pegang berkas ini' }).click()
  await page.waitForLoadState()
  // Unchanged items come on demand; they may be returned too.
  await page.goto(`${page.url().split('?')[0]}?semua=1`)
  await page.waitForLoadState()
}

/** Sets every open pair to Setuju, those in `back` to Kembalikan with a reason, and sends the decision. */
export async function putuskan(page: Page, back: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const radio of await page.locator('input[type=radio][value=setuju]').all()) {
    const name = (await radio.getAttribute('name'))!.replace('putusan.', '')
    if (!back[name]) await radio.check({ force: true })
  }
  for (const [name, reason] of Object.entries(back)) {
    const row = page.locator(`[id="${name}-baris"]`)
    const fold = page.locator('details', { has: row })
    if ((await fold.count()) && !(await fold.first().evaluate((d) => (d as HTMLDetailsElement).open))) await fold.first().locator('summary').first().click()
    await row.getByRole('radio', { name: 'Kembalikan' }).check({ force: true })
    await row.getByRole('textbox').fill(reason)
  }
  await page.getByRole('button', { name: 'Kirim keputusan' }).click()
  await page.waitForLoadState()
}
