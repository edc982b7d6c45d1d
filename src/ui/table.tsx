import type { ComponentChildren, Key } from 'preact'

/** One column: its head, and what a row shows in it. */
export interface Column<Row> {
  head: string
  cell: (row: Row) => ComponentChildren
  /** `title` names the row and leads its card on a phone; `number` stands right; `mark` is small and stands first. */
  kind?: 'title' | 'number' | 'mark' | 'text'
}

interface TableProps<Row> {
  caption: string
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => Key
  /** The caption is only for screen readers, where a heading above says the same. */
  captionHidden?: boolean
  /** Marks rows that need the eye first. */
  urgent?: (row: Row) => boolean
}

/** A table that becomes a list of cards on a narrow screen. Roles are written out, since CSS display takes them away in some browsers. */
export function Table<Row>({ caption, columns, rows, rowKey, captionHidden, urgent }: TableProps<Row>) {
  return (
    <table class="table" role="table">
      <caption class={captionHidden ? 'hidden-text' : undefined}>{caption}</caption>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column.head} scope="col" role="columnheader" class={`cell--${column.kind ?? 'text'}`}>
              {column.head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {rows.map((row) => (
          <tr key={rowKey(row)} role="row" class={urgent?.(row) ? 'row--urgent' : undefined}>
            {columns.map((column) => (
              <Cell key={column.head} column={column} row={row} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cell<Row>({ column, row }: { column: Column<Row>; row: Row }) {
  const kind = column.kind ?? 'text'
  if (kind === 'title') {
    return (
      <th scope="row" role="rowheader" class="cell--title">
        {column.cell(row)}
      </th>
    )
  }
  return (
    <td role="cell" class={`cell--${kind}`} data-label={column.head}>
      {column.cell(row)}
    </td>
  )
}
