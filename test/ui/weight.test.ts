// Budgets of bytes, words, and what the Content-Security-Policy would refuse.
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { galleryPage } from '../../src/features/komponen/gallery.tsx'
import { asset, loadAssets, parts } from '../../src/web/assets.ts'
import { sections } from '../../src/sections/index.ts'
import { renderPage } from '../../src/web/layout.tsx'
import { busyPage } from '../../src/web/ui/busy.ts'
import { bannedWords, visibleText } from '../words.ts'

const html = renderPage(galleryPage())

test('style sheet and script stay inside their budgets', () => {
  expect(loadAssets().get('style.css')!.gzip.length).toBeLessThan(10_000)
  for (const { code } of sections) expect(weightOf(['form.js', `${camel(code)}.js`]), code).toBeLessThan(15_000)
})

const camel = (code: string) => code.replace(/-(.)/g, (_, c: string) => c.toUpperCase())

/** Bytes of these files and of all that they ask for at once; what they ask for later is a page's own section, given here by name. */
const weightOf = (names: string[]): number => [...new Set(names.flatMap(parts))].reduce((sum, name) => sum + loadAssets().get(name)!.gzip.length, 0)

test('the name of an asset follows its content', () => {
  expect(asset('style.css')).toMatch(/^\/aset\/style-[0-9A-Z]{8}\.css$/)
  expect(() => asset('nothing.css')).toThrow()
})

test.each([true, false])('the busy page is small and complete (post: %s)', (post) => {
  const busy = busyPage(30, post)
  expect(gzipSync(busy.html).length).toBeLessThan(6_000)
  expect(Buffer.byteLength(busy.html)).toBeLessThan(6_000)
  expect(busy.html).not.toMatch(/(src|href)="(?!data:)/)
  expect(busy.headers['retry-after']).toBe('30')
  expect(bannedWords(visibleText(busy.html))).toEqual([])
})

test('markup needs no inline style or script', () => {
  expect(html).not.toMatch(/ style="| on\w+="|<style|<script(?![^>]* src=)/)
})

test('the sheet uses nothing that old WebViews lack', () => {
  expect(loadAssets().get('style.css')!.plain.toString()).not.toMatch(/:has\(|@layer|@container|color-mix|url\(|@font-face/)
})

test('no banned word in any component', () => {
  expect(bannedWords(visibleText(html))).toEqual([])
})

test('text is escaped', async () => {
  const { Notice } = await import('../../src/web/ui/message.tsx')
  const { h } = await import('preact')
  expect(renderPage(h(Notice, { title: '<b onclick=1>&"' }))).toContain('&lt;b onclick=1>&amp;')
})
