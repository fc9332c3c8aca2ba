// Cookie names and flags. They follow the scheme of BASE_URL, so that a demo over plain http works from a phone.

const NAMES = {
  sesi: 'epupns_sesi',
  petugas: 'epupns_petugas',
  perangkat: 'epupns_perangkat',
  anonim: 'epupns_anonim',
  daftar: 'epupns_daftar',
  pulih: 'epupns_pulih',
  jawaban: 'epupns_jawaban',
  nomor: 'epupns_nomor',
} as const

export type CookieUse = keyof typeof NAMES

export type CookieFlags = { path: '/'; httpOnly: true; sameSite: 'lax'; secure: boolean; maxAge?: number }

/** True when cookies may and must be Secure. */
export function isSecure(baseUrl: string): boolean {
  return new URL(baseUrl).protocol === 'https:'
}

/** `__Host-` binds a cookie to this host over https; browsers refuse that prefix over plain http. */
export function cookieName(baseUrl: string, use: CookieUse): string {
  return isSecure(baseUrl) ? `__Host-${NAMES[use]}` : NAMES[use]
}

/** Flags of all our cookies; without maxAge (seconds) the cookie ends with the browser. */
export function cookieFlags(baseUrl: string, maxAge?: number): CookieFlags {
  return { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(baseUrl), ...(maxAge === undefined ? {} : { maxAge }) }
}
