import { Icon } from './icon.tsx'
import { useView } from './view.ts'

interface ReceiptCodeProps {
  number: string
  /** Shown only on the receipt, once. */
  code?: string
}

/** The ticket's number and secret code, large, to be written down, photographed or copied. */
export function ReceiptCode({ number, code }: ReceiptCodeProps) {
  const { t } = useView()
  return (
    <dl class="receipt-code">
      <CodeLine name={t('Nomor tiket')} text={number} />
      {code ? <CodeLine name={t('Kode rahasia')} text={code} /> : null}
    </dl>
  )
}

function CodeLine({ name, text }: { name: string; text: string }) {
  const { t } = useView()
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{text}</code>
        <button class="button button--plain" type="button" hidden data-copy={text} data-done={t('Tersalin')}>
          <Icon name="copy" />
          <span>
            {t('Salin')} <span class="hidden-text">{name}</span>
          </span>
        </button>
      </dd>
    </div>
  )
}
