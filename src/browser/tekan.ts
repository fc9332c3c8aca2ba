// A button that moves between press and release never gets its click: what moves the page waits for the release.
let held = false
const waiting: (() => void)[] = []

// After a touch the browser makes mouse events, and only those take the focus from the field.
for (const type of ['pointerdown', 'mousedown'] as const) window.addEventListener(type, (event) => (held = event.button === 0), true)
for (const type of ['pointerup', 'pointercancel', 'mouseup'] as const)
  window.addEventListener(
    type,
    () => {
      held = false
      // The click comes right after, in the same turn.
      window.setTimeout(() => held || waiting.splice(0).forEach((change) => change()))
    },
    true,
  )

/** Runs `change`, which may move what is on the page: now, or as soon as the mouse button or the finger is up. */
export function whenReleased(change: () => void): void {
  if (held) waiting.push(change)
  else change()
}
