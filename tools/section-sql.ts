// Prints the `create table` of the sections named on the command line, for a dated migration.
import { createTable } from '../src/form/table.ts'
import { sections } from '../src/sections/index.ts'

const wanted = process.argv.slice(2)
for (const s of sections) if (wanted.length === 0 || wanted.includes(s.code)) console.log(createTable(s))
