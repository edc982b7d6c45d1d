import { Badge } from './badge.tsx'
import { Moment, type MomentForm } from './moment.tsx'
import { useView } from './view.ts'
import type { Language } from './translate.ts'

interface DueDateProps {
  due: Date
  now: Date
  /** When it was kept or missed; the clock stands still from then. */
  doneAt?: Date | undefined
  paused?: boolean
  /** From when it counts as near; one day before `due` where it is left out. */
  soonAt?: Date
  form?: MomentForm
}

type DueTone = 'done' | 'overdue' | 'paused' | 'due-soon' | 'waiting'

const hour = 3_600_000

/** Where a promise of time stands: kept, missed, paused, near or running. */
export function dueTone({ due, now, doneAt, paused, soonAt }: DueDateProps): DueTone {
  if (doneAt) return doneAt <= due ? 'done' : 'overdue'
  if (paused) return 'paused'
  if (now > due) return 'overdue'
  return now.getTime() >= (soonAt?.getTime() ?? due.getTime() - 24 * hour) ? 'due-soon' : 'waiting'
}

/** `dalam 3 hari`, `2 jam yang lalu`: days from two days on, hours from one hour on, else minutes. Rounded towards now. */
export function writeDistance(to: Date, now: Date, language: Language): string {
  const gap = to.getTime() - now.getTime()
  const size = Math.abs(gap)
  const days = ['day', 24 * hour] as const
  const hours = ['hour', hour] as const
  const [unit, length] = size >= 48 * hour ? days : size >= hour ? hours : (['minute', hour / 60] as const)
  return new Intl.RelativeTimeFormat(language).format(Math.trunc(gap / length), unit)
}

/** A due date: its state in colour, shape and words, the moment, and how far it is. */
export function DueDate(props: DueDateProps) {
  const { t, language } = useView()
  const tone = dueTone(props)
  const words = {
    done: t('Tepat waktu'),
    overdue: t('Lewat tenggat'),
    paused: t('Dijeda'),
    'due-soon': t('Segera jatuh tempo'),
    waiting: t('Masih ada waktu'),
  }
  // In a list, only what needs the eye wears a badge.
  const calm = props.form === 'short' && tone === 'waiting'
  return (
    <span class="due-date">
      {calm ? <span class="hidden-text">{words.waiting} </span> : <Badge tone={tone}>{words[tone]}</Badge>}
      <span class="due-date-when">
        <Moment at={props.due} form={props.form ?? 'long'} />
        {props.doneAt || props.paused ? null : <small> ({writeDistance(props.due, props.now, language)})</small>}
      </span>
    </span>
  )
}
