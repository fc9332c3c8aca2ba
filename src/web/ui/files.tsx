// Files as a list: a name to open, and what there is to say about it.
import type { ComponentChildren } from 'preact'
import { Icon } from './icon.tsx'

/** Without `href` it cannot be opened (yet). */
export type ShownFile = { name: string; href?: string; note?: string }

/** One file. */
export const FileLink = ({ file: { name, href, note } }: { file: ShownFile }) => (
  <>
    {href ? (
      <a class="ev" href={href} target="_blank" rel="noopener">
        <Icon name="berkas" />
        {name}
      </a>
    ) : (
      <span class="ev">
        <Icon name="berkas" />
        {name}
      </span>
    )}
    {note && <small class="meta"> {note}</small>}
  </>
)

/** Several, each with what can be done about it. */
export const Files = ({ files }: { files: readonly (ShownFile & { act?: ComponentChildren })[] }) =>
  files.length === 0 ? null : (
    <ul class="berkas-daftar">
      {files.map((f) => (
        <li>
          <FileLink file={f} /> {f.act}
        </li>
      ))}
    </ul>
  )
