// Errors of starting up. Each becomes one line in Indonesian and exit code 1; a stack would only frighten.

/** Something the person who starts the program can mend. */
export class StartError extends Error {
  override name = 'StartError'
}

/** The one line for an error met while starting; undefined = not one of the known ones. */
export function startErrorLine(error: unknown): string | undefined {
  if (error instanceof StartError) return error.message
  if (!(error instanceof Error)) return undefined
  const code = 'code' in error ? String(error.code) : ''
  const path = 'path' in error && typeof error.path === 'string' ? ` (${error.path})` : ''
  if (code === 'ENOSPC' || code === '53100' || /No space left on device/.test(error.message)) {
    return `Diska penuh${path}. Kosongkan ruang diska, lalu jalankan lagi; data yang sudah tersimpan tetap ada.`
  }
  if (code === 'EROFS' || code === 'EACCES' || code === 'EPERM') {
    return `Folder tidak dapat ditulisi${path}. Beri izin tulis, atau tunjuk folder lain dengan EPUPNS_DATA=/folder/data.`
  }
  return undefined
}
