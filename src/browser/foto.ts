// Makes a phone's photo smaller before it is sent: less to wait for on a slow line. Where the browser cannot, the file goes as it is.
const SIDE = 2400
const QUALITY = 0.82
/** Smaller ones are not worth it. */
const FROM_BYTES = 600 * 1024

/** For the form with the file; its status line says what was done. */
export function foto(): void {
  const form = document.querySelector<HTMLFormElement>('form[data-foto]')
  const input = form?.querySelector<HTMLInputElement>('input[type=file]')
  const status = form?.querySelector('[data-kabar]')
  if (!form || !input || !status) return
  let work: Promise<void> | undefined
  const say = (text: string): void => void (status.textContent = text)
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    say('')
    work = undefined
    if (!file || !/^image\/(jpeg|png)$/.test(file.type) || file.size < FROM_BYTES) return
    say('Foto sedang dikecilkan…')
    work = shrink(file)
      .catch(() => undefined)
      .then((small) => {
        work = undefined
        if (input.files?.[0] !== file) return
        if (!small || small.size >= file.size) return say('')
        const list = new DataTransfer()
        list.items.add(small)
        input.files = list.files
        say(`Foto dikecilkan dari ${size(file)} menjadi ${size(small)}.`)
      })
  })
  form.addEventListener(
    'submit',
    (event) => {
      if (!work) return say('Sedang mengirim…')
      // Pressed while the photo was still being made smaller: sent as soon as it is.
      event.preventDefault()
      event.stopImmediatePropagation()
      void work.then(() => form.requestSubmit())
    },
    true,
  )
}

async function shrink(file: File): Promise<File | undefined> {
  const image = await createImageBitmap(file, { imageOrientation: 'from-image' })
  const scale = Math.min(1, SIDE / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(image.width * scale)
  canvas.height = Math.round(image.height * scale)
  const pen = canvas.getContext('2d')
  if (!pen) return undefined
  pen.fillStyle = '#fff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY))
  return blob ? new File([blob], file.name.replace(/\.\w+$/, '') + '.jpg', { type: 'image/jpeg' }) : undefined
}

const size = (f: Blob): string => (f.size < 1048576 ? `${Math.round(f.size / 1024)} KB` : `${(f.size / 1048576).toFixed(1).replace('.', ',')} MB`)
