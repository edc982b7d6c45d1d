import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'
import { expectHeading, expectText, openFromInbox, press, readReceipt, signInOfficer } from './people.ts'
import { openSite } from './site.ts'

const posts = ['admin-portal.dinkominfo', 'pejabat-penghubung.dlh', 'kepala.dlh', 'tim-opd.dlh'] as const
const site = await openSite({ tenants: ['rembang'], officers: posts.map((username) => `rembang/${username}`) })
const newPage = useBrowser()
const title = 'Bau limbah ikan di kampung nelayan'
const first = 'Sudah kami cek.'
const second = 'Pengolah ikan kami minta memasang bak penampung sebelum 20 Februari 2026.'

test('Rembang: a complaint without an account walks all eight rows, and the Kepala OPD sends the answer back once', async () => {
  const phone = await newPage('phone')
  await phone.goto(site.url('rembang', '/lapor'))
  await expectHeading(phone, 'Wadul Bupati')
  await checkPage(phone)
  await phone.getByLabel('Judul singkat').fill(title)
  await phone.getByLabel('Isi aduan').fill('Tiap sore selokan berbau limbah ikan. Anak-anak sering mual.')
  await press(phone, 'Kirim laporan')
  const { number } = await readReceipt(phone)

  const [portal, liaison, head, team] = await Promise.all(posts.map(async (username, at) => {
    const page = await newPage(at === 1 ? 'phone' : 'desktop')
    await signInOfficer(page, site, { tenant: 'rembang', username })
    return page
  }))
  const open = async (page: typeof phone) => await openFromInbox(page, site, { tenant: 'rembang', title })
  const handOver = async (page: typeof phone, button: string, next: string) => {
    await press(page, button)
    await expectText(page, `Saat ini giliran ${next}`)
    await checkPage(page)
  }

  await open(portal!)
  await portal!.getByLabel('OPD atau instansi vertikal yang dituju').selectOption({ label: 'Dinas Lingkungan Hidup' })
  await handOver(portal!, 'Teruskan ke Pejabat Penghubung', 'Pejabat Penghubung (Dinas Lingkungan Hidup)')
  await open(liaison!)
  await handOver(liaison!, 'Laporkan kepada Kepala OPD', 'Ka. OPD (Dinas Lingkungan Hidup)')
  await open(head!)
  // Thirty minutes within office hours, from Monday 09.00.
  await expectText(head!, 'Senin, 2 Februari 2026 pukul 09.30 WIB')
  await head!.getByRole('textbox', { name: 'Disposisi' }).fill('Proses bersama Tim OPD.')
  await handOver(head!, 'Perintahkan proses', 'Tim OPD (Dinas Lingkungan Hidup)')
  await open(team!)
  await expectText(team!, 'Rabu, 4 Februari 2026 pukul 16.00 WIB')
  await team!.getByLabel('Hasil telaahan').fill('Limbah berasal dari tiga pengolah ikan.')
  await press(team!, 'Simpan hasil telaahan')
  // Either of the two may write the answer, so the team is offered it too; before that the liaison's inbox need not have it.
  await expectText(team!, 'Laporkan tanggapan kepada Ka. OPD')
  await open(liaison!)
  await liaison!.getByLabel('Tanggapan OPD untuk pengirim').fill(first)
  await handOver(liaison!, 'Laporkan tanggapan kepada Ka. OPD', 'Ka. OPD (Dinas Lingkungan Hidup)')

  await open(head!)
  await expectText(head!, first)
  await head!.locator('summary').getByText('Kembalikan untuk diperbaiki').click()
  await head!.getByRole('textbox', { name: 'Catatan', exact: true }).fill('Sebutkan tindakan dan tanggalnya.')
  await handOver(head!, 'Kembalikan untuk diperbaiki', 'Pejabat Penghubung (Dinas Lingkungan Hidup), Tim OPD (Dinas Lingkungan Hidup)')
  await phone.goto(site.url('rembang', `/tiket/${number}`))
  await expectText(phone, 'Tanggapan dikembalikan untuk diperbaiki.')
  expect(await phone.content()).not.toContain(first)
  await checkPage(phone)

  await open(team!)
  await expectText(team!, 'Sebutkan tindakan dan tanggalnya.')
  await team!.getByLabel('Tanggapan OPD untuk pengirim').fill(second)
  await handOver(team!, 'Laporkan tanggapan kepada Ka. OPD', 'Ka. OPD (Dinas Lingkungan Hidup)')
  await open(head!)
  await expectText(head!, 'Versi sebelumnya (1)')
  await handOver(head!, 'Setujui tanggapan', 'Pejabat Penghubung (Dinas Lingkungan Hidup)')
  await open(liaison!)
  await liaison!.getByLabel('Hasil tindak lanjut penyelesaian aduan').fill('Tiga pengolah ikan menandatangani kesanggupan.')
  await handOver(liaison!, 'Serahkan kepada Admin Portal', 'Admin Portal (Dinas Komunikasi dan Informatika)')
  await open(portal!)
  await press(portal!, 'Kirim jawaban kepada pengirim')
  await expectText(portal!, 'Tiket ini sudah ditutup.')
  await checkPage(portal!)

  await phone.reload()
  await expectText(phone, second)
  expect(await phone.content()).not.toContain('Limbah berasal dari tiga pengolah ikan.')
  await checkPage(phone)
  await phone.goto(site.url('rembang', `/laporan/${number}`))
  await expectText(phone, second)
  await checkPage(phone)
  expect(site.logged).toEqual([])
})
