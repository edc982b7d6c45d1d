import { createHash } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { demoCode, demoPassword, type DemoOfficer } from '../demo/staff.ts'
import { inventedPhone } from '../demo/people.ts'
import { canonical } from '../src/domains/audit/index.ts'
import { pause } from './kept-process.ts'
import { KillClient } from './kill-client.ts'
import { type KillSite, unit } from './kill-site.ts'
import { type PageForm, readForms, readLinks } from './page-forms.ts'

/** What the clients were told, to be compared with what the database holds. */
export class KillLedger {
  /** Receipts shown: number and title of each. */
  readonly receipts: { number: string; title: string; key: string }[] = []
  /** Acts that were accepted, by the key under which the event must stand. */
  readonly acts: string[] = []
  /** Acts that were refused, with the same key: no event may have it. */
  readonly refusals: string[] = []
  /** Two answers to the same form that named two tickets. */
  contradictions = 0
  /** Ids of messages that the gateway was told are kept. */
  readonly messages: string[] = []
  /** How often the gateway took each letter. */
  readonly letters = new Map<string, number>()
  /** Tries that came to nothing, because what was asked was dead. */
  broken = 0
}

export interface LoadScene {
  site: KillSite
  ledger: KillLedger
  stopped: () => boolean
}

let numbered = 0

/** A citizen after the other opens the form, sends it, and sends it again until there is a receipt; every fourth presses the button twice. */
export async function playCitizens({ site, ledger, stopped }: LoadScene): Promise<void> {
  while (!stopped()) {
    const client = new KillClient(site)
    const page = await client.insist({ path: '/lapor/sms-wadul-bupati' }, stopped)
    const form = page && readForms(page.body).find((one) => one.action.startsWith('/lapor/'))
    if (!form) continue
    const title = `Talud ambrol dekat TPI nomor ${++numbered}`
    // Reports like it, which officers may have published by now, were looked for while it was written.
    const values: Record<string, string> = { ...hidden(form), mirip: 'sudah', judul: title, uraian: 'Talud di sebelah timur TPI ambrol sejak hujan Senin malam.' }
    const answers = await Promise.all(Array.from({ length: numbered % 4 === 0 ? 2 : 1 }, () => client.insist({ path: form.action, form: values }, stopped)))
    const receipts = answers.flatMap((answer) => (answer && /\/tiket\/([\d-]+)\/tanda-terima$/.exec(answer.location)?.[1]) || [])
    ledger.broken += answers.reduce((sum, answer) => sum + (answer?.broken ?? 0), 0)
    if (new Set(receipts).size > 1) ledger.contradictions++
    if (receipts[0]) ledger.receipts.push({ number: receipts[0], title, key: values.kunci! })
    else if (answers.some((answer) => answer)) throw new Error(`a complaint was not accepted: ${answers[0]?.status} ${answers[0]?.body.slice(0, 2000)}`)
    await pause(50 + Math.random() * 150)
  }
}

/** Signs an officer in as they do, with password and code. */
export async function signIn(site: KillSite, officer: DemoOfficer): Promise<KillClient> {
  const client = new KillClient(site)
  const send = async (path: string, values: Record<string, string>) => {
    const form = readForms((await client.ask({ path })).body).find((one) => one.action === path)!
    return await client.ask({ path, form: { ...hidden(form), ...values } })
  }
  await send('/petugas/masuk', { masuk: officer.username, sandi: demoPassword })
  const { location, status } = await send('/petugas/kode', { kode: demoCode(site.secrets, new Date()) })
  if (location !== '/kotak-masuk') throw new Error(`${officer.username} could not sign in: ${status}`)
  return client
}

/** An officer takes tickets from the inbox and acts; several tabs of the same officer stand in each other's way, as do officers of one post. */
export async function playOfficer({ site, ledger, stopped }: LoadScene, client: KillClient): Promise<void> {
  while (!stopped()) {
    const inbox = await client.insist({ path: '/kotak-masuk' }, stopped)
    const tickets = inbox ? readLinks(inbox.body).filter((link) => /^\/kotak-masuk\/\d/.test(link)).slice(0, 12) : []
    const path = tickets[Math.floor(Math.random() * tickets.length)]
    if (!path) await pause(300)
    else await actOn({ site, ledger, stopped }, client, path)
  }
}

