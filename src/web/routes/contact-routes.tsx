import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Fault, Refusal } from '../../kernel/refusal.ts'
import { readPhone } from '../../domains/access/index.ts'
import { type Channel, channels, chooseChannel, type ContactOwner, contactsOf, dropContact, saveContact } from '../../domains/messages/index.ts'
import { getTenant } from '../find-visit.ts'
import { ContactsPage } from '../pages/contacts-page.tsx'
import { readForm, textOf } from '../read-form.ts'
import { queryText, show, withWork } from '../with-work.ts'

/** How somebody wants to be told: each citizen and each officer chooses their channels. */
export function mountContactRoutes(app: FastifyInstance): void {
  app.get('/saluran', async (request, reply) => await showContacts(request, reply, { values: {}, faults: [] }))
  app.post('/saluran/pilih', async (request, reply) => {
    const { values } = await readForm(request)
    const channel = channels.find((one) => one === textOf(values, 'saluran'))
    if (!channel) throw new Refusal('not-found', 'Saluran itu tidak ada.')
    const owner = ownerOf(request)
    await withWork(request, async (work) => {
      if (textOf(values, 'tindakan') === 'hapus') await dropContact(work, owner, { channel, slot: textOf(values, 'slot') })
      else await chooseChannel(work, owner, { channel, enabled: textOf(values, 'tindakan') === 'nyalakan' })
    })
    return reply.redirect('/saluran?tersimpan=1', 303)
  })
  app.post('/saluran/tambah', async (request, reply) => {
    const { values } = await readForm(request)
    const read = readAddress(textOf(values, 'jenis') === 'email' ? 'email' : 'sms', textOf(values, 'alamat'))
    if ('fault' in read) return await showContacts(request, reply, { values, faults: [{ field: 'alamat', text: read.fault }] })
    const owner = ownerOf(request)
    await withWork(request, (work) => saveContact(work, owner, read))
    return reply.redirect('/saluran?tersimpan=1', 303)
  })
}

/** Whose addresses a request is about: the signed-in person's own. */
export function ownerOf(request: FastifyRequest): ContactOwner {
  getTenant(request)
  const { actor } = request.visit
  if (actor.kind === 'citizen') return { kind: 'person', id: actor.id }
  if (actor.kind === 'officer') return { kind: 'officer', id: actor.id }
  throw new Refusal('not-signed-in', 'Silakan masuk lebih dahulu.')
}

function readAddress(channel: Channel, typed: string): { channel: Channel; address: string } | { fault: string } {
  if (channel === 'sms') {
    const read = readPhone(typed)
    return 'fault' in read ? read : { channel, address: read.phone }
  }
  const address = typed.trim().toLowerCase()
  return /^[^\s@"<>]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(address) ? { channel, address } : { fault: 'Alamat surel itu belum benar. Contoh: nama@contoh.id.' }
}

async function showContacts(request: FastifyRequest, reply: FastifyReply, retry: { values: Record<string, string | string[] | undefined>; faults: Fault[] }): Promise<FastifyReply> {
  const owner = ownerOf(request)
  const contacts = await withWork(request, (work) => contactsOf(work, owner))
  return show(request, reply, {
    title: request.visit.view.t('Saluran pemberitahuan'), area: owner.kind === 'officer' ? 'officer' : 'public', width: 'narrow', status: retry.faults.length > 0 ? 422 : 200, scripts: ['app-card.js'],
    main: <ContactsPage contacts={contacts} retry={retry} saved={queryText(request, 'tersimpan') === '1'} />,
  })
}
