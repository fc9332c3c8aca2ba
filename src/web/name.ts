// SAPK holds names in capitals; pages show them as people write them. Only the display changes, never the data.

const small = new Set(['bin', 'binti', 'dan', 'di', 'van', 'der'])

/** `SUTRISNO WIBOWO` → `Sutrisno Wibowo`; names that are not all capitals stay as they are. */
export function showName(name: string): string {
  if (name !== name.toUpperCase()) return name
  return name.toLowerCase().replace(/[\p{L}]+/gu, (word, at: number) => (at > 0 && small.has(word) ? word : word[0]!.toUpperCase() + word.slice(1)))
}