const avoided = /\/(tolak|bukan-kami|tanya)$/
/** The SOP's files fields: the server notes them as empty where none was sent. */
const noFiles = { lampiran: [], 'data-dukung': [] }

async function actOn({ ledger, stopped }: LoadScene, client: KillClient, path: string): Promise<void> {
  const page = await client.insist({ path }, stopped)
  const forms = page ? readForms(page.body).filter((form) => form.action.startsWith(`${path}/tindakan/`) && !avoided.test(form.action)) : []
  const form = forms[Math.random() < 0.85 ? 0 : Math.floor(Math.random() * forms.length)]
  if (!form) return
  const act = form.action.split('/').at(-1)!
  const values = { ...hidden(form), ...filled(form) }
  const { _csrf: _, ...content } = values
  const key = createHash('sha256').update(`${values.kunci}/${act}/${canonical({ ...content, ...noFiles })}`).digest('hex')
  const answers = await Promise.all(Array.from({ length: Math.random() < 0.2 ? 2 : 1 }, () => client.insist({ path: form.action, form: values }, stopped)))
  for (const answer of answers) {
    if (!answer) continue
    ledger.broken += answer.broken
    if (answer.status === 303) ledger.acts.push(key)
    else ledger.refusals.push(key)
  }
  await pause(20 + Math.random() * 80)
}

function hidden(form: PageForm): Record<string, string> {
  return Object.fromEntries(form.controls.filter((control) => control.type === 'hidden').map((control) => [control.name, control.value]))
}

function filled(form: PageForm): Record<string, string> {
  return Object.fromEntries(form.controls.flatMap(({ name, type }) => (type === 'textarea' ? [[name, `Keterangan ${++numbered} tentang talud.`]] : name === 'unit' ? [[name, unit]] : [])))
}

/** The Kannel that plays: takes letters and reports them until it is heard, and hands in messages of people until each is acknowledged, some of them twice. */
export async function playKannel(ledger: KillLedger): Promise<{ address: string; handIn(scene: LoadScene): Promise<void>; close(): void }> {
  const report = async (url: string) => {
    while (!(await fetch(url.replace('%d', '8'), { signal: AbortSignal.timeout(10_000) }).then((answer) => answer.ok, () => false))) await pause(200)
  }
  const server = http.createServer((request, answer) => {
    const url = new URL(request.url ?? '', 'http://x').searchParams.get('dlr-url') ?? ''
    const letter = new URL(url).searchParams.get('surat') ?? ''
    ledger.letters.set(letter, (ledger.letters.get(letter) ?? 0) + 1)
    answer.writeHead(202).end('0: Accepted for delivery')
    void report(url)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    handIn,
    close: () => { server.closeAllConnections(); server.close() },
  }
}

async function handIn({ site, ledger, stopped }: LoadScene): Promise<void> {
  const key = site.secrets.mac('cookie', 'kannel/rembang').toString('base64url').slice(0, 32)
  while (!stopped()) {
    const id = `pesan-${++numbered}`
    const query = new URLSearchParams({ kabupaten: 'rembang', kunci: key, from: inventedPhone('rembang', numbered), to: '1708', id, time: String(Math.floor(Date.now() / 1000)), coding: '0', charset: 'UTF-8', text: `Lampu jalan mati di gang ${numbered}, gelap sejak kemarin malam` })
    for (let times = numbered % 3 === 0 ? 2 : 1; times > 0 && !stopped();) {
      const ok = await fetch(`http://127.0.0.1:${site.port}/gerbang/kannel/masuk?${query}`, { signal: AbortSignal.timeout(30_000) }).then((answer) => answer.ok, () => false)
      if (ok && times-- > 0) ledger.messages.push(id)
      else ledger.broken++
      if (!ok) await pause(200)
    }
    await pause(100 + Math.random() * 300)
  }
}
