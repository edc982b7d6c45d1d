import { expect, test } from 'vitest'
import { drawForTest, viewForTest } from './draw-for-test.tsx'
import { ErrorPage, NotFoundPage, RefusedPage, UnavailablePage } from './error-pages.tsx'
import { inLanguage } from './navigation.tsx'
import { renderPage } from './render-page.tsx'
import { makeTranslate } from './translate.ts'

const page = (over = {}, main = <h1>Isi</h1>) => renderPage(viewForTest(over), { title: 'Lapor', area: 'public', main })

test('a page has its language, title, one main, banner, footer and a way past the header', () => {
  const html = page()
  expect(html).toMatch(/^<!doctype html><html lang="id">/)
  expect(html).toContain('<title>Lapor – Lapor Contoh</title>')
  for (const landmark of ['<main id="isi"', '<header class="page-header', '<footer', '<a class="skip-link" href="#isi">']) {
    expect(html.split(landmark).length - 1, landmark).toBe(1)
  }
})

test('no page holds an inline script, an inline style or a handler', () => {
  const html = page({ person: { kind: 'citizen', name: 'Sari Contoh' }, flash: 'Tersimpan.' })
  expect(html).not.toMatch(/ style=|<style| on[a-z]+="/)
  expect(html.match(/<script[^>]*>(?!<\/script>)/)).toBeNull()
})

test('what people wrote is escaped everywhere', () => {
  const evil = '<img src=x onerror=alert(1)>'
  const html = page({ flash: evil, person: { kind: 'citizen', name: evil } }, <RefusedPage message={evil} />)
  expect(html).not.toContain('<img')
})

test('the tenant sets the colours; a page of no tenant has the ones of Tanggap', () => {
  expect(page()).toContain('href="/tema.css"')
  const { tenant: _, ...none } = viewForTest()
  const html = renderPage(none, { title: 'Tanggap', area: 'public', main: null })
  expect(html).not.toContain('/tema.css')
  expect(html).toContain('<title>Tanggap</title>')
})

test('the navigation follows who is signed in and marks where one is', () => {
  expect(page()).toMatch(/href="\/lapor" aria-current="page"/)
  expect(page()).toContain('href="/masuk"')
  const citizen = page({ person: { kind: 'citizen', name: 'Sari Contoh' } })
  expect(citizen).toContain('href="/laporan-saya"')
  expect(citizen).toMatch(/<form action="\/keluar" method="post"><input type="hidden" name="_csrf" value="token-1"/)
  const officer = renderPage(viewForTest({ person: { kind: 'officer', name: 'Admin Contoh' } }), { title: 'x', area: 'officer', main: null })
  expect(officer).toContain('href="/kotak-masuk"')
  expect(officer).not.toContain('href="/lapor"')
})

test('a link of the menu is marked on the pages that belong to it, and on no other', () => {
  const nav = [{ href: '/petugas/admin', text: 'Administrasi', under: ['/pesan'] }, { href: '/petugas/surat', text: 'Surat', under: ['/petugas/surat'] }]
  const at = (path: string) => [...page({ path, nav }).matchAll(/href="([^"]*)" aria-current="(page|true)"/g)].map(([, href, mark]) => [href, mark])
  expect(at('/pesan/templat?langkah=x')).toEqual([['/petugas/admin', 'true']])
  expect(at('/petugas/admin')).toEqual([['/petugas/admin', 'page']])
  expect(at('/pesanan')).toEqual([])
})

test('the officers’ styles are fetched on their pages only', () => {
  expect(page()).not.toContain('petugas.css')
  expect(renderPage(viewForTest(), { title: 'x', area: 'officer', main: null })).toContain('petugas.css')
})

test('the language link keeps the rest of the address', () => {
  expect(inLanguage('/laporan?halaman=2&bahasa=id', 'en')).toBe('/laporan?halaman=2&bahasa=en')
  expect(page({ language: 'en', t: makeTranslate('en') })).toContain('<html lang="en">')
})

test('a fault of ours shows its reference, and an absent database where to try again', () => {
  expect(drawForTest(<ErrorPage reference="7F3K" />)).toContain('7F3K')
  expect(drawForTest(<UnavailablePage retry="/lapor" />)).toContain('href="/lapor"')
  expect(drawForTest(<NotFoundPage />)).toContain('<h1>Halaman tidak ditemukan</h1>')
})
