// Documents about definitions are generated, and true.
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fieldsFile, fieldsText } from '../tools/fieldsDoc.ts'
import { workflowFile, workflowText } from '../tools/workflowDoc.ts'

test.each([
  ['docs/fields.md', fieldsFile, fieldsText],
  ['docs/workflow.md', workflowFile, workflowText],
])('%s is what the definitions say (npm run docs)', (_, file, text) => expect(readFileSync(file, 'utf8')).toBe(text()))
