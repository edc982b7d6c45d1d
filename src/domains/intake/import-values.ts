import type { Field } from '../sop/index.ts'
import { readDay, readMinute } from './import-dates.ts'
import { type ImportGround, plain } from './import-order.ts'

/**
 * What a person wrote in a cell, as the field's own control would send it: labels and names become codes. What cannot be understood stays as it is, so that the check of the
 * field says what is wrong with it.
 */
export function readValue(field: Field, text: string, ground: ImportGround): string {
  if (text === '') return ''
  switch (field.type) {
    case 'choice': return findNamed(field.options ?? [], text, (option) => [option.value, option.label])?.value ?? text
    case 'yes-no': return readYes(text) ?? text
    case 'unit': return findUnit(ground, text) ?? text
    case 'category': return findNamed(ground.categories, text, (one) => [one.code, one.name])?.code ?? text
    case 'village': return findVillage(ground, text) ?? text
    case 'date': return readDay(text) ?? text
    case 'moment': return readMoment(text) ?? text
    default: return text
  }
}

/** `ya` or `tidak` of what people write for it; undefined for anything else. */
export function readYes(text: string): 'ya' | 'tidak' | undefined {
  const word = plain(text)
  if (['ya', 'y', 'iya', 'yes', '1', 'true', 'benar'].includes(word)) return 'ya'
  return ['tidak', 't', 'no', 'n', '0', 'false', 'bukan', ''].includes(word) ? 'tidak' : undefined
}

/** The code of the unit that a text names, whole or short. */
export function findUnit(ground: ImportGround, text: string): string | undefined {
  return findNamed(ground.units.filter((unit) => unit.active), text, (unit) => [unit.code, unit.name, unit.shortName, `${unit.name} ${ground.tenant.name}`])?.code
}

function findNamed<T>(all: readonly T[], text: string, namesOf: (one: T) => string[]): T | undefined {
  const sought = plain(text)
  return all.find((one) => namesOf(one).some((name) => plain(name) === sought))
}

/** The code of a village: by its code, by `Kelapapati, Kecamatan Bengkalis`, or by its name alone where only one village of the regency has it. */
export function findVillage(ground: ImportGround, text: string): string | undefined {
  const [village = '', district = ''] = text.split(/,|\//)
  return findVillageIn(ground, { village, district })
}

/** The code of a village by its name and its district's, where given; undefined where none or several fit. */
export function findVillageIn({ districts }: ImportGround, place: { village: string; district: string }): string | undefined {
  const bare = (name: string) => plain(name).replace(/^(desa|kelurahan|kel|ds|kecamatan|kec) /, '')
  const [village, district] = [bare(place.village), bare(place.district)]
  const fitting = districts
    .filter((one) => district === '' || bare(one.name) === district)
    .flatMap((one) => one.villages.filter((v) => v.code === place.village.trim() || bare(v.name) === village))
  return fitting.length === 1 ? fitting[0]!.code : undefined
}

function readMoment(text: string): string | undefined {
  const day = readDay(text)
  if (!day) return undefined
  const minute = readMinute(text) ?? 0
  return `${day}T${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
