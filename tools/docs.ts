// npm run docs: writes every generated document. With --periksa it only says which ones are out of date.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../src/db/embedded.ts'
import { defaultDataFolder, projectFolder } from '../src/db/embeddedFiles.ts'
import { migrate } from '../src/db/migrate.ts'
import { clientConfig } from '../src/db/pool.ts'
import { fieldsFile, fieldsText } from './fieldsDoc.ts'
import { dumpSchema, dumpTypes, schemaFile, typesFile } from './skema.ts'
import { workflowFile, workflowText } from './workflowDoc.ts'

/** A document: its file and its text. Documents that need no database are added to `others`. */
type Document = { file: string; text: string }

const others: (() => Document | Promise<Document>)[] = [() => ({ file: fieldsFile, text: fieldsText() }), () => ({ file: workflowFile, text: workflowText() })]

/** Schema and table types, from a database migrated for this purpose. */
async function schemaDocuments(): Promise<Document[]> {
  const folder = join(defaultDataFolder(), `uji-${process.pid}`)
  const server = await startEmbedded({ folder, durable: false })
  try {
    await migrate(server.url)
    const client = new pg.Client(clientConfig(server.url, { role: null }))
    await client.connect()
    const documents = [
      { file: schemaFile, text: await dumpSchema(client) },
      { file: typesFile, text: await dumpTypes(client) },
    ]
    await client.end()
    return documents
  } finally {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function current(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

const checking = process.argv.includes('--periksa')
const documents = [...(await schemaDocuments()), ...(await Promise.all(others.map(async (make) => make())))]
const changed = documents.filter(({ file, text }) => current(file) !== text)
for (const { file, text } of changed) {
  console.log(`${checking ? 'Tidak sesuai, jalankan npm run docs' : 'Ditulis'}: ${relative(projectFolder, file)}`)
  if (checking) continue
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}
if (checking && changed.length) process.exitCode = 1
