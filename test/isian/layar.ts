// The form pages on a screen: the scene listening, Chromium, and a page that is signed in.
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Item } from '../../src/form/form.ts'
import { closePdf } from '../../src/pdf/render.ts'
import { launch, newPage } from '../browser.ts'
import { useDatabase } from '../harness.ts'
import { addPerson, cookieOf, itemOf, makeScene, type Person, type Scene } from './adegan.ts'

export type Options = { width?: number; javaScriptEnabled?: boolean }

/** One person with her browser: what a test of these pages is given. */
export type Visit = { siti: Person; open: (path: string, options?: Options, beside?: Page) => Promise<Page>; item: (kunci: string) => Promise<Item> }

/** Call at the top of a test file; what it returns is there inside tests. */
export function useScreen() {
  const t = useDatabase()
  let s: Scene
  let browser: Browser
  let base: string
  beforeAll(async () => {
    s = await makeScene(t)
    await s.app.listen({ port: 0, host: '127.0.0.1' })
    base = s.ctx.config.baseUrl = `http://127.0.0.1:${(s.app.server.address() as AddressInfo).port}`
    browser = await launch()
  })
  afterAll(async () => {
    await browser?.close()
    await s?.app.close()
    await closePdf()
    expect(s.errors).toEqual([])
  })
  /** A page of this person; `beside` shares the browser with another page, as a second tab does. */
  const open = async (p: Person, path: string, { width = 1280, javaScriptEnabled = true }: Options = {}, beside?: Page): Promise<Page> => {
    const page = beside ? await beside.context().newPage() : await newPage(browser, width, { javaScriptEnabled })
    page.setDefaultTimeout(20_000)
    await page.context().addCookies(Object.entries(cookieOf(s, p)).map(([name, value]) => ({ name, value, url: base })))
    await page.goto(base + path)
    return page
  }
  /** Siti visits: several visits go on at the same time, because most of their time is waiting for the script's pause. */
  const visit = (name: string, fn: (v: Visit) => Promise<void>): void =>
    // oxlint-disable-next-line vitest/valid-title -- handed through
    test.concurrent(name, { timeout: 60_000 }, async () => {
      const siti = await addPerson(s, 'SITI RAHAYU')
      const pages: Page[] = []
      const opened = async (...args: Parameters<Visit['open']>): Promise<Page> => (pages.push(await open(siti, ...args)), pages.at(-1)!)
      await fn({ siti, open: opened, item: (kunci) => itemOf(s, siti, kunci) })
      for (const page of pages) await page.context().close()
    })
  return { get s() { return s }, get base() { return base }, get browser() { return browser }, open, visit }
}

/** Waits until it is so: the script pauses two seconds before it saves. */
export function soon<T>(read: () => Promise<T>) {
  const until = (holds: (value: T) => void): Promise<void> => vi.waitFor(async () => holds(await read()), { timeout: 20_000, interval: 100 })
  return {
    toBe: (wanted: unknown) => until((v) => expect(v).toBe(wanted)),
    toEqual: (wanted: unknown) => until((v) => expect(v).toEqual(wanted)),
    toMatch: (wanted: RegExp) => until((v) => expect(v).toMatch(wanted)),
    toMatchObject: (wanted: object) => until((v) => expect(v).toMatchObject(wanted)),
  }
}

/** What the save bar says. */
export const barSays = (page: Page, words: RegExp): Promise<void> => page.locator('.simpan', { hasText: words }).waitFor()
export const row = (page: Page, kunci: string) => page.locator(`[id="${kunci}-baris"]`)
export const answer = (page: Page, kunci: string, what: string) => row(page, kunci).getByRole('radio', { name: what, exact: true }).check()
export const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await page.getByRole('button', { name, exact: typeof name === 'string' }).click()
  await page.waitForLoadState()
}
