// Field fan-out: in how many source files a form field is spelled. One, its section, is the promise (code.md 6.6).
import { SyntaxKind, type Identifier, type Node, type PropertyAccessExpression } from 'typescript/unstable/ast'
import { fieldsOf } from '../src/form/section.ts'
import { lists } from '../src/reference/index.ts'
import { sections } from '../src/sections/index.ts'
import { nodes, type SourceFile } from './source.ts'

/** Places that play the world outside and must name what they send: the generator of SAPK's extract files, the gallery's typed-in examples. */
const OUTSIDE = ['src/generate/', 'src/features/komponen/']

/** Field keys that are also words of their own. They may be spelled anywhere, but nobody outside the sections may read them off a section's values. */
const WORDS: Readonly<Record<string, string>> = {
  nip: 'the key of every table of a person',
  nama: 'the name of everything: people, entries, offices',
  nik: 'asked at registration before there is a form; part of Person',
  alamat: 'address of an agency, and of a page',
  instansi: 'an agency: scope of staff, lists and pages',
  provinsi: 'kind of area',
  kabupaten: 'kind of area',
  kecamatan: 'kind of area',
  desa: 'kind of area',
  negara: 'kind of area',
  nama_jabatan: 'what a unit says of its head',
  disiplin: 'hukuman disiplin: why a rank may fall',
}
/** Names of reference lists may stand in texts, where they mean the list; as the name of a property they would mean the field, but where lists are defined and loaded. */
const LIST_FILES = ['src/reference/', 'src/impor/siasn.ts']
const LISTS: ReadonlySet<string> = new Set(lists.map((l) => l.code))

export type Stray = { key: string; path: string; how: 'word' | 'property' | 'read' }
export type FanOut = {
  keys: number
  /** judged by every occurrence, by property names, by reads */ strict: number
  lists: number
  words: number
  strays: Stray[]
}

/** Every file that spells a field and is not the section (or, for a derived field, one of the sections) that defines it. */
export function fanOut(files: readonly SourceFile[]): FanOut {
  const homes = new Map<string, string[]>()
  for (const s of sections) for (const [key] of fieldsOf(s)) homes.set(key, [...(homes.get(key) ?? []), `src/sections/${camel(s.code)}.ts`])
  const keys = [...homes.keys()]
  const strays: Stray[] = []
  for (const file of files.filter((f) => !OUTSIDE.some((folder) => f.path.startsWith(folder)))) {
    const found = wordsOf(file)
    for (const key of keys.filter((k) => !homes.get(k)!.includes(file.path))) {
      const how = key in WORDS ? 'read' : LISTS.has(key) ? 'property' : 'word'
      if (found[how].has(key) && !(how === 'property' && LIST_FILES.some((f) => file.path.startsWith(f)))) strays.push({ key, path: file.path, how })
    }
  }
  const words = keys.filter((k) => k in WORDS).length
  const named = keys.filter((k) => !(k in WORDS) && LISTS.has(k)).length
  return { keys: keys.length, strict: keys.length - words - named, lists: named, words, strays }
}

const camel = (code: string): string => code.replace(/-(.)/g, (_, c: string) => c.toUpperCase())

const PROPERTIES: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.PropertyAssignment,
  SyntaxKind.ShorthandPropertyAssignment,
  SyntaxKind.PropertySignature,
  SyntaxKind.PropertyDeclaration,
  SyntaxKind.PropertyAccessExpression,
  SyntaxKind.MethodSignature,
  SyntaxKind.MethodDeclaration,
])
const TEXTS: ReadonlySet<SyntaxKind> = new Set([
  SyntaxKind.StringLiteral,
  SyntaxKind.NoSubstitutionTemplateLiteral,
  SyntaxKind.TemplateHead,
  SyntaxKind.TemplateMiddle,
  SyntaxKind.TemplateTail,
  SyntaxKind.JsxText,
])
/** What holds the values of a section outside of it. */
const HOLDERS = new Set(['values', 'official', 'proposed', 'sebelum', 'sesudah', 'main', 'current', 'fields', 'raw', 'draft'])

/** What a file spells: names of properties; those read off the values of a section; and all of them with the words of texts, SQL and addresses. Variables, imports and comments are none. */
function wordsOf(file: SourceFile): Record<Stray['how'], Set<string>> {
  const [word, property, read] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const node of nodes(file.root)) {
    const name = propertyName(node)
    if (name !== undefined) for (const set of [word, property]) set.add(name)
    if (TEXTS.has(node.kind)) for (const w of (node as Node & { text: string }).text.match(/[a-zA-Z_]\w*/g) ?? []) word.add(w)
    const off = readOff(node)
    if (off !== undefined) read.add(off)
  }
  return { word, property, read }
}

function propertyName(node: Node): string | undefined {
  if (PROPERTIES.has(node.kind)) return text((node as PropertyAccessExpression).name)
  if (node.kind !== SyntaxKind.BindingElement || node.parent.kind !== SyntaxKind.ObjectBindingPattern) return undefined
  const { propertyName: from, name } = node as Node & { propertyName?: Node; name: Node }
  return text(from ?? name)
}

/** `values.nama`, `i.proposed!['nama']` */
function readOff(node: Node): string | undefined {
  const { expression, name, argumentExpression } = node as Node & { expression: Node; name?: Node; argumentExpression?: Node }
  const key = node.kind === SyntaxKind.PropertyAccessExpression ? name : node.kind === SyntaxKind.ElementAccessExpression ? argumentExpression : undefined
  return key && HOLDERS.has(holder(expression) ?? '') ? text(key) : undefined
}

function holder(node: Node): string | undefined {
  if (node.kind === SyntaxKind.NonNullExpression || node.kind === SyntaxKind.ParenthesizedExpression)
    return holder((node as Node & { expression: Node }).expression)
  return node.kind === SyntaxKind.PropertyAccessExpression ? text((node as PropertyAccessExpression).name) : text(node)
}

const text = (node: Node): string | undefined =>
  node.kind === SyntaxKind.Identifier || node.kind === SyntaxKind.StringLiteral ? (node as Identifier).text : undefined
