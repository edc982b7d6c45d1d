import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'
import type { Translate } from './translate.ts'
import { useView } from './view.ts'

const icons = {
  waiting: 'clock',
  running: 'arrow',
  'due-soon': 'clock',
  overdue: 'warn',
  paused: 'pause',
  done: 'check',
  published: 'eye',
  refused: 'cross',
  secret: 'lock',
  anonymous: 'person',
  draft: 'pen',
  neutral: 'dot',
} as const satisfies Record<string, IconName>

/** The states that a badge can show. */
export type Tone = keyof typeof icons

/** A state in a colour, a shape and words. The words are the tone's usual ones unless given. */
export function Badge({ tone, children }: { tone: Tone; children?: ComponentChildren }) {
  const { t } = useView()
  return (
    <span class={`badge badge--${tone}`}>
      <Icon name={icons[tone]} />
      <span>{children ?? usualWords(t)[tone]}</span>
    </span>
  )
}

const usualWords = (t: Translate): Record<Tone, string> => ({
  waiting: t('Menunggu'),
  running: t('Diproses'),
  'due-soon': t('Segera jatuh tempo'),
  overdue: t('Lewat tenggat'),
  paused: t('Dijeda'),
  done: t('Selesai'),
  published: t('Dipublikasikan'),
  refused: t('Ditolak'),
  secret: t('Rahasia'),
  anonymous: t('Anonim'),
  draft: t('Draf'),
  neutral: t('Tercatat'),
})
