import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { generateSync } from 'otplib'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { type Actor, theSystem } from '../src/kernel/actor.ts'
import { inWork, type Work } from '../src/kernel/work.ts'
import { villagesOf } from '../src/domains/organisation/index.ts'
import { sopsInForce } from '../src/domains/sop/index.ts'
import { openTicket, takeStep, watchSeats } from '../src/domains/tickets/index.ts'
import { checkPage, useBrowser } from './browser.ts'
import { choose, citizen, citizenPassword, expectHeading, expectText, openFromInbox, press, signInOfficer } from './people.ts'
import { chosenPhoto } from './photo.ts'
import { openSite } from './site.ts'

const site = await openSite({ tenants: ['lumajang', 'bengkalis'], officers: ['lumajang/admin-sistem.diskominfo', 'lumajang/validator.diskominfo', 'lumajang/admin-opd.dlh'] })
const newPage = useBrowser()
const admin = { tenant: 'lumajang', username: 'admin-sistem.diskominfo' } as const
const validator = { tenant: 'lumajang', username: 'validator.diskominfo' } as const
const opd = { tenant: 'lumajang', username: 'admin-opd.dlh' } as const
const go = (page: Page, path: string) => page.goto(site.url('lumajang', path))

/** What this browser gets without showing it. */
async function ask(page: Page, path: string): Promise<{ status: number; type: string; body: Buffer }> {
  const cookies = await page.context().cookies()
  const reply = await site.app.inject({ url: path, headers: { host: new URL(site.url('lumajang')).host, cookie: cookies.map((one) => `${one.name}=${one.value}`).join('; ') } })
  return { status: reply.statusCode, type: String(reply.headers['content-type']), body: reply.rawPayload }
}

const atLumajang = <T>(task: (work: Work) => Promise<T>, actor: Actor = theSystem) => inWork(site.database, { tenant: 'lumajang', actor, now: site.now() }, task)

/** A complaint that waits for the answer of DLH, without a browser; gives its number. */
async function complaint(title: string, who: number): Promise<string> {
  const { personId } = await site.access.registerCitizen('lumajang', { ...citizen('lumajang', who), password: citizenPassword }, site.now())
  const { rows } = await sql<{ id: string }>`select officer_id as id from assignment where tenant_id = 'lumajang' and post = 'validator' limit 1`.execute(site.database.owner.db)
  const begun = await atLumajang(async (work) => {
    const sop = (await sopsInForce(work, '2026-02-02')).find((one) => one.code === 'pengaduan-online')!
    const typed = { unit: 'dlh', judul: title, uraian: 'Sampah tidak diangkut sepekan.', desa: villagesOf('35.08')[0]!.villages[0]!.code }
    return await openTicket(work, { sop, formKey: randomUUID(), channel: 'web', reporterId: personId, typed })
  }, { kind: 'citizen', id: personId })
  return await atLumajang(async (work) => {
    const checked = await takeStep(work, { ticketId: begun.id, act: 'periksa', typed: {}, seenVersion: begun.version })
    return (await takeStep(work, { ticketId: begun.id, act: 'valid', typed: {}, seenVersion: checked.version })).number
  }, { kind: 'officer', id: rows[0]!.id, posts: [{ post: 'validator', unit: 'diskominfo' }], admin: false })
}

/** An officer's first sign-in: password, a new authenticator, then a password of their own. Gives the authenticator's secret. */
async function firstSignIn(page: Page, { username, password, fresh }: { username: string; password: string; fresh: string }): Promise<string> {
  await page.goto(site.url('lumajang', '/petugas/masuk'))
  await page.getByLabel('Nama pengguna').fill(username)
  await page.getByLabel('Kata sandi').fill(password)
  await press(page, 'Lanjut')
  await expectHeading(page, 'Pasang autentikator')
  const secret = (await page.locator('ol code').textContent())!.replaceAll(' ', '')
  await page.getByLabel('Kode enam angka').fill(generateSync({ secret, epoch: Math.floor(Date.now() / 1000) }))
  await press(page, 'Pasang dan masuk')
  await expectHeading(page, 'Ganti kata sandi')
  await expectText(page, 'Sandi Anda masih yang diberikan administrator.')
  await checkPage(page)
  await page.goto(site.url('lumajang', '/kotak-masuk'))
  await expectHeading(page, 'Ganti kata sandi')
  await page.getByLabel('Kata sandi sekarang').fill(password)
  await page.getByLabel('Kata sandi baru').fill(fresh)
  await press(page, 'Ganti kata sandi')
  await expectHeading(page, 'Akun saya')
  await checkPage(page)
  return secret
}

