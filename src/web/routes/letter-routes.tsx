import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { isId } from '../../kernel/ids.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { countLetters, listLetters, resendLetter } from '../../domains/messages/index.ts'
import { findTicket } from '../../domains/tickets/index.ts'
import { getTenant } from '../find-visit.ts'
import { LettersPage } from '../pages/letters-page.tsx'
import { readForm } from '../read-form.ts'
import { needOfficer, pathText, queryText, show, withWork } from '../with-work.ts'

const states = ['queued', 'sending', 'sent', 'delivered', 'dead', 'held'] as const

/** The log of letters for the tenant's administrators: what went out, what waits, what is dead, and once more. */
export function mountLetterRoutes(app: FastifyInstance): void {
  app.addHook('onRequest', async (request) => needAdmin(request))
  app.get('/pesan', showLetters)
  app.post('/pesan/:id/kirim-ulang', async (request, reply) => {
    await readForm(request)
    const id = pathText(request, 'id')
    const found = isId(id) && (await withWork(request, (work) => resendLetter(work, id)))
    if (!found) throw new Refusal('not-found', 'Pesan itu tidak ada, atau sudah dikirim.')
    return reply.redirect('/pesan?keadaan=queued', 303)
  })
}

/** Refuses everyone but the tenant's administrators: for others the page does not exist. */
export function needAdmin(request: FastifyRequest): void {
  getTenant(request)
  needOfficer(request)
  const { actor } = request.visit
  if (actor.kind !== 'officer' || !actor.admin) throw new Refusal('not-found', 'Halaman ini untuk admin kabupaten.')
}

async function showLetters(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const state = states.find((one) => one === queryText(request, 'keadaan'))
  const after = queryText(request, 'setelah')
  const content = await withWork(request, async (work) => {
    const page = await listLetters(work, { size: 30, ...(state && { state }), ...(isId(after) && { after }) })
    const numbers = new Map<string, string>()
    for (const letter of page.letters) {
      const ticket = letter.subjectId && !numbers.has(letter.subjectId) ? await findTicket(work, { id: letter.subjectId }) : undefined
      if (ticket) numbers.set(ticket.id, ticket.number)
    }
    return { ...page, numbers, counts: await countLetters(work) }
  })
  return show(request, reply, { title: request.visit.view.t('Pesan keluar'), area: 'officer', main: <LettersPage {...content} state={state} /> })
}
