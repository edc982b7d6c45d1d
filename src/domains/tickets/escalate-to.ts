import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { findTenant, listPosts } from '../organisation/index.ts'
import type { Sop } from '../sop/index.ts'

/** Whom an SOP wants told of a broken promise besides those who owed it: their superiors at the same unit, the tenant's administrators. */
export async function escalateTo(work: Work, sop: Sop, holders: HeldPost[]): Promise<HeldPost[]> {
  const posts = new Map((await listPosts(work)).map((post) => [post.code, post]))
  const superiors = holders.flatMap(({ post, unit }) => {
    const superior = posts.get(posts.get(post)?.superior ?? '')
    return superior?.units.includes(unit) ? [{ post: superior.code, unit }] : []
  })
  const admins = ((await findTenant(work.db, work.tenant))?.adminPosts ?? []).flatMap((code) => (posts.get(code)?.units ?? []).map((unit) => ({ post: code, unit })))
  return [...(sop.escalate.includes('superior') ? superiors : []), ...(sop.escalate.includes('admin') ? admins : [])]
}
