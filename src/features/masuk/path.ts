// Where to go after login: only addresses of our own pages (no open redirect).

/** The address, when it is a page of ours; login and logout themselves are none. */
export function ownPath(path: string | undefined): string | undefined {
  if (!path || path.length > 500 || !/^\/(?![/\\])[\x21-\x5b\x5d-\x7e]*$/.test(path)) return undefined
  return /^\/(masuk|keluar|petugas\/masuk)([/?#]|$)/.test(path) ? undefined : path
}
