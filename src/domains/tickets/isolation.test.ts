import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { theSystem } from '../../kernel/actor.ts'
import { newId } from '../../kernel/ids.ts'
import { makeTestDatabase, type TestDatabase } from '../../kernel/testing.ts'
import { inWork } from '../../kernel/work.ts'
import { answerQuestion } from './answer-question.ts'
import { type FixtureTenant, loadFixtureTenant, mondayMorning, tenantFolders } from './fixture-tenant.ts'

// Bengkalis has rows in as many tables as it can; everything else is tried by the application’s role, working for Lumajang.
let database: TestDatabase
let tables: { table: string; rows: number; guarded: boolean; policy: string | null }[]
beforeAll(async () => {
  database = await makeTestDatabase()
  const bengkalis = await loadFixtureTenant(database, tenantFolders[0]!)
  await loadFixtureTenant(database, tenantFolders[1]!)
  await liveThrough(bengkalis)
  await fillRest()
  tables = await findTables()
})
afterAll(() => database.close())

/** A whole life of a ticket, and one that waits for its reporter, unsealed. */
async function liveThrough(place: FixtureTenant): Promise<void> {
  const admin = 'admin-diskominfotik.diskominfotik'
  let ticket = await place.open('sipendekar')
  ticket = await place.act(ticket, 'teruskan', { by: admin, typed: { unit: 'dpupr' } })
  ticket = await place.act(ticket, 'jawab', { by: 'admin-skpd.dpupr', typed: { jawaban: 'Sudah.' } })
  await place.act(ticket, 'lepas', { by: admin, typed: { jawaban: 'Sudah.' } })
  await place.open('lapor')
  await place.sealAll()
  const asked = await place.act(await place.open('sipendekar'), 'tanya', { by: admin, typed: { pertanyaan: 'Di mana?' } })
  await place.as({ kind: 'citizen', id: asked.reporterId! }, mondayMorning, (work) => answerQuestion(work, { ticketId: asked.id, text: 'Di sini.' }))
}

/** What an office has besides: accounts, looks, a product, a change of the calendar. */
async function fillRest(): Promise<void> {
  const id = newId(mondayMorning)
  const run = (statement: string) => sql.raw(statement).execute(database.owner.db)
  const ticket = `(select id from ticket where tenant_id = 'bengkalis' limit 1)`
  await run(`insert into auth."user" (id, tenant_id, kind, name, email, email_verified, created_at, updated_at, holder_id) select '${id}', 'bengkalis', 'citizen', 'x', '${id}', true, now(), now(), '${id}'`)
  await run(`insert into person (tenant_id, id, user_id, name, nik_cipher, nik_hash, nik_masked, registered_at) values ('bengkalis', '${id}', '${id}', 'Umpama', '\\x01', '\\x01', '1', now())`)
  await run(`insert into nik_look values ('bengkalis', '${id}', '${id}', now(), 'officer', null, 'uji')`)
  await run(`insert into access_look values ('bengkalis', '${id}', now(), 'officer', null, 'tiket', 'x', 'uji')`)
  await run(`insert into sign_in_try values ('bengkalis', 'x', 1, now())`)
  await run(`insert into product (tenant_id, id, ticket_id, register, "values", holder_name, issued_at, valid_from) values ('bengkalis', '${id}', ${ticket}, 'uji', '{}', 'Umpama', now(), now()::date)`)
  await run(`insert into calendar_change values ('bengkalis', '${id}', now(), 'uji')`)
  await run(`insert into holiday values ('bengkalis', '2026-12-01', 'Hari uji', 'uji')`)
}

