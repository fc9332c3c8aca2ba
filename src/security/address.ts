// The address of the client, from the trusted proxy hop only (ASVS 4.1.3), and the prefix that throttles count by.
import { isIP } from 'node:net'

/**
 * With `hops` proxies of our own in front, the entry the outermost of them appended is the client; everything left of it
 * was written by the client itself. No hop, or a header too short to have passed them all: the socket's address.
 */
export function clientAddress(socketAddress: string | undefined, forwardedFor: string | string[] | undefined, hops: number): string {
  const socket = plain(socketAddress ?? '') ?? '0.0.0.0'
  if (hops < 1 || forwardedFor === undefined) return socket
  const entries = [forwardedFor].flat().join(',').split(',')
  return plain(entries.at(-hops) ?? '') ?? socket
}

/** IPv4 as it is, IPv6 as its /64: one household or phone owns a whole /64. */
export function addressPrefix(address: string): string {
  const ip = plain(address)
  if (ip === undefined) return 'tidak dikenal'
  if (isIP(ip) === 4) return ip
  const [left = '', right] = ip.split('::')
  const head = left ? left.split(':') : []
  const tail = right ? right.split(':') : []
  const missing = right === undefined ? 0 : 8 - head.length - tail.length
  return `${[...head, ...Array<string>(Math.max(0, missing)).fill('0'), ...tail].slice(0, 4).join(':')}::/64`
}

// Canonical spelling, without port, brackets, zone or IPv4-in-IPv6; undefined when it is no address at all.
function plain(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1] ?? bare
  if (isIP(mapped) === 4) return mapped
  if (isIP(mapped) !== 6) return undefined
  return new URL(`http://[${mapped}]/`).hostname.slice(1, -1)
}
