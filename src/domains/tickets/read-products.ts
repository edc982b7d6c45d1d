import type { HeldPost } from '../../kernel/actor.ts'
import type { Work } from '../../kernel/work.ts'
import { formatDate } from '../calendar/index.ts'
import { findProduct, getRegister, type Product } from '../products/index.ts'
import type { Field, FieldUse, FillContext, Sop, Typed } from '../sop/index.ts'

/** Whose form asks for which products. */
export interface ProductQuestion {
  uses: FieldUse[]
  typed: Typed
  /** Who applies: a field may ask for a product of theirs. */
  owner: { reporterId?: string | undefined; applicant?: HeldPost | undefined }
}

type Found = { product?: Product; unit: string }

/** Looks up what was typed into the fields that ask a product register, so that the form can be checked without a database. */
export async function readProducts(work: Work, sop: Sop, asked: ProductQuestion | undefined): Promise<Pick<FillContext, 'readProduct' | 'takenFault'>> {
  const found = new Map<string, Found>()
  for (const { field } of asked?.uses ?? []) {
    const asks = sop.fields.find((one) => one.name === field)
    const code = asks?.type === 'product' ? asks.register : asks?.newIn?.register
    const key = [asked!.typed[field]].flat()[0]?.trim()
    if (!code || !key) continue
    const register = await getRegister(work, code)
    const product = await findProduct(work, { register: code, key })
    found.set(field, { unit: register.entryName, ...(product && { product }) })
  }
  return { readProduct: (field) => judge(field, found.get(field.name), asked?.owner ?? {}), takenFault: (field, value) => whyTaken(field, value, found.get(field.name)) }
}

// Never whose it is: whoever types a key need not know that.
function whyTaken(field: Field, value: string, found: Found | undefined): string | undefined {
  if (found?.product?.state !== 'active') return undefined
  const { validUntil } = found.product
  return `“${value}” sudah punya ${found.unit} yang berlaku${validUntil ? ` sampai ${formatDate(validUntil)}` : ''}. ${field.newIn!.instead}`
}

function judge(field: Field, found: Found | undefined, owner: ProductQuestion['owner']): { key: string } | { fault: string } {
  const { product, unit = 'produk' } = found ?? {}
  const mine = product && (owner.reporterId ? product.holder.personId === owner.reporterId : owner.applicant !== undefined && product.holder.unit === owner.applicant.unit)
  // Somebody else's is answered as one that does not exist: the register is not asked out.
  if (!product || (field.ownOnly && !mine)) return { fault: `tidak ada ${unit} itu${field.ownOnly ? ' atas nama Anda' : ''}. Periksa lagi tulisannya.` }
  if (product.state === 'expired') return { fault: `${unit} itu sudah habis masa berlakunya pada ${formatDate(product.validUntil!)}, sehingga tidak dapat diperbarui atau dicabut. Ajukan penerbitan baru.` }
  if (product.state !== 'active') return { fault: `${unit} itu sudah dicabut, sehingga tidak berlaku lagi. Ajukan penerbitan baru.` }
  return { key: product.key ?? product.id }
}
