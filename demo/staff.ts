import { createHash } from 'node:crypto'
import { generateSync } from 'otplib'
import type { Access } from '../src/domains/access/index.ts'
import { addOfficer, assignPost, findOfficerByUsername, listPosts, listUnits } from '../src/domains/organisation/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import type { Secrets } from '../src/kernel/secrets.ts'
import { inWork, type Resources, type Work } from '../src/kernel/work.ts'
import { inventedOfficerName } from './people.ts'

/** Every demonstration officer has this password; it opens nothing without the code. */
export const demoPassword = 'peraga-tanggap'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** The TOTP secret that all demonstration officers of this installation share (base32, 160 bits). */
export function demoTotpSecret(secrets: Secrets): string {
  const bytes = secrets.mac('cookie', 'demonstration totp')
  return Array.from({ length: 32 }, (_, at) => letters[bytes[at]! % 32]).join('')
}

/** The code that an authenticator with the demonstration secret shows at `now`. */
export function demoCode(secrets: Secrets, now: Date): string {
  return generateSync({ secret: demoTotpSecret(secrets), epoch: Math.floor(now.getTime() / 1000) })
}

export interface DemoOfficer {
  id: string
  username: string
  post: string
  unit: string
  role: string
}

const since = '2024-01-01'

/** One invented officer for each post at each unit of a tenant, with a letter of assignment; those that exist stay as they are. */
export async function makeDemoStaff(resources: Resources, tenant: string, now: Date): Promise<DemoOfficer[]> {
  return await inWork(resources, { tenant, actor: theSystem, now }, async (work) => {
    const units = new Map((await listUnits(work)).map((unit) => [unit.code, unit.shortName]))
    const officers: DemoOfficer[] = []
    for (const post of await listPosts(work)) {
      for (const unit of post.units) officers.push(await makeOfficer(work, { post: post.code, unit, role: `${post.name}, ${units.get(unit) ?? unit}` }))
    }
    return officers
  })
}

async function makeOfficer(work: Work, seat: { post: string; unit: string; role: string }): Promise<DemoOfficer> {
  const username = `${seat.post}.${seat.unit}`
  const known = await findOfficerByUsername(work, username)
  if (known) return { ...seat, id: known.id, username }
  const officer = await addOfficer(work, { name: inventedOfficerName(seat.post, seat.unit, 1), username })
  const letterNumber = `ST/CONTOH/${createHash('sha256').update(username).digest('hex').slice(0, 6)}/2024`
  await assignPost(work, { officerId: officer.id, post: seat.post, unit: seat.unit, letterNumber, validFrom: since })
  return { ...seat, id: officer.id, username }
}

/** Lets demonstration officers sign in. Costs some milliseconds each. */
export async function openDemoAccounts(access: Access, secrets: Secrets, order: { tenant: string; officers: DemoOfficer[] }): Promise<void> {
  const totpSecret = demoTotpSecret(secrets)
  for (const officer of order.officers) {
    await access.makeOfficerAccount(order.tenant, { officerId: officer.id, username: officer.username, password: demoPassword, totpSecret })
  }
}
