import { sql } from 'kysely'
import type { Actor, HeldPost } from '../../kernel/actor.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Db, Work } from '../../kernel/work.ts'
import type { KeptRegister, Register } from './register.ts'

/**
 * Keeps the registers of a tenant; run by the owner when its folder is loaded. The same again changes nothing; one that left the folder becomes
 * inactive, and what stands in it stays.
 */
export async function saveRegisters(db: Db, tenant: string, registers: readonly Register[], now: Date): Promise<void> {
  for (const register of registers) {
    const { keeper } = register
    await sql`
      insert into product_register (tenant_id, code, definition, keeper_post, keeper_unit, public, loaded_at)
      values (${tenant}, ${register.code}, ${JSON.stringify(register)}::jsonb, ${keeper.post}, ${keeper.unit}, ${register.public}, ${now})
      on conflict (tenant_id, code) do update set definition = excluded.definition, keeper_post = excluded.keeper_post, keeper_unit = excluded.keeper_unit,
        public = excluded.public, active = true, loaded_at = excluded.loaded_at
      where (product_register.definition, product_register.active) is distinct from (excluded.definition, true)`.execute(db)
  }
  const codes = registers.map((one) => one.code)
  await sql`update product_register set active = false where tenant_id = ${tenant} and active and code <> all (${codes}::text[])`.execute(db)
}

interface Row {
  definition: Register
  active: boolean
}

const toRegister = ({ definition, active }: Row): KeptRegister => ({ ...definition, active })

/** All registers of the tenant by name, those that left its folder last. Asks nobody who they are. */
export async function listRegisters(work: Work): Promise<KeptRegister[]> {
  return await readRegisters(work.db, work.tenant)
}

/** As `listRegisters`, for the owner, who works for no tenant. */
export async function readRegisters(db: Db, tenant: string): Promise<KeptRegister[]> {
  const { rows } = await sql<Row>`
    select definition, active from product_register where tenant_id = ${tenant} order by active desc, definition ->> 'name', code`.execute(db)
  return rows.map(toRegister)
}

/** The register of a code; refuses (`not-found`) where the tenant has none. */
export async function getRegister(work: Work, code: string): Promise<KeptRegister> {
  const { rows } = await sql<Row>`select definition, active from product_register where tenant_id = ${work.tenant} and code = ${code}`.execute(work.db)
  if (!rows[0]) throw noSuchRegister()
  return toRegister(rows[0])
}

/** Whether somebody may open a register with all its columns: who keeps it, the tenant's administrators, and the system. */
export function mayOpenRegister(actor: Actor, { keeper }: Register): boolean {
  if (actor.kind === 'system') return true
  if (actor.kind !== 'officer') return false
  return actor.admin || actor.posts.some((held) => held.post === keeper.post && held.unit === keeper.unit)
}

/** The registers that the actor may open, by name. */
export async function openableRegisters(work: Work): Promise<KeptRegister[]> {
  return (await listRegisters(work)).filter((register) => mayOpenRegister(work.actor, register))
}

/** Whether one of these posts keeps a register. */
export async function keepsRegister(work: Work, posts: readonly HeldPost[]): Promise<boolean> {
  const { rows } = await sql`
    select 1 from jsonb_to_recordset(${JSON.stringify(posts)}::jsonb) as held (post text, unit text)
    join product_register r on r.tenant_id = ${work.tenant} and r.keeper_post = held.post and r.keeper_unit = held.unit limit 1`.execute(work.db)
  return rows.length > 0
}

/** As `getRegister`; to whoever may not open it, it does not exist. */
export async function getOpenableRegister(work: Work, code: string): Promise<KeptRegister> {
  const register = await getRegister(work, code)
  if (!mayOpenRegister(work.actor, register)) throw noSuchRegister()
  return register
}

/** As `getRegister`, for everybody; one that is not for the public does not exist. */
export async function getPublicRegister(work: Work, code: string): Promise<KeptRegister> {
  const register = await getRegister(work, code)
  if (!register.public) throw noSuchRegister()
  return register
}

function noSuchRegister(): Refusal {
  return new Refusal('not-found', 'Daftar itu tidak ada, atau bukan untuk Anda.')
}
