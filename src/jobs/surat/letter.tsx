// A letter as parts, written once: from the same parts come the plain text and the simple HTML.
import { render } from 'preact-render-to-string'

/** A paragraph, a code to type, an address to open, or a list. */
export type Part = string | { kode: string } | { tautan: string; label: string } | { butir: readonly string[] }

export type Attachment = { filename: string; content: Buffer; contentType: string }

export type Letter = {
  perihal: string
  isi: readonly Part[]
  /** why this person gets it; every letter says so */
  sebab: string
  /** what to do when it was not he */
  bukanSaya: string
  lampiran?: readonly Attachment[]
}

const CLOSING = 'Surat ini dikirim otomatis oleh e-PUPNS, Badan Kepegawaian Negara. Jangan dibalas. Petugas tidak pernah meminta kata kunci atau kode Anda.'

/** The letter as plain text, lines unbroken. */
export function toText(l: Letter, baseUrl: string): string {
  const parts = l.isi.map((p) => {
    if (typeof p === 'string') return p
    if ('kode' in p) return `    ${p.kode}`
    if ('butir' in p) return p.butir.map((b) => `- ${b}`).join('\n')
    return `${p.label}:\n${p.tautan}`
  })
  return ['Yth. Bapak/Ibu,', ...parts, '--', l.sebab, `Bukan Anda? ${l.bukanSaya}`, CLOSING, baseUrl].join('\n\n')
}

/** The same for mail programs that show HTML; no pictures, nothing is loaded from anywhere. */
export function toHtml(l: Letter, baseUrl: string): string {
  return `<!doctype html>${render(
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <title>{l.perihal}</title>
      </head>
      <body style="margin:0;background:#f4f6f9;color:#14202e;font:16px/1.5 system-ui,Arial,sans-serif">
        <div style="max-width:34em;margin:0 auto;padding:20px;background:#fff;border-top:5px solid #c8102e">
          <p style="font-weight:bold">e-PUPNS</p>
          <p>Yth. Bapak/Ibu,</p>
          {l.isi.map((p) => (
            <PartView part={p} />
          ))}
          <hr style="border:0;border-top:1px solid #d3dbe4" />
          <p style="color:#465566;font-size:14px">{l.sebab}</p>
          <p style="color:#465566;font-size:14px">
            <b>Bukan Anda?</b> {l.bukanSaya}
          </p>
          <p style="color:#465566;font-size:14px">
            {CLOSING}
            <br />
            {baseUrl}
          </p>
        </div>
      </body>
    </html>,
  )}`
}

function PartView({ part }: { part: Part }) {
  if (typeof part === 'string') return <p>{part}</p>
  if ('kode' in part) return <p style="font:bold 28px/1.3 Consolas,monospace;letter-spacing:3px">{part.kode}</p>
  if ('butir' in part)
    return (
      <ul>
        {part.butir.map((b) => (
          <li>{b}</li>
        ))}
      </ul>
    )
  return (
    <p>
      {part.label}:<br />
      <a href={part.tautan}>{part.tautan}</a>
    </p>
  )
}
