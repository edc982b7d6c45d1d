import type { Config } from '../kernel/config.ts'
import { ConfigError } from '../kernel/config.ts'
import type { Log } from '../kernel/log.ts'
import { keptPushKeys } from '../kernel/push-keys.ts'
import type { Resources } from '../kernel/work.ts'
import { httpPersonnel, httpRegister, type PersonnelRegister, type PopulationRegister } from '../domains/access/index.ts'
import {
  type Carriers, makeGammuCarrier, makeKannelCarrier, makeSmtpCarrier, makeWebPushCarrier, makeWhatsappCarrier, readSmtpSettings,
} from '../domains/messages/index.ts'
import { type BsreSettings, bsreSigner, p12Signer, type Signer } from '../domains/signing/index.ts'
import type { GatewayDoors } from '../web/gateway-doors.ts'
import { readImapSettings, startMailFetcher } from '../worker/fetch-mail.ts'
import { startGammuPoller } from '../worker/poll-gammu.ts'
import { type GatewaySettings, readGateways } from './gateways.ts'

/** The gateways of one installation as they run: what letters go out by, where messages come in, and how to stop. */
export interface Gateways {
  carriersOf(tenant: string): Carriers
  doors: GatewayDoors
  /** What browsers subscribe to push with. */
  pushKey: string
  registerOf(tenant: string): PopulationRegister | undefined
  personnelOf(tenant: string): PersonnelRegister | undefined
  /** Who signs letters: BSrE where the tenant has its service, else the certificates that this installation keeps. */
  signerOf(tenant: string): Signer
  /** Begins to fetch what came in. */
  start(resources: Resources): void
  stop(): Promise<void>
}

export interface GatewayScene {
  config: Config
  log: Log
  now(): Date
  siteOf(tenant: string): string
}

/** Makes the gateways that the settings name. Throws `ConfigError` with every setting that is wrong. */
export function makeGateways(environment: Record<string, string | undefined>, scene: GatewayScene): Gateways {
  const { gateways, faults } = readGateways(environment)
  if (faults.length > 0) throw new ConfigError(faults)
  const keys = keptPushKeys(scene.config.dataFolder)
  const push = makeWebPushCarrier(keys, `https://${scene.config.baseHost === 'localhost' ? 'tanggap.example' : scene.config.baseHost}`)
  const carriers = new Map([...gateways].map(([tenant, settings]) => [tenant, { push, ...carriersFrom(tenant, settings, scene) }]))
  const running: { stop(): Promise<void> }[] = []
  return {
    pushKey: keys.publicKey,
    carriersOf: (tenant) => carriers.get(tenant) ?? { push },
    doors: doorsOf(gateways, scene),
    registerOf: (tenant) => registerFrom(gateways.get(tenant), scene),
    personnelOf: (tenant) => personnelFrom(gateways.get(tenant), scene),
    signerOf: (tenant) => signerFrom(gateways.get(tenant), scene),
    start(resources) {
      for (const [tenant, settings] of gateways) running.push(...fetchersOf(tenant, settings, { ...scene, resources }))
    },
    async stop() {
      await Promise.all(running.map((one) => one.stop()))
      for (const { sms, email } of carriers.values() as Iterable<Carriers & { sms?: { close?(): Promise<void> }; email?: { close?(): void } }>) {
        await sms?.close?.()
        email?.close?.()
      }
    },
  }
}

function carriersFrom(tenant: string, settings: GatewaySettings, scene: GatewayScene): Carriers {
  return {
    ...(settings.sms && { sms: smsCarrier(tenant, settings.sms, scene) }),
    ...(settings.smtp && { email: makeSmtpCarrier(readSmtpSettings(settings.smtp)) }),
    ...(settings.whatsapp && { whatsapp: makeWhatsappCarrier(whatsappSettings(settings.whatsapp)) }),
  }
}

