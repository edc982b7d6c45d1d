import { addDays, formatDate, type LocalDate } from '../../domains/calendar/index.ts'
import type { Product, PublicProduct, Register } from '../../domains/products/index.ts'
import { Badge, type Tone, type Translate, useView } from '../../ui/index.ts'

const tones = { active: 'done', expired: 'overdue', revoked: 'refused', void: 'neutral' } as const satisfies Record<Product['state'], Tone>
const soonDays = 30

/** Whether a register only records what was asked and answered: its entries are never in force or over. */
export function recordsOnly(register: Register): boolean {
  return register.validity === undefined && register.key === undefined
}

/** What a product in force is called. */
export function activeWord(t: Translate, register: Register): string {
  return recordsOnly(register) ? t('Tercatat') : t('Berlaku')
}

/** The state of a product in words. */
export function stateWord(t: Translate, register: Register, state: Product['state']): string {
  const words = { active: activeWord(t, register), expired: t('Berakhir'), revoked: t('Dicabut'), void: t('Batal') }
  return words[state]
}

interface ProductStateProps {
  register: Register
  product: Product | PublicProduct
  /** The day it is; with it, what ends within 30 days is marked. */
  today?: LocalDate
}

/** The state of a product, and the last day on which it holds. */
export function ProductState({ register, product: { state, validUntil }, today }: ProductStateProps) {
  const { t, language } = useView()
  const soon = state === 'active' && today !== undefined && validUntil !== undefined && validUntil <= addDays(today, soonDays)
  return (
    <>
      <Badge tone={soon ? 'due-soon' : tones[state]}>{soon ? t('Segera berakhir') : stateWord(t, register, state)}</Badge>
      {validUntil && (state === 'active' || state === 'expired') ? <small class="block quiet">{t('sampai {tanggal}', { tanggal: formatDate(validUntil, language) })}</small> : null}
    </>
  )
}
