import { expect, test } from 'vitest'
import { theSystem } from '../kernel/actor.ts'
import { databaseForThisTest } from '../kernel/testing.ts'
import { inWork } from '../kernel/work.ts'
import { makeAccess } from '../domains/access/index.ts'
import { findOfficerByUsername } from '../domains/organisation/index.ts'
import { loadTenantFolder } from './tenant-folder-load.ts'
import { addOfficerWithAccount, resetPassword } from './user-commands.ts'

const now = new Date('2026-01-05T10:00:00+07:00')
const order = { nama: 'Cemara Peraga', pengguna: 'Cemara.Peraga', jabatan: 'admin-portal', unit: 'dinkominfo', surat: 'ST/1/2026' }

test('a password given on the command line is changed at the first sign-in, and so is a new one; a further post keeps the password', async () => {
  const resources = await databaseForThisTest()
  await loadTenantFolder(resources.owner.db, 'tenants/rembang', now)
  const access = makeAccess(resources, { secureCookies: true, baseUrl: 'https://localhost' })
  const first = await addOfficerWithAccount({ resources }, { tenant: 'rembang', order, now })
  const officer = (await inWork(resources, { tenant: 'rembang', actor: theSystem, now }, (work) => findOfficerByUsername(work, 'cemara.peraga')))!
  const mustChange = async () => (await access.findAccountStanding('rembang', officer.id)).initialPassword
  expect(first).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/)
  expect(await mustChange()).toBe(true)
  const own = 'kayu-perahu-biru-tua'
  await access.makeOfficerAccount('rembang', { officerId: officer.id, username: officer.username, password: own })
  expect(await mustChange()).toBe(false)
  expect(await addOfficerWithAccount({ resources }, { tenant: 'rembang', order: { ...order, jabatan: 'kepala' }, now })).toBeUndefined()
  expect(await mustChange()).toBe(false)
  const again = await resetPassword({ resources }, 'rembang', 'CEMARA.peraga')
  expect(again).not.toBe(first)
  expect(await mustChange()).toBe(true)
  await expect(resetPassword({ resources }, 'rembang', 'tidak.ada')).rejects.toMatchObject({ code: 'not-found' })
})
