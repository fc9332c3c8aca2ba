// Real Chromium for journeys: launch, axe, and the check that nothing scrolls sideways.
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core'
import { findChromium } from '../tools/chromium.ts'

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
]

/** None is a failure, never a skip. */
export function chromiumPath(): string {
  const found = findChromium()
  if (!found) throw new Error('No Chromium found. Set CHROMIUM_PATH or install the package "chromium".')
  return found
}

/** A fresh profile each time. Close it in afterAll. */
export const launch = (): Promise<Browser> => chromium.launch({ executablePath: chromiumPath(), args: FLAGS })

/** Widths every page must stand: smallest phone, usual phone, desktop. */
export const WIDTHS = [320, 390, 1280] as const

/** A page of its own session; `width` 390 and 1280 are the pictures of the design. */
export async function newPage(browser: Browser, width: number = 1280, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: width < 800 ? 844 : 900 }, locale: 'id-ID', timezoneId: 'Asia/Jakarta', ...options })
  return context.newPage()
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

/** Violations of WCAG 2.0 to 2.2, A and AA, as lines to read; [] is what a test expects. Also for pages with script off. */
export async function axe(page: Page): Promise<string[]> {
  const scripted = await page.evaluate(() => !matchMedia('(scripting: none)').matches)
  return scripted ? runAxe(page) : axeOnCopy(page)
}

// axe waits for timers, which stand still where script is off: so the same markup is shown to it in a page that has script.
async function axeOnCopy(page: Page): Promise<string[]> {
  const html = (await page.content()).replace(/<script[\s\S]*?<\/script>/g, '')
  const context = await page.context().browser()!.newContext({ viewport: page.viewportSize(), locale: 'id-ID' })
  const copy = await context.newPage()
  const url = page.url()
  await copy.route(
    (u) => u.href === url,
    (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  )
  await copy.goto(url)
  const found = await runAxe(copy)
  await context.close()
  return found
}

async function runAxe(page: Page): Promise<string[]> {
  const result = await page.evaluate(
    async ({ source, tags }) => {
      // Nothing is preloaded: only a rule about the turning of screens, which is none of these, would read the style sheets again.
      // The page's CSP forbids script elements, so axe comes in as text.
      if (!('axe' in window)) new Function(source).call(window)
      const run = (
        window as unknown as { axe: { run(at: Document, options: object): Promise<{ violations: { id: string; help: string; nodes: { html: string }[] }[] }> } }
      ).axe
      return (await run.run(document, { runOnly: tags, resultTypes: ['violations'], preload: false })).violations
    },
    { source: axeSource, tags: TAGS },
  )
  return result.flatMap((v) => v.nodes.map((n) => `${v.id}: ${v.help}: ${n.html.slice(0, 160)}`))
}

/**
 * Texts and controls that reach over the right edge of the page, or of the card that would cut them off; [] when nothing
 * does. `zoom` sets the size of text in per cent.
 */
export async function sidewaysScroll(page: Page, zoom = 100): Promise<string[]> {
  return page.evaluate((percent) => {
    const root = document.documentElement
    const before = root.style.fontSize
    root.style.fontSize = `${percent}%`
    const over: string[] = []
    const range = document.createRange()
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const element = node instanceof Element ? node : node.parentElement!
      if (element.closest('.vh, textarea, select, svg')) continue
      range.selectNode(node)
      const box = node instanceof Element ? node.getBoundingClientRect() : range.getBoundingClientRect()
      const frame = element.closest('.kartu, .samar')
      const limit = frame && frame !== element ? Math.min(root.clientWidth, frame.getBoundingClientRect().right) : root.clientWidth
      if (box.width > 0 && box.right > limit + 1)
        over.push(`${element.tagName.toLowerCase()}.${element.className} ${(node.textContent ?? '').trim().slice(0, 40)}`)
    }
    if (root.scrollWidth > root.clientWidth && over.length === 0) over.push(`page is ${root.scrollWidth} px wide at ${root.clientWidth}`)
    root.style.fontSize = before
    return over.slice(0, 8)
  }, zoom)
}

/** Throws when anything reaches over the right edge, also with text at 200 %. */
export async function noSidewaysScroll(page: Page): Promise<void> {
  for (const zoom of [100, 200]) {
    const over = await sidewaysScroll(page, zoom)
    if (over.length > 0) throw new Error(`Sideways scroll at ${zoom} % text on ${page.url()}:\n${over.join('\n')}`)
  }
}
