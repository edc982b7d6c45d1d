import type { Sop } from '../../domains/sop/index.ts'
import type { Ticket } from '../../domains/tickets/index.ts'
import { Button, Buttons, Moment, NextSteps, Notice, QrCode, ReceiptCode, SummaryList, useView } from '../../ui/index.ts'
import type { ExplainedClock } from '../explain-clocks.ts'
import { holderText } from './holder-text.ts'
import type { TicketYields } from './yield-cards.tsx'

interface ReceiptPageProps {
  ticket: Ticket
  sop: Sop
  code: string
  /** Address that the QR code holds. */
  link: string
  due: ExplainedClock[]
  units: Map<string, string>
  yields: TicketYields
}

/** The receipt: number, secret code, QR, who holds it now, by when. */
export function ReceiptPage({ ticket, sop, code, link, due, units, yields }: ReceiptPageProps) {
  const { t } = useView()
  const request = sop.kind === 'request'
  const step = sop.steps.find((s) => s.name === ticket.state.step)
  return (
    <>
      <Notice tone="success" title={request ? t('Permohonan Anda sudah kami terima') : t('Laporan Anda sudah kami terima')} announce>
        <p>{t('Simpan nomor dan kode ini: foto, catat, atau cetak. Dengan keduanya Anda dapat melacak laporan tanpa masuk.')}</p>
      </Notice>
      <section class="receipt">
        <h1>{t('Tanda terima')}</h1>
        <div class="receipt-head">
          <ReceiptCode number={ticket.number} code={code} />
          <QrCode text={link} label={t('Kode QR untuk melacak laporan ini')} />
        </div>
        <SummaryList
          items={[
            { name: t('Judul'), value: ticket.title },
            ...yields.products.filter(({ product }) => product.number).map(({ product, register }) => ({ name: register.name, value: t('Nomor {nomor}', { nomor: product.number! }) })),
            { name: t('Diterima'), value: <Moment at={ticket.openedAt} /> },
            { name: t('Prosedur'), value: sop.title },
            { name: t('Sekarang dipegang oleh'), value: ticket.state.open ? holderText(sop, ticket, units) : undefined },
            { name: t('Langkah ini paling lambat'), value: dueOf(due, 'step') },
            { name: t('Seluruhnya paling lambat'), value: dueOf(due, 'ticket') },
          ]}
        />
      </section>
      <h2>{t('Selanjutnya')}</h2>
      <NextSteps
        steps={[
          { title: step?.forReporter ?? t('Laporan Anda sedang ditangani.') },
          { title: t('Bila petugas perlu keterangan, pertanyaannya tampil di halaman laporan Anda.') },
          { title: t('Jawaban dapat Anda baca di halaman laporan ini.') },
          { title: t('Sesudah selesai, nilailah layanan kami di sana juga, tanpa masuk.') },
        ]}
      />
      <Buttons>
        <Button href={`/tiket/${ticket.number}`}>{request ? t('Lihat permohonan') : t('Lihat laporan')}</Button>
        <Button href={`/tiket/${ticket.number}/tanda-terima.pdf`} kind="plain">{t('Unduh tanda terima (PDF)')}</Button>
        <button class="button button--plain" type="button" data-print hidden>
          {t('Cetak')}
        </button>
      </Buttons>
    </>
  )
}

function dueOf(clocks: ExplainedClock[], scope: 'step' | 'ticket') {
  const found = clocks.find((one) => one.clock.scope === scope && !one.clock.stoppedAt)
  return found?.clock.dueAt ? <Moment at={found.clock.dueAt} /> : undefined
}