test('an administrator adds an officer with a first password shown once, gives a post by Surat Tugas, and the officer works; then all of it is taken back', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, admin)
  await page.getByRole('link', { name: 'Administrasi' }).click()
  await expectHeading(page, 'Administrasi')
  await checkPage(page)
  await go(page, '/petugas/pegawai')
  await checkPage(page)
  await page.getByRole('link', { name: 'Tambah petugas' }).click()
  await page.getByLabel('Nama pengguna').fill('x')
  await press(page, 'Tambah petugas')
  await expectText(page, 'Isilah nama petugas.')
  expect(await page.getByLabel('Nama pengguna').inputValue()).toBe('x')
  await checkPage(page)
  await page.getByLabel('Nama lengkap').fill('Kenanga Umpama')
  await page.getByLabel('Nama pengguna').fill('kenanga.umpama')
  await page.getByLabel('Surel').fill('kenanga@contoh.id')
  await press(page, 'Tambah petugas')
  await expectHeading(page, 'Petugas ditambahkan')
  await checkPage(page)
  const password = (await page.locator('[data-initial-password]').textContent())!
  // The same press once more finds what it did before.
  await page.reload()
  expect(await page.locator('[data-initial-password]').textContent()).toBe(password)
  await page.getByRole('link', { name: 'Ke halaman petugas' }).click()
  await expectHeading(page, 'Kenanga Umpama')
  expect(await page.content()).not.toContain(password)
  await checkPage(page)

  const own = await newPage('phone')
  await firstSignIn(own, { username: 'kenanga.umpama', password, fresh: 'tiga-perahu-kecil' })
  await expectText(own, 'Belum ada Surat Tugas atas nama Anda yang berlaku.')

  await page.getByRole('link', { name: 'Beri jabatan' }).click()
  await press(page, 'Simpan penugasan')
  await expectText(page, 'Isilah nomor Surat Tugas.')
  await page.getByLabel('Jabatan', { exact: true }).selectOption({ label: 'Admin OPD' })
  await page.getByLabel('Unit', { exact: true }).selectOption({ label: 'Dinas Lingkungan Hidup' })
  await page.getByLabel('Nomor Surat Tugas').fill('ST/7/2026')
  await page.getByLabel('Berlaku mulai').fill('2026-02-01')
  await page.getByLabel('Berlaku sampai dengan').fill('2026-02-10')
  await page.getByLabel('Pilih berkas').setInputFiles(await chosenPhoto('surat-tugas.jpg'))
  await checkPage(page)
  await press(page, 'Simpan penugasan')
  await expectHeading(page, 'Kenanga Umpama')
  await expectText(page, 'ST/7/2026')
  await expectText(page, 'surat-tugas.jpg')
  await checkPage(page)
  const letterPath = (await page.getByRole('link', { name: 'surat-tugas.jpg' }).getAttribute('href'))!
  expect(await ask(page, letterPath)).toMatchObject({ status: 200, type: 'image/jpeg' })
  expect((await ask(own, letterPath)).status).toBe(404)

  await own.goto(site.url('lumajang', '/petugas/saya'))
  await expectText(own, 'ST/7/2026 untuk Admin OPD, DLH berakhir pada 10 Februari 2026.')
  await checkPage(own)
  await page.getByRole('link', { name: 'Akhiri penugasan' }).click()
  await press(page, 'Akhiri penugasan')
  await expectText(page, 'Tulislah alasannya, misalnya mutasi atau pensiun.')
  await choose(page, 'Berakhir saat ini juga')
  await page.getByLabel('Alasan').fill('Mutasi ke kecamatan.')
  await checkPage(page)
  await press(page, 'Akhiri penugasan')
  await expectHeading(page, 'Kenanga Umpama')
  await expectText(page, 'Mutasi ke kecamatan.')
  await own.goto(site.url('lumajang', '/petugas/saya'))
  await expectText(own, 'Anda tidak memegang jabatan hari ini')
  await expectText(own, 'Mutasi ke kecamatan.')

  await page.getByText('Nonaktifkan petugas', { exact: true }).first().click()
  await press(page, 'Nonaktifkan petugas')
  await expectText(page, 'Tidak aktif')
  await checkPage(page)
  await own.goto(site.url('lumajang', '/petugas/saya'))
  await expectHeading(own, 'Masuk petugas')
  await page.getByText('Aktifkan kembali', { exact: true }).first().click()
  await press(page, 'Aktifkan kembali')
  await expectHeading(page, 'Petugas diaktifkan kembali')
  expect(await page.locator('[data-initial-password]').textContent()).not.toBe(password)
  await go(page, '/petugas/pegawai?cari=kenanga')
  await expectText(page, 'Kenanga Umpama')
  await checkPage(page)
})

