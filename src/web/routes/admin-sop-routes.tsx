import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { localToday } from '../../domains/organisation/index.ts'
import { diffLines, getSopSource, listSopVersions, sopsInForce } from '../../domains/sop/index.ts'
import { AdminSopDiffPage, AdminSopPage, AdminSopSourcePage, type SopGroup } from '../pages/admin-sop-pages.tsx'
import { pathText, queryText, show, withWork } from '../with-work.ts'

/** The SOP files that are kept: versions, what they say, and what differs between two. */
export function mountAdminSopRoutes(app: FastifyInstance): void {
  app.get('/petugas/sop', showVersions)
  app.get('/petugas/sop/:kode', showDifference)
  app.get('/petugas/sop/:kode/:versi', showSource)
}

async function readGroups(work: Work): Promise<{ groups: SopGroup[]; today: string }> {
  const today = await localToday(work)
  const inForce = new Map((await sopsInForce(work, today)).map((sop) => [sop.code, sop.version]))
  const groups = [...Map.groupBy(await listSopVersions(work), (one) => one.code)].map(([code, versions]) => ({ code, versions, title: versions[0]!.title, inForce: inForce.get(code) }))
  return { groups, today }
}

async function showVersions(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return show(request, reply, { title: request.visit.view.t('Berkas SOP yang berlaku'), area: 'officer', main: <AdminSopPage {...(await withWork(request, readGroups))} /> })
}

async function getGroup(work: Work, code: string): Promise<SopGroup> {
  const group = (await readGroups(work)).groups.find((one) => one.code === code)
  if (!group) throw new Refusal('not-found', 'SOP itu tidak ada.')
  return group
}

/** Between the two versions asked for; else between the newest and the one before. */
async function showDifference(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const code = pathText(request, 'kode')
  const content = await withWork(request, async (work) => {
    const { title, versions } = await getGroup(work, code)
    const to = queryText(request, 'ke') || versions[0]!.version
    const from = queryText(request, 'dari') || (versions[1] ?? versions[0]!).version
    return { code, title, from, to, lines: diffLines(await getSopSource(work, code, from), await getSopSource(work, code, to)) }
  })
  return show(request, reply, { title: request.visit.view.t('Perbedaan {judul}', { judul: content.title }), area: 'officer', main: <AdminSopDiffPage {...content} /> })
}

async function showSource(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const version = pathText(request, 'versi')
  const content = await withWork(request, async (work) => {
    const { title, code } = await getGroup(work, pathText(request, 'kode'))
    return { title, version, source: await getSopSource(work, code, version) }
  })
  return show(request, reply, { title: content.title, area: 'officer', main: <AdminSopSourcePage {...content} /> })
}
