import type { Sop } from '../../domains/sop/index.ts'
import { formatSpan } from '../../domains/calendar/index.ts'
import { Badge, Details, DueDate, Moment, Notice, useView } from '../../ui/index.ts'
import type { ExplainedClock } from '../explain-clocks.ts'

interface ClockListProps {
  clocks: ExplainedClock[]
  sop: Sop
  now: Date
  /** The reporter sees the promises that run; officers see all, with the roles. */
  forOfficer?: boolean
}

/** Promises of time with "why this date". */
export function ClockList({ clocks, sop, now, forOfficer }: ClockListProps) {
  const { t } = useView()
  const shown = forOfficer ? clocks : clocks.filter((one) => !one.clock.stoppedAt)
  if (shown.length === 0) return <p class="quiet">{t('Tidak ada tenggat yang berjalan.')}</p>
  return (
    <ul class="clocks">
      {shown.map((one) => (
        <li key={one.clock.id}>
          <p class="clock-name">
            {one.clock.scope === 'ticket' ? (sop.kind === 'request' ? t('Seluruh permohonan') : t('Seluruh laporan')) : stepText(one, forOfficer)} <span class="quiet">({one.promise})</span>
          </p>
          <ClockState one={one} now={now} />
          {forOfficer && one.clock.breachedAt ? <p class="quiet">{t('Dilanggar oleh: {pelaksana}', { pelaksana: one.clock.roles.join(', ') })}</p> : null}
          {forOfficer ? <Stages clock={one.clock} now={now} /> : null}
          {isMachine(one) ? null : <Why one={one} />}
        </li>
      ))}
    </ul>
  )
}

function stepText({ clock, step }: ExplainedClock, forOfficer: boolean | undefined): string {
  if (!step) return clock.roles.join(', ')
  if (!forOfficer) return step.forReporter
  return `${step.row}. ${clock.roles.length > 0 ? clock.roles.join(', ') : step.activity}`
}

// A promise in seconds is the machine's own; its measure says more than its date.
function isMachine(one: ExplainedClock): boolean {
  return one.clock.duration.unit === 'second'
}

function ClockState({ one, now }: { one: ExplainedClock; now: Date }) {
  const { t, language } = useView()
  const { clock } = one
  if (isMachine(one) && clock.stoppedAt) {
    const took = formatSpan(clock.stoppedAt.getTime() - clock.startedAt.getTime(), language)
    return <p><Badge tone={clock.breachedAt ? 'overdue' : 'done'}>{t('Dikerjakan sistem dalam {waktu}', { waktu: took })}</Badge></p>
  }
  if (one.paused) return <p><Badge tone="paused">{t('Dijeda: menunggu jawaban pelapor')}</Badge></p>
  if (!clock.dueAt) return null
  // Nobody owes it: the reporter may still act, or may no longer.
  if (clock.roles.length === 0) return <p>{clock.stoppedAt ? t('Berakhir pada') : clock.dueAt < now ? t('Sudah lewat pada') : t('Sampai')} <Moment at={clock.stoppedAt && clock.stoppedAt < clock.dueAt ? clock.stoppedAt : clock.dueAt} /></p>
  return <p><DueDate due={clock.dueAt} now={now} doneAt={clock.stoppedAt} /></p>
}

/** Who is told when, if the promise is not kept in time: what is still to come, and what has been told. */
function Stages({ clock, now }: { clock: ExplainedClock['clock']; now: Date }) {
  const { t } = useView()
  const words: Record<string, string> = { superior: t('atasan'), admin: t('admin') }
  const running = !clock.stoppedAt && clock.dueAt !== undefined
  const moments = Map.groupBy((clock.stages ?? []).filter((stage) => stage.toldAt ?? (running && stage.at)), (stage) => `${stage.toldAt ? 'told' : 'next'} ${stage.toldAt ?? stage.at}`)
  const reminder = running && clock.remindAt && clock.remindAt > now ? clock.remindAt : undefined
  if (moments.size === 0 && !reminder) return null
  return (
    <div class="quiet">
      {reminder ? <p>{t('Pengingat:')} <Moment at={reminder} form="short" /></p> : null}
      {[...moments].map(([key, stages]) => {
        const [first] = stages
        const who = stages.map((stage) => words[stage.to] ?? stage.to).join(t(' dan '))
        return <p key={key}>{first!.toldAt ? t('Eskalasi kepada {siapa}, diberi tahu', { siapa: who }) : t('Eskalasi kepada {siapa}, bila belum selesai:', { siapa: who })} <Moment at={new Date(first!.toldAt ?? first!.at!)} form="short" /></p>
      })}
    </div>
  )
}

function Why({ one }: { one: ExplainedClock }) {
  const { t } = useView()
  const { explanation, extension } = one
  return (
    <Details summary={t('Mengapa tanggal ini?')}>
      {explanation.warnings.map((warning) => (
        <Notice key={warning} tone="warn"><p>{warning}</p></Notice>
      ))}
      <ol class="reckoning">
        {explanation.days.map((day) => (
          <li key={day}>{day}</li>
        ))}
      </ol>
      <p>{explanation.conclusion}</p>
      {extension ? (
        <>
          <p>{t('Diperpanjang {lama}. Alasan: {alasan}', { lama: extension.promise, alasan: extension.reason })}</p>
          <ol class="reckoning">
            {extension.explanation.days.map((day) => (
              <li key={day}>{day}</li>
            ))}
          </ol>
          <p>{extension.explanation.conclusion}</p>
        </>
      ) : null}
    </Details>
  )
}
