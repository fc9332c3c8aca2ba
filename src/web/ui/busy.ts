// Halaman ramai: the whole 503 page as a string, made once; it asks for nothing and sends again by itself.
import { createHash } from 'node:crypto'
import { inlineScript } from '../assets.ts'

const css = `body{margin:0;border-top:5px solid #c8102e;background:#f4f6f9;color:#14202e;font:400 1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif}
main{max-width:34em;margin:0 auto;padding:32px 20px}
h1{font-size:1.7rem;line-height:1.2;margin:0 0 .4em}
p{margin:0 0 1em}
.k{background:#fff;border:1px solid #d3dbe4;border-radius:12px;padding:18px 20px;margin:0 0 20px}
.k p{margin:0}.k b{font-size:1.35rem;font-variant-numeric:tabular-nums}
button{min-height:48px;padding:8px 22px;border:2px solid #12305c;border-radius:8px;background:#12305c;color:#fff;font:inherit;font-weight:600;cursor:pointer;margin:0 0 16px}
button:focus-visible{outline:3px solid #14202e;outline-offset:1px;box-shadow:0 0 0 6px #ffd23f}
small{color:#465566}`

const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
let made: { script: string; csp: string } | undefined

function parts() {
  if (made) return made
  const script = inlineScript('busy.ts')
  // 'self' because the answer that finally arrives is written into this document and brings its own style and script.
  const csp = `default-src 'none'; style-src 'self' ${hash(css)}; script-src 'self' ${hash(script)}; connect-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`
  return (made = { script, csp })
}

export type BusyPage = { status: 503; headers: Record<string, string>; html: string }

/** `seconds` goes into Retry-After and the count-down; `post` when the refused request was a POST, which a reload must not turn into a GET. */
export function busyPage(seconds: number, post: boolean): BusyPage {
  const { script, csp } = parts()
  const html = `<!doctype html><html lang="id" data-detik="${seconds}" data-kirim="${post ? 1 : ''}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>Sedang ramai · e-PUPNS</title><style>${css}</style></head><body><main><h1>Sedang ramai</h1><p>Banyak PNS memakai e-PUPNS saat ini. Permintaan Anda belum dapat dilayani, tetapi tidak ada isian yang hilang.</p><div class="k"><p id="hitung">${post ? 'Muat ulang halaman ini sebentar lagi, lalu setujui pengiriman ulang.' : `Halaman ini mencoba lagi dalam <b id="detik">${seconds}</b> detik.`}</p><p id="kabar" role="status"></p></div><p>${post ? 'Isian Anda masih disimpan di halaman ini. Jangan menutupnya. Dikirim dua kali pun hanya dicatat sekali.' : 'Anda tidak perlu menekan apa pun.'}</p><button type="button" id="lagi" hidden>Coba sekarang</button><p><small>Biasanya lebih lengang sebelum pukul 08.00 dan setelah pukul 20.00 waktu setempat.</small></p></main><script>${script}</script></body></html>`
  return {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'retry-after': String(seconds),
      'content-security-policy': csp,
      // A GET is repeated even where no script runs.
      ...(!post && { refresh: String(seconds) }),
    },
    html,
  }
}
