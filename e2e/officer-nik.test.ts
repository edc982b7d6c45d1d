import { sql } from 'kysely'
import { expect, test } from 'vitest'
import type { Signer } from '../src/domains/signing/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { citizen, expectText, press, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

/** A signer that knows people by their NIK, as BSrE does; nothing is signed here. */
const byNik: Signer = { name: 'bsre', needs: 'nik', sign: () => Promise.reject(new Error('not asked')) }
const site = await openSite({ tenants: ['bengkalis'], officers: ['bengkalis/kepala.diskominfotik'], signerOf: () => byNik })
const newPage = useBrowser()

test('an officer who signs through BSrE enters their own NIK, which is kept sealed, shown masked, and may be changed', async () => {
  const page = await newPage('phone')
  await signInOfficer(page, site, { tenant: 'bengkalis', username: 'kepala.diskominfotik' })
  await page.goto(site.url('bengkalis', '/petugas/saya'))
  await expectText(page, 'Sebelum NIK Anda diisi, surat tidak dapat ditandatangani.')
  await page.getByLabel('NIK', { exact: true }).fill('1234')
  await press(page, 'Simpan NIK')
  await expectText(page, 'NIK berisi 16 angka, yang Anda isi 4 angka.')
  await checkPage(page)
  const { nik } = citizen('bengkalis')
  await page.getByLabel('NIK', { exact: true }).fill(nik)
  await press(page, 'Simpan NIK')
  await expectText(page, 'NIK Anda tersimpan.')
  await checkPage(page)
  expect(await page.content()).not.toContain(nik)
  const { rows } = await sql<{ sealed: Buffer }>`select sealed from officer_nik`.execute(site.database.owner.db)
  expect(rows.map((row) => row.sealed.includes(nik))).toEqual([false])
  expect(site.logged).toEqual([])
}, 60_000)
