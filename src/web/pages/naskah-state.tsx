import type { NaskahState } from '../../domains/naskah/index.ts'
import { Badge, type Tone, type Translate, useView } from '../../ui/index.ts'

const tones: Record<NaskahState, Tone> = { draft: 'draft', initialled: 'running', numbered: 'waiting', signed: 'done', sent: 'done', void: 'refused' }

/** The state of a letter in words. */
function naskahStateWord(t: Translate, state: NaskahState): string {
  const words = { draft: t('Konsep'), initialled: t('Diparaf'), numbered: t('Menunggu tanda tangan'), signed: t('Ditandatangani'), sent: t('Terkirim'), void: t('Batal') }
  return words[state]
}

/** The state of a letter. */
export function NaskahBadge({ state }: { state: NaskahState }) {
  const { t } = useView()
  return <Badge tone={tones[state]}>{naskahStateWord(t, state)}</Badge>
}
