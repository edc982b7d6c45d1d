import { gradeWords, type SurveyIndex, surveyElements, type SurveyResults } from '../domains/survey/index.ts'
import type { ProductExport } from '../domains/products/index.ts'

interface Named {
  value: string
  text: string
}

/** Results of the survey as one table: a line for the whole, each unit and each SOP, with the mean of each element. */
export function surveyTable({ results, units, sops }: { results: SurveyResults; units: Named[]; sops: Named[] }): ProductExport {
  const nameOf = (list: Named[], code: string) => list.find((one) => one.value === code)?.text ?? code
  const lines = [
    ...(results.whole ? [lineOf('Seluruhnya', '', results.whole)] : []),
    ...results.byUnit.map(({ unit, result }) => lineOf('Instansi', nameOf(units, unit), result)), ...results.bySop.map(({ sop, result }) => lineOf('Prosedur', nameOf(sops, sop), result)),
  ]
  async function* rows(): AsyncGenerator<string[][]> {
    yield lines
  }
  return { name: 'Survei kepuasan', heads: ['Lingkup', 'Nama', 'Penilai', 'Indeks', 'Mutu', 'Arti', ...surveyElements.map((one) => `${one.code.toUpperCase()} ${one.name}`)], rows: rows() }
}

function lineOf(scope: string, name: string, result: SurveyIndex): string[] {
  const number = (value: number) => value.toFixed(2).replace('.', ',')
  return [scope, name, String(result.respondents), number(result.index), result.grade, gradeWords[result.grade], ...result.elements.map((one) => number(one.mean))]
}
