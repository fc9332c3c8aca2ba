// The verifier's desk: keys J K S B and autosave of decisions. Without it the page is a plain form.

const PAUSE_MS = 800
const RETRY_MS = 6000

type Answer = { decided: number; total: number; sampai?: string; pukul: string; judul?: string; pesan?: string }

/** Attaches to the form under review, if this page has one. */
export function verifikasi(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-keputusan]')
  if (!form || form.dataset.siap) return
  form.dataset.siap = '1'
  keys(form)
  autosave(form)
}

const rowsOf = (form: HTMLFormElement) =>
  [...form.querySelectorAll<HTMLElement>('[data-baris]')].filter((r) => r.offsetParent && r.querySelector('[type=radio]'))
const choice = (row: Element, values: string) => row.querySelector<HTMLInputElement>(values)

/** Active only while no text is being typed and no other key is held. */
function keys(form: HTMLFormElement): void {
  document.addEventListener('keydown', (event) => {
    const at = event.target as HTMLElement
    if (event.ctrlKey || event.altKey || event.metaKey || at.matches('textarea, select, input:not([type=radio]):not([type=checkbox])')) return
    const rows = rowsOf(form)
    const now = rows.findIndex((r) => r.contains(at))
    const key = event.key.toLowerCase()
    if (key === 'j' || key === 'k') focus(rows[Math.max(0, Math.min(rows.length - 1, now < 0 ? 0 : now + (key === 'j' ? 1 : -1)))])
    else if (key === '?') toggleHelp()
    else if (now < 0) return
    else if (key === 's') choice(rows[now]!, '.pilihan-tombol.y')?.click()
    else if (key === 'b') choice(rows[now]!, '.pilihan-tombol.n')?.click()
    else if (/^[1-9]$/.test(key) && choice(rows[now]!, '.n:checked')) pickReason(rows[now]!, Number(key))
    else return
    event.preventDefault()
  })
}

function focus(row: HTMLElement | undefined): void {
  choice(row ?? document.body, '[type=radio]:checked, [type=radio]')?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}

function toggleHelp(): void {
  const help = document.querySelector<HTMLDetailsElement>('[data-tombol] details')
  if (help && (help.open = !help.open)) help.scrollIntoView({ block: 'nearest' })
}

function pickReason(row: HTMLElement, n: number): void {
  const select = row.querySelector<HTMLSelectElement>('[name^="templat."]')
  if (!select || n >= select.options.length) return
  select.selectedIndex = n
  select.dispatchEvent(new Event('change', { bubbles: true }))
}

function autosave(form: HTMLFormElement): void {
  const dirty = new Set<HTMLElement>()
  let timer = 0
  let busy = false
  const plan = (ms: number) => {
    clearTimeout(timer)
    timer = window.setTimeout(() => void save(), ms)
  }
  const save = async () => {
    const rows = [...dirty].filter(isComplete)
    if (busy || rows.length === 0) return
    busy = true
    rows.forEach((r) => dirty.delete(r))
    const again = await send(form, rows)
    busy = false
    if (again) rows.forEach((r) => dirty.add(r))
    if (dirty.size) plan(again ? RETRY_MS : PAUSE_MS)
  }
  const touched = (event: Event) => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-baris]')
    if (!row) return
    dirty.add(row)
    plan(PAUSE_MS)
  }
  form.addEventListener('input', touched)
  form.addEventListener('change', touched)
  form.addEventListener('submit', () => clearTimeout(timer))
}

/** Kembalikan without a reason waits until there is one. */
function isComplete(row: HTMLElement): boolean {
  if (!row.querySelector('.n:checked')) return row.querySelector('.y:checked') !== null
  return [...row.querySelectorAll<HTMLTextAreaElement | HTMLSelectElement>('.alasan textarea, .alasan select')].some((e) => e.value.trim())
}

/** Sends the rows; true = try again later. */
async function send(form: HTMLFormElement, rows: readonly HTMLElement[]): Promise<boolean> {
  const body = new URLSearchParams({ versi: (form.elements.namedItem('versi') as HTMLInputElement).value })
  for (const [name, value] of new FormData(form)) {
    const input = form.querySelector<HTMLElement>(`[name="${CSS.escape(name)}"]`)
    const row = input?.closest<HTMLElement>('[data-baris]') ?? input?.nextElementSibling
    if (typeof value === 'string' && name.includes('.') && rows.includes(row as HTMLElement)) body.append(name, value)
  }
  try {
    const answer = await fetch(form.action, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
      credentials: 'same-origin',
    })
    if (answer.status === 429 || answer.status >= 500) return tell('belum', 'belum tersimpan, mencoba lagi', true)
    const got = (await answer.json()) as Answer
    return got.judul ? tell('belum', `belum tersimpan. ${got.judul}: ${got.pesan}`) : apply(got)
  } catch {
    return tell('putus', 'tidak ada sambungan, mencoba lagi', true)
  }
}

function apply(got: Answer): false {
  document.querySelectorAll('[data-putusan]').forEach((b) => (b.textContent = `${got.decided} dari ${got.total}`))
  if (got.sampai) document.querySelectorAll('[data-sampai]').forEach((b) => (b.textContent = got.sampai!))
  return tell('tersimpan', `tersimpan ${got.pukul}`) as false
}

function tell(state: string, text: string, again = false): boolean {
  const note = document.querySelector<HTMLElement>('[data-catatan]')
  note?.closest<HTMLElement>('.simpan')?.setAttribute('data-keadaan', state)
  if (note) note.textContent = ` · ${text}`
  return again
}
