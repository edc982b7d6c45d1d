import { useView } from './view.ts'
import type { Language } from './translate.ts'

/** How much of a moment is written: `long` with the weekday, `short` for tables, `day` without the hour. */
export type MomentForm = 'long' | 'short' | 'day'

const forms: Record<MomentForm, Intl.DateTimeFormatOptions> = {
  long: { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', timeZoneName: 'short' },
  short: { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' },
  day: { day: 'numeric', month: 'long', year: 'numeric' },
}

const writers = new Map<string, Intl.DateTimeFormat>()

/** A moment in words, in the zone of the government: `Senin, 5 Januari 2026 pukul 14.30 WIB`. */
export function writeMoment(at: Date, how: { language: Language; zone: string; form: MomentForm }): string {
  const key = `${how.language} ${how.zone} ${how.form}`
  let writer = writers.get(key)
  if (!writer) {
    writer = new Intl.DateTimeFormat(how.language === 'id' ? 'id-ID' : 'en-GB', { ...forms[how.form], timeZone: how.zone })
    writers.set(key, writer)
  }
  return writer.format(at)
}

/** A moment that people and programs can read. */
export function Moment({ at, form = 'long' }: { at: Date; form?: MomentForm }) {
  const view = useView()
  return <time dateTime={at.toISOString()}>{writeMoment(at, { language: view.language, zone: view.tenant?.zone ?? 'Asia/Jakarta', form })}</time>
}
