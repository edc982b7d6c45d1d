import { surveyElements } from './elements.ts'

/** The mutu pelayanan of Permen PANRB 14/2017: very good, good, less good, not good. */
export type Grade = 'A' | 'B' | 'C' | 'D'

export const gradeWords: Record<Grade, string> = { A: 'Sangat baik', B: 'Baik', C: 'Kurang baik', D: 'Tidak baik' }

/** What was given, added up: how many respondents, and the sum of each element. */
export interface SurveySums {
  respondents: number
  sums: number[]
}

export interface SurveyIndex {
  respondents: number
  /** From 25.00 to 100.00, to two decimals. */
  index: number
  grade: Grade
  elements: ElementValue[]
}

export interface ElementValue {
  /** Mean from 1.00 to 4.00, to two decimals (nilai rata-rata, NRR). */
  mean: number
  /** The mean times its weight, a ninth (NRR tertimbang), to three decimals. */
  weighted: number
  grade: Grade
}

/**
 * The index of satisfaction: the mean of each element, weighted equally, times 25. Only answers count: who said nothing is in neither the sums nor the number. `undefined` where
 * nobody answered.
 */
export function computeIndex({ respondents, sums }: SurveySums): SurveyIndex | undefined {
  if (respondents === 0) return undefined
  const count = surveyElements.length
  const total = sums.reduce((sum, one) => sum + one, 0)
  const index = rounded(total * 25, respondents * count, 100)
  return {
    respondents, index, grade: gradeOf(index),
    elements: sums.map((sum) => ({ mean: rounded(sum, respondents, 100), weighted: rounded(sum, respondents * count, 1000), grade: gradeOf(rounded(sum * 25, respondents, 100)) })),
  }
}

/** A fraction rounded to so many parts of one, halves up; reckoned in whole numbers. */
function rounded(above: number, below: number, parts: number): number {
  return Math.floor((2 * above * parts + below) / (2 * below)) / parts
}

/** The grade of an index of two decimals: A from 88.31, B from 76.61, C from 65.00, else D. */
export function gradeOf(index: number): Grade {
  if (index >= 88.31) return 'A'
  if (index >= 76.61) return 'B'
  return index >= 65 ? 'C' : 'D'
}
