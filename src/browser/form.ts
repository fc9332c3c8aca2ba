// Entry point of the browser code on every page.
import { enhance, watchSubmits } from './ui.ts'

enhance()
watchSubmits()
