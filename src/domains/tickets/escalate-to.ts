import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { findTenant, listPosts } from '../organisation/index.ts'

/** Whom a stage of an escalation tells: the superiors at the same unit of those who owed the promise, or the tenant's administrators. */
export async function escalateTo(work: Work, targets: string[], holders: HeldPost[]): Promise<HeldPost[]> {
  const posts = new Map((await listPosts(work)).map((post) => [post.code, post]))
  const superiors = holders.flatMap(({ post, unit }) => {
    const superior = posts.get(posts.get(post)?.superior ?? '')
    return superior?.units.includes(unit) ? [{ post: superior.code, unit }] : []
  })
  const admins = ((await findTenant(work.db, work.tenant))?.adminPosts ?? []).flatMap((code) => (posts.get(code)?.units ?? []).map((unit) => ({ post: code, unit })))
  return [...(targets.includes('superior') ? superiors : []), ...(targets.includes('admin') ? admins : [])]
}
