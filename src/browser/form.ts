// Entry point of the browser code on every page. Nothing needs it: every page works without.
import './polyfill.ts'
import './cari.ts'
import { autosave } from './autosave.ts'
import { kataKunci } from './kataKunci.ts'
import { live } from './live.ts'
import './pow.ts'
import { enhance, watchSubmits } from './ui.ts'
import { verifikasi } from './verifikasi.ts'

enhance()
watchSubmits()
kataKunci()
verifikasi()
document.querySelectorAll<HTMLFormElement>('form[data-bagian]').forEach(live)
document.querySelectorAll<HTMLFormElement>('form[data-simpan-otomatis]').forEach(autosave)
