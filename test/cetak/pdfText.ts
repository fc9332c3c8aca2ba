// Reads a PDF back as a person would: the text of each page, through the fonts' own tables (ToUnicode).
import { inflateSync } from 'node:zlib'

export type Read = { pages: string[]; info: string; id: string }

/** Text of every page, one line per drawn line. */
export function readPdf(bytes: Buffer): Read {
  const raw = bytes.toString('latin1')
  const objects = new Map<string, string>()
  for (const m of raw.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) objects.set(m[1]!, m[2]!)
  const streamOf = (id: string): string => {
    const body = objects.get(id)!
    const data = Buffer.from(/stream\n([\s\S]*)\nendstream/.exec(body)![1]!, 'latin1')
    return (body.includes('/FlateDecode') ? inflateSync(data) : data).toString('latin1')
  }
  const fontOf = (id: string): Map<string, string> => unicodes(streamOf(/\/ToUnicode (\d+) 0 R/.exec(objects.get(id)!)![1]!))
  const pageText = (page: string): string => {
    const resources = objects.get(/\/Resources (\d+) 0 R/.exec(page)![1]!)!
    const fonts = new Map([...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map((m) => [m[1]!, fontOf(m[2]!)]))
    return textOf(streamOf(/\/Contents (\d+) 0 R/.exec(page)![1]!), fonts)
  }
  const kids = [...objects.values()].find((body) => /\/Type \/Pages\b/.test(body))!
  const order = [...kids.matchAll(/(\d+) 0 R/g)].map((m) => objects.get(m[1]!)!).filter((body) => /\/Type \/Page\b/.test(body))
  return { pages: order.map(pageText), info: [...objects.values()].find((body) => body.includes('/Producer')) ?? '', id: /\/ID \[(.*?)\]/.exec(raw)?.[1] ?? '' }
}

/** All pages in one text, blanks and line ends joined: wrapping does not matter. */
export const flat = (read: Read): string => read.pages.join(' ').replace(/\s+/g, ' ')

function unicodes(cmap: string): Map<string, string> {
  const map = new Map<string, string>()
  for (const block of cmap.matchAll(/<([0-9a-f]+)> <[0-9a-f]+> \[(.*?)\]/gis)) {
    const start = parseInt(block[1]!, 16)
    ;[...block[2]!.matchAll(/<([0-9a-f ]*)>/gi)].forEach((m, i) => {
      const units = m[1]!.replaceAll(' ', '').match(/.{4}/g) ?? []
      map.set((start + i).toString(16).padStart(4, '0'), String.fromCharCode(...units.map((u) => parseInt(u, 16))))
    })
  }
  return map
}

function textOf(content: string, fonts: Map<string, Map<string, string>>): string {
  let font = new Map<string, string>()
  const lines: string[] = []
  for (const m of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[(.*?)\] TJ/g)) {
    if (m[1]) font = fonts.get(m[1])!
    else
      lines.push(
        [...m[2]!.matchAll(/<([0-9a-f]+)>/g)]
          .flatMap((h) => h[1]!.match(/.{4}/g)!)
          .map((gid) => font.get(gid) ?? '?')
          .join(''),
      )
  }
  return lines.join('\n')
}
