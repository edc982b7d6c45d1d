import type { Translate } from '../ui/index.ts'

// The more particular name first: Edge and Opera call themselves Chrome too, and Chrome calls itself Safari.
const browsers: [RegExp, string][] = [[/Edg(?:e|A|iOS)?\//, 'Edge'], [/OPR\/|Opera/, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/Firefox|FxiOS/, 'Firefox'], [/CriOS|Chrome/, 'Chrome'], [/Safari/, 'Safari']]
const systems: [RegExp, string][] = [[/Android/, 'Android'], [/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Windows/, 'Windows'], [/Mac OS X|Macintosh/, 'Mac'], [/CrOS/, 'Chromebook'], [/Linux/, 'Linux']]

/** A browser's own long description in words that people know: `Chrome di Android`. What is not known is shown as it came, shortened. */
export function describeDevice(userAgent: string, t: Translate): string {
  const find = (known: [RegExp, string][]) => known.find(([pattern]) => pattern.test(userAgent))?.[1]
  const [browser, system] = [find(browsers), find(systems)]
  if (browser && system) return t('{peramban} di {sistem}', { peramban: browser, sistem: system })
  return browser ?? system ?? (userAgent.slice(0, 60) || t('Perangkat tidak dikenal'))
}
