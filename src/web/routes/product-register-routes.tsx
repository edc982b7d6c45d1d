import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Work } from '../../kernel/work.ts'
import { recordLook } from '../../domains/access/index.ts'
import { localToday, findOfficer } from '../../domains/organisation/index.ts'
import {
  countProducts, exportProducts, getProduct, isPersonal, type ProductEvent, type ProductFilter, productStates, publicProducts, searchProducts,
} from '../../domains/products/index.ts'
import { getTenant } from '../find-visit.ts'
import { ProductPage } from '../pages/product-page.tsx'
import { PublicRegisterPage } from '../pages/public-register-page.tsx'
import { RegisterPage, RegistersPage } from '../pages/register-pages.tsx'
import { writeRegisterCsv, writeRegisterXlsx } from '../product-register-file.ts'
import { productNames, titleOf } from '../product-register-names.ts'
import { needOfficer, pathText, queryText, show, withWork } from '../with-work.ts'

const pageSize = 30

/** Product registers: for those who keep them, and what of the public ones everybody may read. */
export function mountProductRegisterRoutes(app: FastifyInstance): void {
  app.get('/daftar/:kode', showPublic)
  app.register(async (officers) => {
    officers.addHook('onRequest', async (request) => {
      getTenant(request)
      needOfficer(request)
    })
    officers.get('/petugas/produk', showRegisters)
    officers.get('/petugas/produk/:kode', showRegister)
    officers.get('/petugas/produk/:kode/unduh', { compress: false }, sendFile)
    officers.get('/petugas/produk/:kode/:id', showProduct)
  })
}

async function showRegisters(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const registers = await withWork(request, countProducts)
  return show(request, reply, { title: request.visit.view.t('Daftar produk layanan'), area: 'officer', main: <RegistersPage registers={registers} /> })
}

/** What a page of a register was asked for. */
function readFilter(request: FastifyRequest): ProductFilter {
  const state = productStates.find((one) => one === words[queryText(request, 'keadaan')])
  const text = queryText(request, 'cari').trim().slice(0, 200)
  return { register: pathText(request, 'kode'), ...(text && { text }), ...(state && { state }), ...(queryText(request, 'keadaan') === 'segera' && { soon: true }) }
}

const words: Record<string, (typeof productStates)[number]> = { berlaku: 'active', berakhir: 'expired', dicabut: 'revoked', batal: 'void' }

async function showRegister(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const filter = readFilter(request)
  const content = await withWork(request, async (work) => {
    const page = await searchProducts(work, { ...filter, size: pageSize, after: queryText(request, 'setelah') })
    await recordOpening(work, page.register.code, { personal: isPersonal(page.register), purpose: 'membuka daftar' })
    const counts = (await countProducts(work)).find((one) => one.register.code === page.register.code)!.counts
    return { ...page, counts, names: await productNames(work), today: await localToday(work) }
  })
  return show(request, reply, { title: content.register.name, area: 'officer', main: <RegisterPage {...content} filter={filter} wanted={queryText(request, 'keadaan')} /> })
}

async function recordOpening(work: Work, subject: string, { personal, purpose }: { personal: boolean; purpose: string }): Promise<void> {
  if (personal) await recordLook(work, { what: 'daftar', subject, purpose })
}

async function showProduct(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const content = await withWork(request, async (work) => {
    const found = await getProduct(work, { register: pathText(request, 'kode'), id: pathText(request, 'id') })
    await recordOpening(work, found.product.id, { personal: isPersonal(found.register), purpose: `membuka catatan di ${found.register.code}` })
    return { ...found, officers: await officersOf(work, found.history), names: await productNames(work) }
  })
  return show(request, reply, { title: titleOf(content.register, content.product, content.names), area: 'officer', width: 'narrow', main: <ProductPage {...content} /> })
}

/** Names of the officers who did something, by id. */
async function officersOf(work: Work, history: ProductEvent[]): Promise<Map<string, string>> {
  const ids = new Set(history.flatMap((event) => (event.actorKind === 'officer' && event.actorId ? [event.actorId] : [])))
  const names = new Map<string, string>()
  for (const id of ids) {
    const officer = await findOfficer(work, id)
    if (officer) names.set(id, officer.name)
  }
  return names
}

async function sendFile(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const filter = readFilter(request)
  const found = await exportProducts((task) => withWork(request, task), filter)
  const format = queryText(request, 'bentuk') === 'csv' ? 'csv' : 'xlsx'
  const today = await withWork(request, localToday)
  const type = format === 'csv' ? 'text/csv; charset=utf-8' : 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return reply
    .headers({ 'content-type': type, 'cache-control': 'private, no-store', 'content-disposition': `attachment; filename="daftar-${filter.register}-${today}.${format}"` })
    .send(format === 'csv' ? writeRegisterCsv(found) : await writeRegisterXlsx(found))
}

async function showPublic(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  getTenant(request)
  const text = queryText(request, 'cari').trim().slice(0, 200)
  const content = await withWork(request, async (work) => ({
    ...(await publicProducts(work, { register: pathText(request, 'kode'), text, size: pageSize, after: queryText(request, 'setelah') })), names: await productNames(work),
  }))
  return show(request, reply, { title: content.register.name, width: 'wide', main: <PublicRegisterPage {...content} text={text} /> })
}
