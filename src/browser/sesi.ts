// Two minutes before a session ends by itself the page says so, and one press keeps it (trust.md 7.6). Asking how long is left keeps nobody in.

type Kind = 'pns' | 'petugas'
/** Minutes to the first question: the idle time, less what its mark may lag behind, less the warning. */
const FIRST: Readonly<Record<Kind, number>> = { pns: 23, petugas: 8 }
const WARN = 120
const SECOND = 1000

/** For pages of somebody who is signed in; `data-sesi` of the body says who. */
export function sesi(): void {
  const kind = document.body.dataset.sesi as Kind
  let timer = setTimeout(check, FIRST[kind] * 60 * SECOND)
  let asked = Date.now()
  let shown: HTMLDialogElement | undefined

  // A phone that slept wakes with its timers late.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && !shown && Date.now() - asked > FIRST[kind] * 60 * SECOND) void check()
  })

  async function check(): Promise<void> {
    const left = await ask('GET', '/sesi/sisa')
    asked = Date.now()
    if (left === undefined) return later(60)
    if (left > WARN) return later(left - WARN)
    show(left)
  }

  function later(seconds: number): void {
    clearTimeout(timer)
    timer = setTimeout(check, seconds * SECOND)
  }

  /** Undefined = the line is gone: nothing is known, and nothing is said. */
  async function ask(method: 'GET' | 'POST', path: string): Promise<number | undefined> {
    try {
      const answer = await fetch(`${path}?untuk=${kind}`, { method, headers: { accept: 'application/json' } })
      return answer.ok ? ((await answer.json()) as { sisa: number }).sisa : undefined
    } catch {
      return undefined
    }
  }

  function show(left: number): void {
    shown?.remove()
    const dialog = (shown = document.createElement('dialog'))
    dialog.className = 'sesi-habis'
    dialog.setAttribute('aria-labelledby', 'sesi-judul')
    dialog.addEventListener('cancel', (event) => event.preventDefault())
    document.body.append(dialog)
    const end = Date.now() + left * SECOND
    const tick = setInterval(() => draw(), 5 * SECOND)
    const close = () => (clearInterval(tick), dialog.remove(), (shown = undefined))
    const draw = () => {
      const rest = Math.round((end - Date.now()) / SECOND)
      if (rest <= 0) return (clearInterval(tick), over(dialog, close))
      time.textContent = rest > 60 ? 'kurang dari 2 menit' : 'kurang dari 1 menit'
      return undefined
    }
    const time = element('b', '')
    dialog.append(
      element('h2', 'Sesi Anda hampir berakhir', { id: 'sesi-judul' }),
      element('p', 'Demi keamanan, Anda dikeluarkan dalam ', {}, time, '. Isian yang tersimpan tidak hilang.'),
    )
    const row = element('div', '', { className: 'aksi' })
    const stay = button('Tetap masuk', 'btn', async () => {
      const now = await ask('POST', '/sesi/lanjut')
      if (now === undefined) return
      if (now <= 0) return over(dialog, close)
      close()
      // After twelve hours nothing keeps a session: then it is said again, when it is nearly over.
      later(Math.max(30, now - WARN))
    })
    row.append(stay, button('Nanti saja', 'btn kedua', close))
    dialog.append(row)
    draw()
    open(dialog)
    stay.focus()
  }

  function over(dialog: HTMLElement, close: () => void): void {
    const path = kind === 'pns' ? '/masuk' : '/petugas/masuk'
    const go = element('a', 'Masuk lagi', {
      className: 'btn',
      href: `${path}?ke=${encodeURIComponent(location.pathname + location.search)}`,
    } as Partial<HTMLAnchorElement>)
    const row = element('div', '', { className: 'aksi' })
    row.append(go, button('Tutup', 'btn kedua', close))
    dialog.replaceChildren(
      element('h2', 'Sesi sudah berakhir', { id: 'sesi-judul' }),
      element('p', 'Yang belum tersimpan masih ada di layar ini. Tekan Simpan seperti biasa: setelah masuk, isian itu ditawarkan lagi.'),
      row,
    )
    go.focus()
  }
}

function open(dialog: HTMLDialogElement): void {
  if (typeof dialog.showModal === 'function') dialog.showModal()
  else dialog.setAttribute('open', '')
}

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  text: string,
  props: Partial<HTMLElementTagNameMap[K]> = {},
  ...more: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const el = Object.assign(document.createElement(tag), props)
  el.append(text, ...more)
  return el
}

const button = (text: string, className: string, act: () => unknown): HTMLButtonElement =>
  element('button', text, { type: 'button', className, onclick: () => void act() })
