// The documents that can be printed: kind → drawing. A further document is one line here.
import { buktiPengisian } from './buktiPengisian.ts'
import { buktiRegistrasi } from './buktiRegistrasi.ts'
import { kodeLoket } from './kodeLoket.ts'
import { tandaBukti } from './tandaBukti.ts'

export const documents = { 'bukti-registrasi': buktiRegistrasi, 'bukti-pengisian': buktiPengisian, 'kode-loket': kodeLoket, 'tanda-bukti': tandaBukti } as const

export type DocumentKind = keyof typeof documents
/** What a kind of document is drawn from. */
export type DocumentView<K extends DocumentKind> = Parameters<(typeof documents)[K]>[0]
