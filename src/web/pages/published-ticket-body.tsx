import type { PublicFile } from '../../domains/files/index.ts'
import type { Sop } from '../../domains/sop/index.ts'
import type { PublishedTicket } from '../../domains/tickets/index.ts'
import { Card, Moment, Notice, Prose, SummaryList, useView } from '../../ui/index.ts'
import { FileList } from './file-list.tsx'

export interface PublishedTicketProps {
  ticket: PublishedTicket
  sop: Sop
  unit: string | undefined
  village: string | undefined
  files: PublicFile[]
  /** Where its files are; those of the public page, unless told. */
  base?: string
}

/** What everybody reads of a complaint below its title: on its public page, and where an officer looks at it beforehand. */
export function PublishedTicketBody({ ticket, sop, unit, village, files, base = `/laporan/${ticket.number}/berkas` }: PublishedTicketProps) {
  const { t } = useView()
  return (
    <>
      <SummaryList
        items={[
          { name: t('Nomor tiket'), value: ticket.number },
          { name: t('Diterima'), value: <Moment at={ticket.openedAt} /> },
          { name: t('Tempat'), value: [ticket.place, village].filter(Boolean).join(', ') },
          { name: t('Ditangani oleh'), value: unit },
          { name: t('Prosedur'), value: <a href={`/sop/${sop.code}`}>{sop.shortTitle}</a> },
        ]}
      />
      <Prose text={ticket.story} />
      <FileList files={files} base={base} />
      {ticket.answer ? (
        <Card title={ticket.reopened ? t('Jawaban sebelumnya') : t('Jawaban')} kind="strong">
          {ticket.reopened ? <Notice tone="warn"><p>{t('Pelapor tidak menerima jawaban ini dan membuka lagi laporannya. Jawaban yang baru akan tampil di sini.')}</p></Notice> : null}
          <Prose text={ticket.answer} />
          {ticket.answeredAt ? (
            <p class="quiet">
              <Moment at={ticket.answeredAt} />
            </p>
          ) : null}
        </Card>
      ) : (
        <p>{t('Laporan ini sedang ditangani. Jawabannya akan tampil di sini.')}</p>
      )}
    </>
  )
}
