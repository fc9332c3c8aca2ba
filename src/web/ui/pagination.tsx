// Pages of a long list.
import { Hidden } from './text.tsx'

/** First, last and the neighbours of the current page; the rest are dots. */
export function shownPages(page: number, pages: number): (number | null)[] {
  const wanted = [...new Set([1, page - 1, page, page + 1, pages])].filter((n) => n >= 1 && n <= pages).sort((a, b) => a - b)
  return wanted.flatMap((n, i) => (i > 0 && n - wanted[i - 1]! > 1 ? [null, n] : [n]))
}

export function Pagination({ page, pages, href }: { page: number; pages: number; href: (page: number) => string }) {
  if (pages <= 1) return null
  return (
    <nav aria-label="Halaman">
      <ul class="halaman">
        {page > 1 && (
          <li>
            <a href={href(page - 1)} rel="prev">
              Sebelumnya
            </a>
          </li>
        )}
        {shownPages(page, pages).map((n) => (
          <li>
            {n === null ? (
              <span>…</span>
            ) : n === page ? (
              <b aria-current="page">
                <Hidden>Halaman </Hidden>
                {n}
              </b>
            ) : (
              <a href={href(n)}>
                <Hidden>Halaman </Hidden>
                {n}
              </a>
            )}
          </li>
        ))}
        {page < pages && (
          <li>
            <a href={href(page + 1)} rel="next">
              Berikutnya
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}
