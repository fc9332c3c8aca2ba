// Entry point of the browser code on every page. Nothing needs it: every page works without. What only some pages use comes when they do.
import './polyfill.ts'
import './cari.ts'
import { autosave } from './autosave.ts'
import { live } from './live.ts'
import { sweepCopies } from './salinan.ts'
import { enhance, watchSubmits } from './ui.ts'

const has = (selector: string): boolean => document.querySelector(selector) !== null

enhance()
watchSubmits()
if (has('epu-pow')) void import('./pow.ts')
if (has('[data-aturan], [data-pakai], [data-bila*="="]')) void import('./kataKunci.ts').then((m) => m.kataKunci())
if (document.body.dataset.sesi) void import('./sesi.ts').then((m) => m.sesi())
if (has('form[data-foto]')) void import('./foto.ts').then((m) => m.foto())
if (has('form[data-keputusan]')) void import('./verifikasi.ts').then((m) => m.verifikasi())
document.querySelectorAll<HTMLFormElement>('form[data-bagian]').forEach(live)
const kept = document.querySelectorAll<HTMLFormElement>('form[data-simpan-otomatis]')
sweepCopies(Array.from(kept))
kept.forEach(autosave)
