import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { contactsOf, deviceSlot, dropContact, ownersOfAddress, readSubscription, saveContact } from '../../domains/messages/index.ts'
import { iconVersion, readerKey } from '../add-app.ts'
import { drawIcon, iconKinds, type IconName } from '../draw-icon.ts'
import { getTenant } from '../find-visit.ts'
import { OfflinePage } from '../pages/offline-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { writeServiceWorker } from '../service-worker.ts'
import { pathText, queryText, show, withWork } from '../with-work.ts'
import { ownerOf } from './contact-routes.tsx'

/** What makes the site an app: manifest, icons, service worker, the offline page, a token for what is sent later, devices that want to be told. */
export function mountAppRoutes(app: FastifyInstance): void {
  app.get('/manifest.webmanifest', sendManifest)
  app.get('/ikon/:nama', sendIcon)
  app.get('/sw.js', (request, reply) => {
    getTenant(request)
    const { view } = request.visit
    return reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache').send(writeServiceWorker(app.web.assets, view.theme!))
  })
  app.get('/luring', (request, reply) => {
    getTenant(request)
    return show(request, reply, { title: request.visit.view.t('Anda sedang luring'), width: 'narrow', main: <OfflinePage /> })
  })
  app.get('/token', sendToken)
  app.post('/perangkat/daftar', addDevice)
  app.post('/perangkat/lepas', async (request, reply) => {
    const owner = ownerOf(request)
    const { values } = await readForm(request)
    await withWork(request, (work) => dropContact(work, owner, { channel: 'push', slot: deviceSlot(textOf(values, 'alamat')) }))
    return reply.code(204).send()
  })
}

function sendManifest(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const tenant = getTenant(request)
  const { app, language, t } = request.visit.view
  const forOfficers = queryText(request, 'untuk') === 'petugas'
  const icon = (name: IconName, purpose: string) => ({ src: `/ikon/${name}.png?v=${app!.icons}`, sizes: `${iconKinds[name].size}x${iconKinds[name].size}`, type: 'image/png', purpose })
  const start = forOfficers ? '/kotak-masuk' : '/'
  reply.header('cache-control', 'no-cache').type('application/manifest+json; charset=utf-8')
  return reply.send(JSON.stringify({
    id: start, start_url: start, scope: '/', lang: language, dir: 'ltr', display: 'standalone',
    name: forOfficers ? `${t('Petugas')} ${tenant.name}` : tenant.name, short_name: forOfficers ? t('Petugas') : tenant.name, description: tenant.government,
    theme_color: app!.colour, background_color: '#fbf8f3',
    icons: [icon('192', 'any'), icon('512', 'any'), icon('512-penuh', 'maskable')],
    ...(!forOfficers && { shortcuts: [{ name: t('Buat laporan'), url: '/lapor' }, { name: t('Lacak laporan'), url: '/lacak' }] }),
  }))
}

async function sendIcon(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { colours } = getTenant(request)
  const name = pathText(request, 'nama').replace(/\.png$/, '')
  if (!Object.hasOwn(iconKinds, name)) throw new Refusal('not-found', 'Ikon itu tidak ada.')
  const icon = await drawIcon(request.server.web.assets, name as IconName, colours)
  // An address that carries the colours of now never changes.
  reply.header('cache-control', queryText(request, 'v') === iconVersion(request) ? 'public, max-age=31536000, immutable' : 'public, max-age=3600')
  return reply.type('image/png').send(icon)
}

/** A fresh token for a form that was filled in without a line, and whose session this is. For our own pages only: another site can ask, but not read. */
function sendToken(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  getTenant(request)
  const from = request.headers['sec-fetch-site']
  if (from !== undefined && from !== 'same-origin') throw new Refusal('not-allowed', 'Alamat ini hanya untuk halaman kami sendiri.')
  return reply.header('cache-control', 'no-store').send({ token: request.visit.view.csrf, reader: readerKey(request) })
}

const mostDevices = 10

/** Keeps a device that wants to be told. The same device of somebody else before is forgotten: it tells only who uses it now. */
async function addDevice(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const owner = ownerOf(request)
  const { values } = await readForm(request)
  const subscription = readSubscription(textOf(values, 'langganan'))
  if (!subscription) throw new Refusal('bad-input', 'Perangkat ini tidak dapat diberi tahu: layanan pemberitahuannya tidak dikenal.')
  const slot = deviceSlot(subscription.endpoint)
  const address = JSON.stringify(subscription)
  await withWork(request, async (work) => {
    for (const other of await ownersOfAddress(work, 'push', address)) if (other.id !== owner.id) await dropContact(work, other, { channel: 'push', slot })
    const devices = (await contactsOf(work, owner)).filter((contact) => contact.channel === 'push' && contact.slot !== slot)
    if (devices.length >= mostDevices) throw new Refusal('bad-input', 'Sudah ada sepuluh perangkat. Hapus yang tidak dipakai di halaman Saluran pemberitahuan.')
    await saveContact(work, owner, { channel: 'push', address, slot })
  })
  return reply.code(204).send()
}
