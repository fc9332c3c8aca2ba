// Proof of work, the part that browser and server share: no imports, no Node. Find n so that SHA-256("salt:n") begins with
// `bits` zero bits. Web Crypto is too slow per hash, so the browser computes it here, one block at a time.

/** What the page hands to the solver: "bits.salt.token". */
export type PowTask = { bits: number; salt: string; token: string }

/** Writes a task for the attribute data-tantangan. */
export function writeTask({ bits, salt, token }: PowTask): string {
  return `${bits}.${salt}.${token}`
}

/** Reads the attribute; undefined when it is not a task. */
export function readTask(text: string): PowTask | undefined {
  const [, bits, salt, token] = /^(\d+)\.([\w-]+)\.(.+)$/.exec(text) ?? []
  return bits && salt && token ? { bits: Number(bits), salt, token } : undefined
}

/** What is sent back in the input `pow`: "n.token". */
export function writeSolution(n: number, token: string): string {
  return `${n}.${token}`
}

/** What is hashed. */
export function powMessage(salt: string, n: number): string {
  return `${salt}:${n}`
}

/** Tries `count` numbers from `from` on; the first that solves the task, or undefined. */
export function solveSlice({ bits, salt }: PowTask, from: number, count: number): number | undefined {
  for (let n = from; n < from + count; n++) {
    if (Math.clz32(sha256Head(powMessage(salt, n))) >= bits) return n
  }
  return undefined
}

const fraction = (x: number): number => ((x % 1) * 2 ** 32) | 0
const primes: number[] = []
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p)) primes.push(n)
const K = primes.map((p) => fraction(Math.cbrt(p)))
const H = primes.slice(0, 8).map((p) => fraction(Math.sqrt(p)))
const W = new Int32Array(64)

/** The first 32 bits of SHA-256 of an ASCII text of at most 55 characters. */
export function sha256Head(text: string): number {
  W.fill(0, 0, 16)
  const put = (i: number, byte: number): void => void (W[i >> 2]! |= byte << (24 - 8 * (i & 3)))
  for (let i = 0; i < text.length; i++) put(i, text.charCodeAt(i))
  put(text.length, 128)
  W[15] = text.length * 8
  const turn = (x: number, by: number): number => (x >>> by) | (x << (32 - by))
  let [a, b, c, d, e, f, g, h] = H as [number, number, number, number, number, number, number, number]
  for (let i = 0; i < 64; i++) {
    if (i > 15) {
      const [x, y] = [W[i - 15]!, W[i - 2]!]
      W[i] = W[i - 16]! + (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) + W[i - 7]! + (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))
    }
    const one = h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i]! + W[i]!
    const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))
    h = g
    g = f
    f = e
    e = (d + one) | 0
    d = c
    c = b
    b = a
    a = (one + two) | 0
  }
  return (a + H[0]!) | 0
}