test('an officer records an absence; the stand-in is told, acts as Plh., and it ends when the officer is back', async () => {
  const own = await newPage('phone')
  await signInOfficer(own, site, opd)
  await go(own, '/petugas/saya')
  await own.getByText('Catat tidak hadir').first().click()
  await own.getByLabel('Hari pertama').fill('2026-02-02')
  await own.getByLabel('Hari terakhir').fill('2026-02-01')
  await own.getByLabel('Alasan').fill('Cuti tahunan')
  await press(own, 'Catat tidak hadir')
  await expectText(own, 'Hari terakhir tidak boleh mendahului hari pertama.')
  expect(await own.getByLabel('Alasan').inputValue()).toBe('Cuti tahunan')
  await checkPage(own)
  await own.getByLabel('Hari terakhir').fill('2026-02-04')
  await own.getByLabel('Pengganti (Plh.)').selectOption({ label: (await own.getByRole('option', { name: /Validator Nomor E-KTP/ }).first().textContent())! })
  await press(own, 'Catat tidak hadir')
  await expectText(own, 'Ketidakhadiran Anda tercatat.')
  await checkPage(own)
  const standIn = await newPage('desktop')
  await signInOfficer(standIn, site, validator)
  await expectText(standIn, 'Plh. Admin OPD, DLH, sampai 4 Februari 2026')
  await checkPage(standIn)
  const [number, other] = [await complaint('Sampah pasar menumpuk', 1), await complaint('Sampah sekolah menumpuk', 2)]
  await openFromInbox(standIn, site, { tenant: 'lumajang', title: 'Sampah pasar menumpuk' })
  await standIn.getByLabel('Jawaban pengaduan').fill('Sudah diangkut pagi ini.')
  await press(standIn, 'Kirim jawaban')
  await expectText(standIn, 'Tiket ini sudah ditutup.')
  await standIn.getByText(/^Plh\. Admin OPD · /).first().waitFor()
  await checkPage(standIn)
  await press(own, 'Sudah kembali')
  await expectText(own, 'Selamat bertugas kembali.')
  await go(standIn, '/kotak-masuk')
  expect(await standIn.content()).not.toContain('Plh. Admin OPD')
  expect(await standIn.getByRole('link', { name: 'Sampah sekolah menumpuk' }).count()).toBe(0)
  await go(standIn, `/kotak-masuk/${other}`)
  expect(await standIn.getByRole('button', { name: 'Kirim jawaban' }).count()).toBe(0)
  await go(own, `/kotak-masuk/${number}`)
  await expectText(own, 'Sudah diangkut pagi ini.')
})