async function findTables() {
  const { rows } = await sql<{ table: string; guarded: boolean; policy: string | null }>`
    select format('%I.%I', n.nspname, c.relname) as "table", c.relrowsecurity as guarded,
      (select p.qual || ' / ' || coalesce(p.with_check, '') || ' / ' || p.cmd || ' / ' || p.roles::text from pg_policies p
        where p.schemaname = n.nspname and p.tablename = c.relname and p.permissive = 'PERMISSIVE') as policy
    from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') order by 1`.execute(database.owner.db)
  return await Promise.all(rows.map(async (row) => {
    const { rows: counted } = await sql<{ n: number }>`select count(*)::int as n from ${sql.raw(row.table)} where tenant_id = 'bengkalis'`.execute(database.owner.db)
    return { ...row, rows: counted[0]!.n }
  }))
}

// Accounts are found before their tenant is known; the domain access asks for the tenant itself (decision 005).
const unguarded = ['auth."user"']
const asLumajang = <T>(statement: string) => inWork(database, { tenant: 'lumajang', actor: theSystem }, async (work) => await sql.raw<T>(statement).execute(work.db))
const guardedTables = () => tables.filter((one) => !unguarded.includes(one.table))

/** The columns that an insert may name: not those that the database makes itself. */
async function writableColumns(table: string): Promise<string> {
  const { rows } = await sql<{ columns: string }>`
    select string_agg(quote_ident(attname), ', ') as columns from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped and attgenerated = ''`.execute(database.owner.db)
  return rows[0]!.columns
}

/** How many rows an order touched, or that it was refused. */
async function outcomeOf(statement: string): Promise<string> {
  return await asLumajang(statement).then(
    (result) => `${result.numAffectedRows ?? result.rows.length} rows`,
    (error: Error) => (/row-level security|permission denied/.test(error.message) ? 'refused' : error.message),
  )
}

describe('every table of a regency', () => {
  test('has row-level security with the one policy, whoever made the table', () => {
    expect(tables.length).toBeGreaterThan(25)
    expect(guardedTables().filter((one) => !one.guarded).map((one) => one.table)).toEqual([])
    const policy = '(tenant_id = current_tenant()) / (tenant_id = current_tenant()) / ALL / {public}'
    expect(guardedTables().filter((one) => one.policy !== policy).map((one) => `${one.table}: ${one.policy}`)).toEqual([])
  })

  test('has rows here wherever tickets live, so that what follows is not empty talk', () => {
    const filled = tables.filter((one) => one.rows > 0).map((one) => one.table)
    expect(filled).toEqual(expect.arrayContaining([
      'answer', 'assignment', 'calendar_change', 'category', 'clock', 'event', 'event_to_seal', 'holiday', 'message', 'nik_look', 'officer', 'person',
      'post_kind', 'product', 'seal', 'sop_version', 'submission', 'ticket', 'ticket_party', 'turn', 'unit',
    ].map((table) => `public.${table}`)))
  })

  test('shows none of its rows to another regency, nor to a connection that serves none', async () => {
    for (const { table } of guardedTables()) {
      expect([table, await outcomeOf(`select 1 from ${table} where tenant_id <> 'lumajang'`)]).toEqual([table, '0 rows'])
      const nobody = await sql.raw(`select 1 from ${table} limit 1`).execute(database.db)
      expect([table, nobody.rows]).toEqual([table, []])
    }
  })

  test('lets none be written, changed, taken or deleted by another regency', async () => {
    const before = guardedTables().map((one) => [one.table, one.rows])
    for (const { table } of guardedTables()) {
      expect([table, await outcomeOf(`insert into ${table} (tenant_id) values ('bengkalis')`)]).toEqual([table, 'refused'])
      const columns = await writableColumns(table)
      expect([table, await outcomeOf(`insert into ${table} (${columns}) select ${columns} from ${table} where tenant_id = 'bengkalis'`)]).toEqual([table, expect.stringMatching(/^(0 rows|refused)$/)])
      expect([table, await outcomeOf(`update ${table} set tenant_id = 'lumajang' where tenant_id = 'bengkalis'`)]).toEqual([table, expect.stringMatching(/^(0 rows|refused)$/)])
      expect([table, await outcomeOf(`delete from ${table} where tenant_id = 'bengkalis'`)]).toEqual([table, expect.stringMatching(/^(0 rows|refused)$/)])
    }
    expect((await findTables()).filter((one) => !unguarded.includes(one.table)).map((one) => [one.table, one.rows])).toEqual(before)
  })

  test('keeps its own rows from being given away', async () => {
    const give = inWork(database, { tenant: 'bengkalis', actor: theSystem }, (work) => sql`update turn set tenant_id = 'lumajang'`.execute(work.db))
    await expect(give).rejects.toThrow('row-level security')
  })
})

