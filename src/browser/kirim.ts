// The last POST of this tab, kept until its answer has come, so that the busy page can send the same bytes again.
const KEY = 'ep-kirim'

export type Kiriman = { url: string; body: string }

/** Forms with secrets or files are not kept; neither is anything on a shared computer (`data-bersama` on body). */
export function ingatKiriman(form: HTMLFormElement, submitter: HTMLElement | null): void {
  lupakanKiriman()
  if (form.method !== 'post' || document.body.dataset.bersama || form.querySelector('[type=password],[type=file],[data-rahasia]')) return
  const body = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value)
  if (submitter instanceof HTMLButtonElement && submitter.name) body.append(submitter.name, submitter.value)
  try {
    sessionStorage.setItem(KEY, JSON.stringify({ url: form.action, body: body.toString() }))
  } catch {
    // storage is full or switched off: the busy page then asks for a reload
  }
}

export function kirimanTersimpan(): Kiriman | null {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Kiriman | null
  } catch {
    return null
  }
}

export function lupakanKiriman(): void {
  try {
    sessionStorage.removeItem(KEY)
  } catch {
    // nothing was kept
  }
}
