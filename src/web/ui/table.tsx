// Table that becomes a stack of cards on phones; roles are explicit because display:grid can drop them.
import type { ComponentChildren } from 'preact'

export type Column = { label: string; /** right-aligned figures */ number?: boolean }
export type TableRow = {
  id?: string
  /** the first cell is the heading of the row */
  cells: readonly ComponentChildren[]
  /** links and buttons at the end */
  actions?: ComponentChildren
  /** below the cells, over the whole width: the rest of the data, buttons */
  foot?: ComponentChildren
  /** proposed for deletion: struck through */
  deleted?: boolean
}
export type DataTableProps = {
  columns: readonly Column[]
  rows: readonly TableRow[]
  /** name of the table, visible unless `captionHidden` */
  caption: string
  captionHidden?: boolean
  /** sentence shown when there are no rows */
  empty?: string
  /** buttons below (Tambah, Semua N baris sesuai) */
  foot?: ComponentChildren
}

export function DataTable({ columns, rows, caption, captionHidden = true, empty = 'Belum ada catatan.', foot }: DataTableProps) {
  const withActions = rows.some((row) => row.actions)
  return (
    <div class="kartu tepi">
      {rows.length === 0 ? (
        <p class="kosong-daftar">{empty}</p>
      ) : (
        <table role="table" class={withActions ? 'ada-tindak' : undefined}>
          <caption class={captionHidden ? 'vh' : undefined}>{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {columns.map(({ label, number }) => (
                <th scope="col" role="columnheader" class={number ? 'n' : undefined}>
                  {label}
                </th>
              ))}
              {withActions && (
                <th scope="col" role="columnheader">
                  <span class="vh">Tindakan</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <Row row={row} columns={columns} withActions={withActions} />
            ))}
          </tbody>
        </table>
      )}
      {foot && <div class="kartu-kaki">{foot}</div>}
    </div>
  )
}

const Row = ({ row, columns, withActions }: { row: TableRow; columns: readonly Column[]; withActions: boolean }) => (
  <>
    <tr role="row" id={row.id} class={row.deleted ? 'hapus' : undefined}>
      {row.cells.map((cell, i) =>
        i === 0 ? (
          <th scope="row" role="rowheader">
            {cell}
          </th>
        ) : (
          <td role="cell" data-l={columns[i]?.label} class={columns[i]?.number ? 'n' : undefined}>
            {cell}
          </td>
        ),
      )}
      {withActions && (
        <td role="cell" class="tindak">
          {row.actions}
        </td>
      )}
    </tr>
    {row.foot && (
      <tr role="row" class="bawah">
        <td role="cell" colSpan={columns.length + Number(withActions)}>
          <div>{row.foot}</div>
        </td>
      </tr>
    )}
  </>
)
