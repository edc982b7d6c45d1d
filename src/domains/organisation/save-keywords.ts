import { sql } from 'kysely'
import { Refusal, refuseInput } from '../../kernel/refusal.ts'
import type { Work } from '../../kernel/work.ts'
import { needAdmin } from './need-admin.ts'
import { forgetSettings } from './remember-settings.ts'

export interface KeywordOrder {
  of: 'category' | 'class'
  code: string
  keywords: string[]
}

const mostKeywords = 300

/** Replaces the keywords of a category or class, and gives them as they were kept: in small letters, trimmed, each once. For administrators. */
export async function saveKeywords(work: Work, order: KeywordOrder): Promise<string[]> {
  needAdmin(work)
  const keywords = [...new Set(order.keywords.map((word) => word.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim()))].filter(
    (word) => word !== '',
  )
  if (keywords.length > mostKeywords) refuseInput([{ field: 'kata', text: `Paling banyak ${mostKeywords} kata kunci.` }])
  if (keywords.some((word) => word.length > 60)) refuseInput([{ field: 'kata', text: 'Sebuah kata kunci paling panjang 60 huruf.' }])
  const { numAffectedRows } = await sql`
    update ${sql.table(order.of)} set keywords = ${keywords}::text[]
    where tenant_id = ${work.tenant} and code = ${order.code} and active`.execute(work.db)
  if (numAffectedRows !== 1n) throw new Refusal('not-found', 'Kategori atau klasifikasi itu tidak ada.')
  forgetSettings(work)
  return keywords
}
