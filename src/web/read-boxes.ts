import type { Fault } from '../kernel/refusal.ts'
import type { Box } from '../domains/files/index.ts'
import type { FormValues } from '../ui/index.ts'

/** The four numbers of a box in a form, in percent: names of the fields before `-<n>`, and what they are called. */
export const boxFields = [['kiri', 'Dari kiri'], ['atas', 'Dari atas'], ['lebar', 'Lebar'], ['tinggi', 'Tinggi']] as const

/** The boxes of a form: with their values as typed, numbered from 1 without gaps, and as numbers. */
export interface SentBoxes {
  values: FormValues
  count: number
  boxes: Box[]
  faults: Fault[]
}

/** Reads the boxes of a form. A box of which nothing is filled in is none; `without` leaves one out by its number. What reaches over the edge ends there. */
export function readBoxes(values: FormValues, without?: string): SentBoxes {
  const typed = (name: string, at: string) => ([values[`${name}-${at}`]].flat()[0] ?? '').trim()
  const numbers = Object.keys(values).flatMap((key) => /^kiri-(\d{1,3})$/.exec(key)?.[1] ?? []).sort((a, b) => Number(a) - Number(b))
  const rows = [...numbers, 'baru'].filter((at) => at !== without).map((at) => boxFields.map(([name]) => typed(name, at))).filter((row) => row.some(Boolean))
  const faults: Fault[] = []
  const boxes = rows.map((row, index) => toBox(row.map((text, side) => readPercent(text, { side, at: index + 1, faults }))))
  const again = rows.flatMap((row, index) => row.map((text, side) => [`${boxFields[side]![0]}-${index + 1}`, text]))
  return { values: Object.fromEntries(again), count: rows.length, boxes, faults }
}

function readPercent(text: string, { side, at, faults }: { side: number; at: number; faults: Fault[] }): number {
  const [name, label] = boxFields[side]!
  const number = /^\d{1,3}([.,]\d{1,3})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN
  const [least, most] = side < 2 ? [0, 99.9] : [0.1, 100]
  if (number >= least && number <= most) return Math.round(number * 10) / 10
  faults.push({ field: `${name}-${at}`, text: `Kotak ${at}, ${label.toLowerCase()}: isi angka dari ${writePercent(least)} sampai ${writePercent(most)}.` })
  return Number.NaN
}

function toBox([x = 0, y = 0, width = 0, height = 0]: number[]): Box {
  const within = (from: number, length: number) => Math.round(Math.min(length, 100 - from) * 10) / 10
  return { x, y, width: within(x, width), height: within(y, height) }
}

/** A number of percent as people write it: `12,5`. */
export function writePercent(number: number): string {
  return String(number).replace('.', ',')
}

/** Kept boxes as the fields of a form. */
export function boxValues(boxes: Box[]): FormValues {
  return Object.fromEntries(boxes.flatMap((box, index) => [box.x, box.y, box.width, box.height].map((number, side) => [`${boxFields[side]![0]}-${index + 1}`, writePercent(number)])))
}

/** Boxes as they stand in an address, `kotak=10,20.5,30,15&kotak=…`, and back. What is no box is left to the domain to refuse. */
export function boxQuery(boxes: Box[]): string {
  return boxes.map(({ x, y, width, height }) => `kotak=${[x, y, width, height].join(',')}`).join('&')
}

/** The boxes of an address, as `boxQuery` wrote them. */
export function readBoxQuery(query: unknown): Box[] {
  return [query ?? []].flat().map((text) => toBox(String(text).split(',').slice(0, 4).map(Number)))
}
