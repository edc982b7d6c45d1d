import type { MinuteRange, WorkCalendar } from '../../domains/calendar/index.ts'
import { SummaryList, useView } from '../../ui/index.ts'

/** When an office is open, days with the same hours on one line, and its hours in the month of fasting where they differ. */
export function OfficeHours({ calendar }: { calendar: WorkCalendar }) {
  const { t } = useView()
  const names = [t('Senin'), t('Selasa'), t('Rabu'), t('Kamis'), t('Jumat'), t('Sabtu')]
  const usual = linesOf(calendar, calendar.hours, names)
  const fasting = linesOf(calendar, calendar.ramadanHours, names)
  const differs = JSON.stringify(usual) !== JSON.stringify(fasting)
  return (
    <>
      <SummaryList items={usual} />
      {differs ? (
        <>
          <p><strong>{t('Pada bulan Ramadan')}</strong></p>
          <SummaryList items={fasting} />
        </>
      ) : null}
    </>
  )
}

function linesOf(calendar: WorkCalendar, hours: WorkCalendar['hours'], names: string[]): { name: string; value: string }[] {
  const lines: { from: number; to: number; value: string }[] = []
  for (let day = 1; day <= calendar.week; day++) {
    const ranges = hours[day]
    if (!ranges) continue
    const value = `${ranges.map(writeRange).join(', ')} ${calendar.zone}`
    const last = lines.at(-1)
    if (last && last.to === day - 1 && last.value === value) last.to = day
    else lines.push({ from: day, to: day, value })
  }
  return lines.map(({ from, to, value }) => ({ name: from === to ? names[from - 1]! : `${names[from - 1]}–${names[to - 1]}`, value }))
}

function writeRange({ from, to }: MinuteRange): string {
  const write = (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}.${String(minute % 60).padStart(2, '0')}`
  return `${write(from)}–${write(to)}`
}
