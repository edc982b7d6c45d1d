import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import { certificatesOf } from '../../domains/signing/index.ts'
import { getOwnTicket } from '../own-ticket.ts'
import { readYields } from '../ticket-yields.ts'
import { pathText, withWork } from '../with-work.ts'

/** The public part of an applicant's electronic certificate. Its key never leaves the installation. */
export function mountCertificateRoutes(app: FastifyInstance): void {
  app.get('/tiket/:nomor/sertifikat/:produk', { compress: false }, sendCertificate)
}

async function sendCertificate(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const id = pathText(request, 'produk').replace(/\.crt$/, '')
  const certificate = await withWork(request, async (work) => {
    const ticket = await getOwnTicket(request, work)
    const found = (await readYields(work, ticket.id)).products.find(({ product }) => product.id === id)?.product
    if (!found?.key) throw new Refusal('not-found', 'Sertifikat itu tidak ada.')
    const made = (await certificatesOf(work, { email: found.key })).find((one) => one.serial === found.values['nomor-seri'])
    if (!made) throw new Refusal('not-found', 'Sertifikat itu tidak ada.')
    return made
  })
  reply.header('content-type', 'application/x-x509-user-cert').header('x-content-type-options', 'nosniff').header('cache-control', 'private, no-store')
  return reply.header('content-disposition', `attachment; filename="sertifikat-${certificate.email.replace(/[^\w.-]+/g, '-')}.crt"`).send(certificate.pem)
}