describe('the application’s role', () => {
  const may = async (what: 'UPDATE' | 'DELETE' | 'TRUNCATE') => {
    const test = what === 'UPDATE' ? 'has_any_column_privilege' : 'has_table_privilege'
    const { rows } = await sql.raw<{ table: string }>(`
      select format('%I.%I', n.nspname, c.relname) as "table" from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema') and ${test}('tanggap_app', c.oid, '${what}') order by 1`).execute(database.owner.db)
    return rows.map((row) => row.table)
  }

  test('is no superuser, passes by no policy, makes no roles and owns nothing', async () => {
    const { rows } = await sql`select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, (select count(*)::int from pg_class where relowner = r.oid) as owns
      from pg_roles r where rolname = 'tanggap_app'`.execute(database.owner.db)
    expect(rows).toEqual([{ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owns: 0 }])
  })

  test('changes no event, seal, submission, answer, history or record of a look', async () => {
    const changeable = await may('UPDATE')
    const kept = ['event', 'event_to_seal', 'seal', 'submission', 'answer', 'product_event', 'naskah_version', 'naskah_initial', 'naskah_event', 'naskah_file', 'picture_redaction', 'public_mask', 'officer_event', 'nik_look', 'access_look', 'calendar_change', 'sop_version', 'tenant', 'unit', 'post_kind', 'holiday']
    expect(changeable.filter((table) => kept.includes(table.replace('public.', '')))).toEqual([])
  })

  test('deletes only what waits or passes, or is a person’s own: queue, turns, files not yet sent, rows of an import that is done, tries, sessions, keys, contacts, templates, canned answers, what they follow, the register’s copy, who stood behind a letter, words to search by', async () => {
    expect(await may('DELETE')).toEqual([
      'auth."user"', 'auth.account', 'auth.passkey', 'auth.session', 'auth.two_factor', 'auth.used_code', 'auth.verification', 'public.canned_answer', 'public.contact', 'public.desk_sender', 'public.event_to_seal', 'public.import_row', 'public.letter_template', 'public.password_reset', 'public.personnel_entry', 'public.phone_change', 'public.register_draft', 'public.register_person', 'public.register_turn', 'public.search_word', 'public.sign_in_try', 'public.ticket_follower', 'public.turn', 'public.upload',
    ])
    expect(await may('TRUNCATE')).toEqual([])
  })

  test.each(['event', 'seal', 'submission', 'answer'])('is refused when it tries to change or delete a row of %s of its own regency', async (table) => {
    for (const order of [`update ${table} set tenant_id = tenant_id`, `delete from ${table}`]) {
      await expect(inWork(database, { tenant: 'bengkalis', actor: theSystem }, (work) => sql.raw(order).execute(work.db))).rejects.toThrow('permission denied')
    }
  })

  test('changes neither what the reporter sent, nor number or secrecy of a ticket', async () => {
    for (const column of ['submitted', 'salt', 'number', 'secret', 'anonymous', 'reporter_id', 'applicant_unit', 'parent_id', 'opened_at', 'title']) {
      const order = inWork(database, { tenant: 'bengkalis', actor: theSystem }, (work) => sql.raw(`update ticket set ${column} = ${column}`).execute(work.db))
      await expect(order, column).rejects.toThrow('permission denied')
    }
  })

  test('makes no table and becomes no other role', async () => {
    for (const order of ['create table own (n int)', 'set role postgres', 'alter table event disable row level security', 'create schema own']) {
      await expect(sql.raw(order).execute(database.db)).rejects.toThrow(/permission denied|must be owner/)
    }
  })
})
