// Encryption of whole files: EPB1 | key id | nonce | ciphertext | tag, AES-256-GCM, bound to the name in the store.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Transform } from 'node:stream'
import type { Keys } from '../security/keys.ts'

const MAGIC = Buffer.from('EPB1')
const ID = 6
const NONCE = 12
const TAG = 16
const HEAD = MAGIC.length + ID + NONCE

/** A new name in the store; says nothing about what it holds. */
export const newName = (): string => randomBytes(20).toString('hex')

/** Seals what flows through. */
export function sealing(keys: Keys, name: string): Transform {
  const { current, byId } = keys.rings.file
  const head = Buffer.concat([MAGIC, Buffer.from(current), randomBytes(NONCE)])
  const cipher = createCipheriv('aes-256-gcm', byId.get(current)!, head.subarray(-NONCE))
  cipher.setAAD(bound(head, name))
  let started = false
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (!started) this.push(head)
      started = true
      done(null, cipher.update(chunk))
    },
    flush(done) {
      if (!started) this.push(head)
      this.push(cipher.final())
      this.push(cipher.getAuthTag())
      done()
    },
  })
}

/** Seals bytes that are at hand. */
export function sealBytes(keys: Keys, name: string, bytes: Buffer): Buffer {
  const stream = sealing(keys, name)
  const parts: Buffer[] = []
  stream.on('data', (part: Buffer) => parts.push(part))
  stream.end(bytes)
  return Buffer.concat(parts)
}

/** Opens a sealed file. Nothing of it is given away before the whole of it is known to be genuine: anything else throws. */
export function openBytes(keys: Keys, name: string, sealed: Buffer): Buffer {
  const head = sealed.subarray(0, HEAD)
  const key = keys.rings.file.byId.get(head.subarray(MAGIC.length, MAGIC.length + ID).toString('latin1'))
  if (sealed.length < HEAD + TAG || !head.subarray(0, MAGIC.length).equals(MAGIC) || !key)
    throw new Error('a stored file does not open: damaged, or its key is missing')
  const decipher = createDecipheriv('aes-256-gcm', key, head.subarray(-NONCE))
  decipher.setAAD(bound(head, name))
  decipher.setAuthTag(sealed.subarray(-TAG))
  const bytes = decipher.update(sealed.subarray(HEAD, -TAG))
  // Brings nothing more, but throws unless every byte is genuine.
  decipher.final()
  return bytes
}

const bound = (head: Buffer, name: string): Buffer => Buffer.concat([head.subarray(0, MAGIC.length + ID), Buffer.from(`|${name}`)])
