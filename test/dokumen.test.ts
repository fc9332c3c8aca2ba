// The papers of the project: what they point at exists, what they promise can be called, and the guides say what the screens say.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '../src/db/embeddedFiles.ts'

const read = (path: string): string => readFileSync(join(projectFolder, path), 'utf8')
const exists = (path: string): boolean => existsSync(join(projectFolder, path))
const filesIn = (folder: string, ending: RegExp): string[] =>
  readdirSync(join(projectFolder, folder), { recursive: true, encoding: 'utf8' })
    .filter((f) => ending.test(f))
    .map((f) => join(folder, f))
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((m) => m[1]!)

const papers = ['README.md', 'CONTRIBUTING.md', ...filesIn('docs', /\.md$/)]

describe.each(papers)('%s', (paper) => {
  const text = read(paper)

  test('links and pictures lead somewhere', () => {
    const targets = found(text, /\]\(([^)#\s]+)[^)]*\)/g).filter((to) => !/^[a-z]+:/.test(to))
    expect(targets.filter((to) => !exists(join(dirname(paper), to)))).toEqual([])
  })

  test('files it names exist', () => {
    const named = found(text, /`((?:src|test|tools|docs|seeds|migrations|db|bench|\.)[\w./-]*)`/g).filter((path) => /^\.\w|\//.test(path))
    expect(named.filter((path) => path !== '.data/' && path !== '.env' && !exists(path))).toEqual([])
  })

  test('no address but our own, no path of one machine, nothing left to do', () => {
    expect(found(text, /(https?:\/\/[^\s/)>`]+)/g).filter((url) => !/^http:\/\/localhost\b/.test(url))).toEqual([])
    expect(found(text, /((?:^|[\s`("])\/(?:home|root|tmp|work|Users)\/)/gm)).toEqual([])
    expect(found(text, /\b(TODO|FIXME|TBD|prompt|helper)\b/gi)).toEqual([])
  })
})

test('the pictures are light', () => {
  const pictures = filesIn('docs', /\.(png|jpe?g|gif)$/)
  expect(pictures.length).toBeGreaterThan(0)
  expect(pictures.filter((f) => statSync(join(projectFolder, f)).size > 200 * 1024)).toEqual([])
})

test('every command can be called', () => {
  const text = papers.map(read).join('\n')
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  const programs = new Map([...read('tools/mulai.mjs').matchAll(/^ {2}'?([\w-]+)'?: \['([^']+)'/gm)].map((m) => [m[1]!, m[2]!]))
  const named = new Set([...found(text, /npm run ([\w:-]+)/g), ...found(text, /npm (start|test)\b/g)])
  expect([...named].filter((name) => !exists(programs.get(scripts[name]?.split(' ').at(-1) ?? '') ?? 'nowhere'))).toEqual([])

  const help = execFileSync(process.execPath, ['--import', 'tsx', 'src/cli.ts', '--help'], { cwd: projectFolder, encoding: 'utf8' })
  const offered = new Set(found(help, /^ {2}([a-z-]+) /gm))
  expect(offered.size).toBeGreaterThan(3)
  expect([...new Set(found(text, /(?:epupns -- |`epupns )([a-z][a-z-]+)/g))].filter((name) => !offered.has(name))).toEqual([])
})

test('decisions are short, dated, and say context, decision, consequence', () => {
  for (const paper of papers.filter((p) => dirname(p).endsWith('decisions'))) {
    const text = read(paper)
    expect(basename(paper)).toMatch(/^\d{4}-\d{2}-\d{2}-[a-z0-9-]+\.md$/)
    expect([paper, ...found(text, /^\*\*(Context|Decision|Consequence)\.\*\*/gm)]).toEqual([paper, 'Context', 'Decision', 'Consequence'])
    expect(text.trimEnd().split('\n').length, paper).toBeLessThanOrEqual(25)
  }
  expect(read('README.md').split('\n').length).toBeLessThanOrEqual(121)
})

test('pages and buttons of the guides are called as on the screen', () => {
  const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll(/\s+/g, ' ')
  const screens = plain(
    filesIn('src', /\.tsx?$/)
      .map(read)
      .join('\n'),
  )
  for (const guide of ['docs/panduan/pns.md', 'docs/panduan/verifikator.md', 'docs/panduan/helpdesk.md']) {
    const words = [...plain(read(guide)).matchAll(/\*{1,2}([^*]+)\*{1,2}/g)].flatMap((m) => m[1]!.split('…')).map((word) => word.trim())
    expect([guide, ...words.filter((word) => !screens.includes(word))]).toEqual([guide])
  }
})
