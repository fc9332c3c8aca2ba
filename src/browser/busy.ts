// Runs inside the busy page: counts down, then loads the page again or sends the kept POST with the same key.
import { kirimanTersimpan, lupakanKiriman } from './kirim.ts'

const html = document.documentElement
const hitung = document.getElementById('hitung')!
const kabar = document.getElementById('kabar')!
const lagi = document.getElementById('lagi') as HTMLButtonElement
const post = Boolean(html.dataset.kirim)
const kiriman = post ? kirimanTersimpan() : null
const target = kiriman && new URL(kiriman.url).pathname === location.pathname ? kiriman : null
let sisa = Number(html.dataset.detik) || 30

function show(): void {
  hitung.innerHTML = `Halaman ini mencoba lagi dalam <b>${sisa}</b> detik.`
}

async function resend(): Promise<void> {
  try {
    const answer = await fetch(target!.url, { method: 'POST', body: new URLSearchParams(target!.body), credentials: 'same-origin' })
    if (answer.status === 503) return wait(Number(answer.headers.get('retry-after')) || 30, 'Masih ramai.')
    lupakanKiriman()
    if (answer.redirected) return location.replace(answer.url)
    const text = await answer.text()
    document.open()
    document.write(text)
    document.close()
  } catch {
    wait(20, 'Tidak ada sambungan. Isian masih tersimpan di sini.')
  }
}

function retry(): void {
  lagi.disabled = true
  kabar.textContent = 'Mencoba lagi…'
  if (target) void resend()
  else location.reload()
}

function wait(seconds: number, word = ''): void {
  sisa = seconds
  lagi.disabled = false
  kabar.textContent = word
  show()
}

lagi.hidden = false
lagi.onclick = () => {
  sisa = 0
  retry()
}
// A POST that was not kept (kata kunci, berkas) can only be repeated by a reload, which the browser asks about: not by itself.
if (!post || target) {
  show()
  setInterval(() => {
    if (sisa > 0 && --sisa === 0) retry()
    else if (sisa > 0) show()
  }, 1000)
}