test('units show vacant posts, keywords are tried, and a day off moves promises', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, admin)
  await go(page, '/petugas/unit')
  await expectHeading(page, 'Unit dan jabatan')
  await checkPage(page)
  await go(page, '/petugas/unit?kosong=ya')
  await checkPage(page)
  await go(page, '/kata-kunci')
  await page.getByLabel('Tulis atau tempel contoh laporan').fill('Lampu jalan di depan pasar mati sejak Senin.')
  await press(page, 'Coba saring')
  await expectText(page, 'Hasil uji coba')
  await expectText(page, 'kata yang cocok')
  await checkPage(page)
  await go(page, '/petugas/kalender')
  await checkPage(page)
  await page.getByLabel('Hari pertama').fill('2026-02-01')
  await press(page, 'Tambah dan hitung ulang tenggat')
  await expectText(page, 'Hari itu sudah lewat')
  await page.getByLabel('Hari pertama').fill('2026-12-10')
  await page.getByLabel('Nama hari libur').fill('Hari Jadi Umpama')
  await page.getByLabel('Keputusan dan nomornya').fill('Keputusan Bupati Nomor 12 Tahun 2026')
  await checkPage(page)
  await press(page, 'Tambah dan hitung ulang tenggat')
  await expectText(page, 'Kalender tersimpan. 1 tiket yang berjalan diperiksa, 0 tenggat bergeser.')
  await expectText(page, 'Hari Jadi Umpama')
  await checkPage(page)
  await page.getByText('Cabut', { exact: true }).click()
  await press(page, 'Cabut hari libur ini')
  await expectText(page, 'Tulislah alasannya')
  await page.getByLabel('Alasan mencabut').fill('Keputusan dicabut.')
  await press(page, 'Cabut hari libur ini')
  await expectText(page, 'Dicabut')
})

test('access history, recapitulation and SOP versions are shown, filtered and downloaded', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, admin)
  await go(page, '/petugas/riwayat-akses')
  await checkPage(page)
  const looks = await ask(page, '/petugas/riwayat-akses/unduh?keperluan=mengunduh')
  expect([looks.type, looks.body.toString('utf8')]).toEqual(['text/csv; charset=utf-8', expect.stringMatching(/^\uFEFFWaktu;Siapa;Yang dilihat;Subjek;Keperluan\n2026-02-02T02:00:00.000Z;[^;]+;riwayat akses;unduhan;mengunduh riwayat akses \(keperluan mengunduh\)\n$/)])
  await go(page, '/petugas/riwayat-akses')
  await expectText(page, 'mengunduh riwayat akses (keperluan mengunduh)')
  await go(page, '/petugas/riwayat-akses?dari=kemarin')
  await expectText(page, 'Tanggal “kemarin” bukan tanggal.')
  await checkPage(page)
  for (const [query, said] of [['petugas=ngawur', 'Petugas: “ngawur” tidak ada dalam daftar.'], ['keperluan=%F0%9F%92%A9', 'Tidak ada akses yang cocok'], ["keperluan='; --", 'Tidak ada akses yang cocok']] as const) {
    await go(page, `/petugas/riwayat-akses?${query}`)
    await expectText(page, said)
  }
  await checkPage(page)
  await go(page, '/petugas/rekap?sop=ngawur&unit=entah&sampai=2026-02-01')
  await expectText(page, 'Prosedur: “ngawur” tidak ada dalam daftar.')
  await expectText(page, 'Unit: “entah” tidak ada dalam daftar.')
  expect(await page.getByLabel('Diterima sampai dengan').inputValue()).toBe('2026-02-01')
  await checkPage(page)
  await go(page, '/petugas/rekap?per=saluran')
  await expectText(page, 'Situs ini')
  await go(page, '/petugas/rekap')
  await checkPage(page)
  for (const per of ['unit', 'kategori', 'saluran', 'bulan']) {
    expect(await ask(page, `/petugas/rekap/unduh?per=${per}&bentuk=csv`)).toMatchObject({ status: 200, type: 'text/csv; charset=utf-8' })
    expect((await ask(page, `/petugas/rekap/unduh?per=${per}&bentuk=xlsx`)).body.subarray(0, 2).toString()).toBe('PK')
  }
  await sql`
    insert into sop_version (tenant_id, code, version, title, in_force_from, source, definition, loaded_at)
    select tenant_id, code, '2026-12-01', title, '2026-12-01', replace(source, 'versi: ', 'versi-lama: ') || E'catatan: baru\n', definition, now() from sop_version
    where tenant_id = 'lumajang' order by code limit 1`.execute(site.database.owner.db)
  await go(page, '/petugas/sop')
  await expectText(page, 'Akan berlaku')
  await checkPage(page)
  await press(page, 'Bandingkan')
  await expectText(page, 'ke versi 1 Desember 2026: 1 baris dihapus, 2 baris ditambah.')
  expect(await page.locator('.diff-line--added').allTextContents()).toContainEqual(expect.stringContaining('catatan: baru'))
  await checkPage(page)
  await go(page, '/petugas/sop')
  await page.getByRole('link', { name: /^Lihat isi berkas/ }).first().click()
  await page.locator('pre.source').waitFor()
  await checkPage(page)
})

