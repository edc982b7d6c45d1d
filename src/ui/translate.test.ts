import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { catalogues, english } from './catalogue/en.ts'
import { makeTranslate } from './translate.ts'

const source = fileURLToPath(new URL('..', import.meta.url))
const calls = /(?<![\w$.])(?:view\.|\w+\.view\.)?t\(\s*(?:'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`([^`$]*)`)/g

function textsOf(code: string): string[] {
  return [...code.matchAll(calls)].map((call) => (call[1] ?? call[2] ?? call[3] ?? '').replace(/\\(.)/g, '$1'))
}

function usedTexts(): Map<string, string> {
  const used = new Map<string, string>()
  for (const name of readdirSync(source, { recursive: true, encoding: 'utf8' })) {
    if (!/\.tsx?$/.test(name) || /\.test\.tsx?$/.test(name)) continue
    for (const text of textsOf(readFileSync(join(source, name), 'utf8'))) used.set(text, name)
  }
  return used
}

const placeholders = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(String).sort()

test('the scan finds texts in all quotes and on the next line, and leaves other calls alone', () => {
  expect(textsOf(`t('Satu') view.t("Dua") t(\n  \`Tiga\`, { n }) at('no') x.set('no') t('It\\'s')`)).toEqual(['Satu', 'Dua', 'Tiga', "It's"])
})

test('every text that pages show has its English', () => {
  const missing = [...usedTexts()].filter(([text]) => !(text in english)).map(([text, file]) => `${file}: '${text}': '…',`)
  expect(missing.join('\n'), 'add these to src/ui/catalogue/').toBe('')
})

test('no English stands in two catalogues', () => {
  const keys = catalogues.flatMap((one) => Object.keys(one))
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([])
})

test('the English of a text has the same placeholders', () => {
  const different = Object.entries(english).filter(([id, en]) => placeholders(id).join() !== placeholders(en).join())
  expect(different).toEqual([])
})

test('an Indonesian reads the key itself, with its numbers filled in', () => {
  expect(makeTranslate('id')('Sisa {n} huruf', { n: 12 })).toBe('Sisa 12 huruf')
})

test('an English reader gets English, and Indonesian where there is none', () => {
  expect(makeTranslate('en')('Sisa {n} huruf', { n: 12 })).toBe('12 characters left')
  expect(makeTranslate('en')('Belum ada terjemahnya {n}')).toBe('Belum ada terjemahnya {n}')
})