function smsCarrier(tenant: string, address: URL, scene: GatewayScene) {
  if (address.protocol.startsWith('gammu+')) return makeGammuCarrier({ url: plain(address), ...one(address, 'sender') })
  const { username, password, searchParams } = address
  const url = new URL(plain(address))
  url.search = ''
  url.username = ''
  url.password = ''
  const reportUrl = `http://127.0.0.1:${scene.config.port}/gerbang/kannel/laporan?kabupaten=${tenant}&kunci=${encodeURIComponent(kannelToken(tenant, scene))}`
  const from = searchParams.get('from')
  return makeKannelCarrier({ url: url.href, username: decodeURIComponent(username), password: decodeURIComponent(password), reportUrl, ...(from && { from }), ...one(address, 'smsc') })
}

/** What Kannel must show at our doors; printed by `tanggap gateway`, the same as long as the master key is the same. */
export function kannelToken(tenant: string, { config }: Pick<GatewayScene, 'config'>): string {
  return config.secrets.mac('cookie', `kannel/${tenant}`).toString('base64url').slice(0, 32)
}

function plain(address: URL): string {
  return address.href.replace(/^\w+\+/, '')
}

function one(address: URL, name: string): Record<string, string> {
  const value = address.searchParams.get(name)
  return value ? { [name]: value } : {}
}

function whatsappSettings(address: URL) {
  const url = new URL(plain(address))
  url.search = ''
  const token = decodeURIComponent(url.username)
  url.username = ''
  const [name, language] = (address.searchParams.get('template') ?? '').split('/')
  return { url: url.href, token, ...(name && { template: { name, language: language ?? 'id' } }) }
}

function doorsOf(gateways: Map<string, GatewaySettings>, scene: GatewayScene): GatewayDoors {
  return {
    kannelToken: (tenant) => (gateways.get(tenant)?.sms?.protocol.startsWith('kannel+') ? kannelToken(tenant, scene) : undefined),
    whatsapp(tenant) {
      const query = gateways.get(tenant)?.whatsapp?.searchParams
      const [appSecret, verifyToken] = [query?.get('secret'), query?.get('verify')]
      return appSecret && verifyToken ? { appSecret, verifyToken } : undefined
    },
  }
}

const registers = new Map<string, PopulationRegister>()
const personnel = new Map<string, PersonnelRegister>()

function registerFrom(settings: GatewaySettings | undefined, scene: GatewayScene): PopulationRegister | undefined {
  return settings?.register && lineTo(settings.register, registers, (line) => httpRegister({ ...line, now: scene.now }))
}

function personnelFrom(settings: GatewaySettings | undefined, scene: GatewayScene): PersonnelRegister | undefined {
  return settings?.personnel && lineTo(settings.personnel, personnel, (line) => httpPersonnel({ ...line, now: scene.now }))
}

// One client for each register, since it remembers for a while that it could not be reached.
function lineTo<T>(address: URL, known: Map<string, T>, make: (line: { url: string; token?: string }) => T): T {
  const before = known.get(address.href)
  if (before) return before
  const url = new URL(address)
  const token = url.searchParams.get('kunci')
  url.searchParams.delete('kunci')
  const made = make({ url: url.href, ...(token && { token }) })
  known.set(address.href, made)
  return made
}

function signerFrom(settings: GatewaySettings | undefined, { config }: GatewayScene): Signer {
  return settings?.esign ? bsreSigner(bsreSettings(settings.esign)) : p12Signer(config.secrets)
}

function bsreSettings(address: URL): BsreSettings {
  const url = new URL(plain(address))
  const [user, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)]
  url.username = ''
  url.password = ''
  return { url: url.href, user, password }
}

function fetchersOf(tenant: string, settings: GatewaySettings, scene: GatewayScene & { resources: Resources }): { stop(): Promise<void> }[] {
  const { resources, log, now, config } = scene
  const running: { stop(): Promise<void> }[] = []
  if (settings.sms?.protocol.startsWith('gammu+')) running.push(startGammuPoller({ resources, tenant, url: plain(settings.sms), log, now }))
  if (settings.imap) {
    const ownAddresses = settings.smtp ? [settings.smtp.searchParams.get('from') ?? '', settings.smtp.searchParams.get('reply') ?? ''].filter(Boolean) : []
    running.push(startMailFetcher({ imap: readImapSettings(settings.imap), tenant, resources, dataFolder: config.dataFolder, ownAddresses, log, now }))
  }
  return running
}
