import type { Fault } from '../../kernel/refusal.ts'
import { formatDate } from '../../domains/calendar/index.ts'
import { type NaskahProof, writeProofCode } from '../../domains/naskah/index.ts'
import { Button, Buttons, Card, ErrorSummary, FilesField, Form, Moment, Notice, SummaryList, TextField, useView } from '../../ui/index.ts'

/** Whether a file that was sent has the digest of the signed letter. */
export type Compared = 'same' | 'different'

interface ProofPageProps {
  token: string
  proof: NaskahProof
  compared?: Compared
  faults: Fault[]
}

/** What everybody may know of a signed letter: whether it is ours and holds, and by which digest its file is known. */
export function ProofPage({ token, proof, compared, faults }: ProofPageProps) {
  const { t, language } = useView()
  return (
    <>
      <h1>{t('Bukti keaslian surat')}</h1>
      <ErrorSummary faults={faults} />
      <State proof={proof} />
      <SummaryList
        items={[
          { name: t('Nomor surat'), value: proof.number },
          { name: t('Tanggal surat'), value: formatDate(proof.date, language) },
          { name: t('Hal'), value: proof.subject },
          { name: t('Dikeluarkan oleh'), value: proof.unit },
          { name: t('Ditandatangani oleh'), value: proof.signer },
          { name: t('Waktu tanda tangan'), value: <Moment at={proof.signedAt} /> },
          { name: t('Dikirim'), value: proof.sentAt && <Moment at={proof.sentAt} /> },
          { name: t('Dibatalkan'), value: proof.voidedAt && <Moment at={proof.voidedAt} /> },
          { name: t('Sidik jari berkas (SHA-256)'), value: <code class="break">{proof.sha256}</code> },
          { name: t('Kode bukti'), value: <code class="break">{writeProofCode(token)}</code> },
        ]}
      />
      <p class="quiet">{t('Cocokkan nomor, tanggal, dan hal di atas dengan surat yang Anda pegang. Isi surat tidak ditampilkan di sini untuk melindungi penerimanya.')}</p>
      {proof.naskah ? <Buttons><Button kind="plain" icon="file" href={`/surat/${token}/pdf`}>{t('Baca suratnya (PDF)')}</Button></Buttons> : null}
      <Compare token={token} compared={compared} faults={faults} />
    </>
  )
}

function State({ proof }: { proof: NaskahProof }) {
  const { t } = useView()
  if (proof.state === 'void') {
    return (
      <Notice tone="warn" title={t('Surat ini sudah dibatalkan')}>
        <p>{t('Surat dengan nomor ini pernah kami tanda tangani, tetapi tidak berlaku lagi.')} {proof.replacedBy ? t('Penggantinya bernomor {nomor}.', { nomor: proof.replacedBy }) : null}</p>
      </Notice>
    )
  }
  if (proof.state === 'signed') return <Notice tone="info" title={t('Surat ini asli, tetapi belum dikirim')}><p>{t('Surat sudah ditandatangani secara elektronik dan menunggu pengiriman kepada penerimanya.')}</p></Notice>
  return <Notice tone="success" title={t('Surat ini asli')}><p>{t('Surat dengan nomor ini ditandatangani secara elektronik dan dikirim oleh {unit}.', { unit: proof.unit })}</p></Notice>
}

function Compare({ token, compared, faults }: Pick<ProofPageProps, 'token' | 'faults'> & { compared: Compared | undefined }) {
  const { t } = useView()
  return (
    <Card title={t('Bandingkan berkas Anda')} id="bandingkan">
      {compared === 'same' ? <Notice tone="success" announce title={t('Berkas ini sama persis dengan yang kami tanda tangani')}><p>{t('Tidak satu huruf pun berubah sejak ditandatangani.')}</p></Notice> : null}
      {compared === 'different' ? <Notice tone="error" announce title={t('Berkas ini berbeda dari yang kami tanda tangani')}><p>{t('Berkas yang dicetak, dipindai, atau disimpan ulang selalu berbeda, walau isinya tampak sama. Bila berkas ini Anda terima langsung sebagai surat asli, jangan memercayainya sebelum menanyakannya kepada kami.')}</p></Notice> : null}
      <p>{t('Unggah PDF yang Anda terima. Kami hanya menghitung sidik jarinya; berkasnya tidak disimpan.')}</p>
      <Form action={`/surat/${token}#bandingkan`} files faults={faults}>
        <FilesField name="berkas" label={t('Berkas PDF')} accept="application/pdf,.pdf" single />
        <Button kind="plain">{t('Bandingkan')}</Button>
      </Form>
    </Card>
  )
}

function CodeForm({ typed, faults }: { typed: string; faults: Fault[] }) {
  const { t } = useView()
  return (
    <Form method="get" action="/surat" values={{ kode: typed }} faults={faults}>
      <TextField name="kode" label={t('Kode bukti')} help={t('Tercetak tebal di kaki surat, misalnya 0123-4567-89AB-CDEF-GHJK-MNPQ-RS. Tanda hubung dan huruf besar boleh diabaikan.')} maxLength={300} />
      <Button>{t('Periksa')}</Button>
    </Form>
  )
}

/** Where the code of a letter is typed. */
export function FindProofPage({ typed, faults }: { typed: string; faults: Fault[] }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Periksa keaslian surat')}</h1>
      <p class="lead">{t('Setiap surat yang kami tanda tangani secara elektronik dapat diperiksa di sini. Pindai kode QR pada surat, atau tulis kodenya.')}</p>
      <ErrorSummary faults={faults} />
      <CodeForm typed={typed} faults={faults} />
    </>
  )
}

/** 404 of a proof: says what to check, and that a letter without a proof is to be doubted. */
export function UnknownProofPage({ typed }: { typed: string }) {
  const { t } = useView()
  return (
    <>
      <h1>{t('Surat tidak ditemukan')}</h1>
      <Notice tone="error" title={t('Kami tidak menandatangani surat dengan kode ini')}>
        <p>{t('Yang perlu diperiksa:')}</p>
        <ul>
          <li>{t('Apakah kode disalin lengkap, 26 huruf dan angka?')}</li>
          <li>{t('Apakah alamat situs ini sama dengan yang tercetak di kaki surat?')}</li>
          <li>{t('Apakah surat masih berupa konsep? Konsep bukan surat resmi dan tidak mempunyai bukti.')}</li>
        </ul>
        <p>{t('Bila semuanya benar, surat itu patut diragukan. Tanyakan kepada kami sebelum memakainya.')}</p>
      </Notice>
      <CodeForm typed={typed} faults={[]} />
    </>
  )
}
