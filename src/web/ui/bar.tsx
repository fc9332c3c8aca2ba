// Sticky bars at the lower edge; they let go of the screen when it is low or the text is large (base.css).
import type { ComponentChildren } from 'preact'
import { saveWords, type SaveState } from './words.ts'

/** Two buttons at most; buttons outside the form carry `form`. Goes into `<Page bar>`. */
export const SaveBar = ({ state = 'awal', time, children }: { state?: SaveState; /** "10.42 WIB" */ time?: string; children: ComponentChildren }) => (
  <Bar>
    <SaveStatus state={state} time={time} />
    {children}
  </Bar>
)

/** The sentence alone; the script changes `data-keadaan` and the two texts. */
export const SaveStatus = ({ state, time = '' }: { state: SaveState; time?: string }) => (
  <p class="simpan" role="status" data-keadaan={state}>
    <span>
      <b>{saveWords[state][0]}</b>
      <span>{saveWords[state][1].replace('{pukul}', time)}</span>
    </span>
  </p>
)

/** A sticky bar with own words, such as the verifier's "3 dari 5 diputuskan". */
export const Bar = ({ children }: { children: ComponentChildren }) => (
  <div class="bilah">
    <div class="wrap">{children}</div>
  </div>
)

/** Words at the left of a Bar. */
export const BarText = ({ children, live }: { children: ComponentChildren; live?: boolean }) => (
  <p class="simpan" data-keadaan="awal" role={live ? 'status' : undefined}>
    <span>{children}</span>
  </p>
)