test('a Surat Tugas that has expired closes the post: its officer is told why, their form is refused with its words kept, the administrator finds the post empty', async () => {
  const number = await complaint('Sungai berbusa', 3)
  const own = await newPage('desktop')
  await signInOfficer(own, site, opd)
  await sql`update assignment set valid_until = '2026-02-02', letter_number = 'ST/OPD/1' where tenant_id = 'lumajang' and post = 'admin-opd' and unit = 'dlh' and letter_number like 'ST/CONTOH/%'`.execute(site.database.owner.db)
  await openFromInbox(own, site, { tenant: 'lumajang', title: 'Sungai berbusa' })
  await own.getByLabel('Jawaban pengaduan').fill('Kami ambil contoh airnya.')
  site.setClock('2026-02-03T08:00+07:00')
  await press(own, 'Kirim jawaban')
  await expectHeading(own, 'Belum tersimpan')
  await expectText(own, 'Kami ambil contoh airnya.')
  await expectText(own, 'ST/OPD/1 untuk Admin OPD, DLH berakhir pada 2 Februari 2026.')
  await checkPage(own)
  await go(own, '/kotak-masuk')
  await expectText(own, 'Anda tidak memegang jabatan hari ini')
  await expectText(own, 'ST/OPD/1 untuk Admin OPD, DLH berakhir pada 2 Februari 2026.')
  await checkPage(own)
  expect((await ask(own, `/kotak-masuk/${number}`)).status).toBe(404)
  expect(await atLumajang((work) => watchSeats(work))).toBeGreaterThan(0)
  const page = await newPage('phone')
  await signInOfficer(page, site, admin)
  await page.getByText(/^Pemberitahuan baru/).click()
  await expectText(page, 'ST/OPD/1')
  await checkPage(page)
  await go(page, '/petugas/unit?kosong=ya')
  await page.getByText('Dinas Lingkungan Hidup').first().waitFor()
  await checkPage(page)
  site.setClock('2026-02-02T09:00+07:00')
})

test('nobody but the administrators sees these pages', async () => {
  const page = await newPage('desktop')
  await signInOfficer(page, site, validator)
  const paths = ['/petugas/admin', '/petugas/pegawai', '/petugas/pegawai/tambah', '/petugas/pegawai/019a0000-0000-7000-8000-00000000000a', '/petugas/penugasan/x/akhiri', '/petugas/surat-tugas/x/y',
    '/petugas/unit', '/petugas/kalender', '/petugas/riwayat-akses', '/petugas/riwayat-akses/unduh', '/petugas/rekap', '/petugas/rekap/unduh', '/petugas/sop', '/petugas/sop/x', '/petugas/sop/x/y']
  for (const path of paths) expect([path, (await ask(page, path)).status]).toEqual([path, 404])
  expect((await ask(page, '/petugas/saya')).status).toBe(200)
})

test('an administrator ends an officer’s sessions: the next press leads to the sign-in', async () => {
  const own = await newPage('phone')
  await signInOfficer(own, site, validator)
  const { rows } = await sql<{ id: string }>`select id from officer where tenant_id = 'lumajang' and username = ${validator.username}`.execute(site.database.owner.db)
  const page = await newPage('desktop')
  await signInOfficer(page, site, admin)
  await go(page, `/petugas/pegawai/${rows[0]!.id}`)
  const end = page.getByText(/^Akhiri semua sesi \(\d+\)$/)
  await end.first().click()
  await expectText(page, 'Petugas ini harus masuk lagi di semua perangkat.')
  await page.getByRole('button', { name: /^Akhiri semua sesi/ }).click()
  await expectText(page, 'Tidak sedang masuk.')
  await checkPage(page)
  await go(own, '/kotak-masuk')
  await expectHeading(own, 'Masuk petugas')
  expect(site.logged).toEqual([])
})
