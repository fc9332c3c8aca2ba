// The few icons, drawn inline: no emoji, no icon font, no picture.
const paths = {
  ya: 'M4 12.5l5.2 5.2L20 6.5',
  tidak: 'M6 6l12 12M18 6L6 18',
  pena: 'M4 20l1-5L16 4l4 4L9 19z',
  berkas: 'M14 3H6v18h12V7zM14 3v4h4',
  ingat: 'M12 3.5L2.5 20h19zM12 10v4.5M12 17.3v.2',
  info: 'M12 3a9 9 0 100 18 9 9 0 000-18zM12 11v5.5M12 7.6v.2',
  kembali: 'M9 14L4 9l5-5M4 9h10a6 6 0 010 12h-3',
  kiri: 'M15 5l-7 7 7 7',
} as const
export type IconName = keyof typeof paths

/** Decorative only: the word beside it carries the meaning. */
export const Icon = ({ name }: { name: IconName }) => (
  <svg class="ikon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d={paths[name]} />
  </svg>
)
