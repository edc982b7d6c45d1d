import type { ComponentChildren } from 'preact'
import { renderToString } from 'preact-render-to-string'
import { makeTranslate } from './translate.ts'
import { type View, ViewContext } from './view.ts'

/** A view for tests: an Indonesian guest of an invented regency. */
export function viewForTest(over: Partial<View> = {}): View {
  return {
    language: 'id',
    t: makeTranslate('id'),
    csrf: 'token-1',
    path: '/lapor',
    tenant: { id: 'contoh', name: 'Lapor Contoh', government: 'Pemerintah Kabupaten Contoh', motto: '' },
    assets: (name) => `/aset/${name}`,
    ...over,
  }
}

/** Draws a part of a page in a view for tests. */
export function drawForTest(part: ComponentChildren, over: Partial<View> = {}): string {
  return renderToString(<ViewContext.Provider value={viewForTest(over)}>{part}</ViewContext.Provider>)
}
