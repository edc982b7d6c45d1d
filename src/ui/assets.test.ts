import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { loadAssets, tightenCss } from './assets.ts'

const assets = loadAssets()

test('the address of a file holds a hash of its content, and leads back to it', () => {
  const url = assets.url('tanggap.css')
  expect(url).toMatch(/^\/aset\/tanggap-[0-9a-f]{12}\.css$/)
  expect(assets.find(url)?.type).toBe('text/css; charset=utf-8')
  expect(assets.find('/aset/tanggap-000000000000.css')).toBeUndefined()
  expect(assets.find('/aset/../assets.ts')).toBeUndefined()
})

test('what is compressed opens to the same bytes', () => {
  const css = assets.find(assets.url('tanggap.css'))!
  expect(gunzipSync(css.gzip!).equals(css.body)).toBe(true)
})

test('the stylesheet stays below 10 kB and the script below 2 kB on the line', () => {
  expect(assets.find(assets.url('tanggap.css'))!.gzip!.length).toBeLessThan(10_000)
  expect(assets.find(assets.url('tanggap.js'))!.gzip!.length).toBeLessThan(2000)
})

test('a name that is not there is an error that lists those that are', () => {
  expect(() => assets.url('tidak-ada.js')).toThrow('tanggap.css')
})

test('comments and indentation leave the stylesheet, words between them stay', () => {
  const css = '/* one */\n.a,\n.b {\n  margin: 0 1px;\n  &:hover {\n    color: red;\n  }\n}\n'
  expect(tightenCss(css)).toBe('.a,\n.b{margin: 0 1px;&:hover{color: red}}')
})

test('the tightened stylesheet holds as many blocks as it opens, and no comment', () => {
  const css = assets.find(assets.url('tanggap.css'))!.body.toString()
  expect(css.split('{').length).toBe(css.split('}').length)
  expect(css).not.toContain('/*')
})
