import qrcode from 'qrcode'
import { expect, test } from 'vitest'
import { drawForTest } from './draw-for-test.tsx'
import { FilterLinks } from './filter-links.tsx'
import { Pager } from './pager.tsx'
import { Prose } from './prose.tsx'
import { qrPath } from './qr-code.tsx'
import { SummaryList } from './summary-list.tsx'
import { Stepper } from './stepper.tsx'
import { Table } from './table.tsx'
import { threads } from './tenun.tsx'
import { Timeline } from './timeline.tsx'

test('an empty line begins a paragraph, a line break stays one, and markup is shown as text', () => {
  expect(drawForTest(<Prose text={'Satu\r\ndua\n\n\n<b>tiga</b>\n'} />)).toBe('<div class="prose"><p>Satu<br/>dua</p><p>&lt;b>tiga&lt;/b></p></div>')
})

test('the picture of a QR code has exactly the dark squares of the code, inside a quiet zone of four', () => {
  const text = 'https://contoh.example/lacak/AB-1'
  const { path, size } = qrPath(text)
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  expect(size).toBe(modules.size + 8)
  const drawn = new Set<string>()
  for (const [, x, y, length] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\d+z/g)) {
    for (let at = 0; at < Number(length); at++) drawn.add(`${Number(x) + at - 4},${Number(y) - 4}`)
  }
  for (let y = 0; y < modules.size; y++) {
    for (let x = 0; x < modules.size; x++) expect(drawn.has(`${x},${y}`)).toBe(Boolean(modules.get(y, x)))
  }
})

test('a table names each cell for its card on a phone, and each row by its title', () => {
  const html = drawForTest(
    <Table
      caption="Tiket"
      rows={[{ id: 1, title: 'Lampu', step: 'Periksa' }]}
      rowKey={(row) => row.id}
      columns={[
        { head: 'Perihal', kind: 'title', cell: (row) => row.title },
        { head: 'Langkah', cell: (row) => row.step },
      ]}
    />,
  )
  expect(html).toContain('<th scope="row" role="rowheader" class="cell--title">Lampu</th>')
  expect(html).toContain('data-label="Langkah">Periksa</td>')
})

test('where a ticket stands is marked for eyes and for screen readers', () => {
  const timeline = drawForTest(<Timeline entries={[{ what: 'Masuk' }, { what: 'Diperiksa', state: 'now' }]} />)
  expect(timeline).toMatch(/aria-current="step"><p class="timeline-now">Sekarang<\/p><p class="timeline-what">Diperiksa/)
  const stepper = drawForTest(<Stepper steps={[{ text: 'Catat', state: 'done' }, { text: 'Periksa', state: 'current' }]} />)
  expect(stepper).toContain('Catat<span class="hidden-text"> (selesai)</span>')
  expect(stepper.match(/aria-current="step"/g)).toHaveLength(1)
})

test('a list of one page has no pager', () => {
  expect(drawForTest(<Pager />)).toBe('')
  expect(drawForTest(<Pager next="?setelah=9" />)).toMatch(/href="\?setelah=9" rel="next"/)
})

test('a filter of zero is shown, and only a count above zero is urgent', () => {
  const links = [
    { href: '?a', text: 'Lewat', count: 0, urgent: true },
    { href: '?b', text: 'Saya', count: 3, current: true },
  ]
  const html = drawForTest(<FilterLinks label="Saringan" links={links} />)
  expect(html).toContain('<span class="count">0</span>')
  expect(html).toContain('<a href="?b" aria-current="page">')
})

test('a summary leaves out what was not given', () => {
  const html = drawForTest(<SummaryList items={[{ name: 'Tempat', value: '' }, { name: 'Jumlah', value: 0 }]} />)
  expect(html).not.toContain('Tempat')
  expect(html).toContain('<dd>0</dd>')
})

test('threads beside each other become one stroke', () => {
  expect(threads('#', ['##.#', '.#..'])).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 1h1v1h-1z')
})
