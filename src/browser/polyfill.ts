// Three small methods that WebViews before Chrome 97 lack; the shared section code uses them (ui.md 7: Chrome 90 and later).

const add = (on: object, name: string, value: unknown): void => {
  if (!(name in on)) Object.defineProperty(on, name, { value, writable: true, configurable: true })
}
function at<T>(this: T[], i: number): T | undefined {
  return this[i < 0 ? this.length + i : i]
}
function findLastIndex<T>(this: T[], test: (value: T, i: number, all: T[]) => unknown): number {
  let i = this.length - 1
  while (i >= 0 && !test(this[i]!, i, this)) i--
  return i
}

add(Array.prototype, 'at', at)
add(Array.prototype, 'findLastIndex', findLastIndex)
add(Array.prototype, 'findLast', function <T>(this: T[], test: (value: T, i: number, all: T[]) => unknown) {
  return this[findLastIndex.call(this as never, test as never)]
})
add(Object, 'hasOwn', (o: object, key: PropertyKey) => Object.prototype.hasOwnProperty.call(o, key))
