import type { ComponentChildren } from 'preact'
import { Button, Buttons } from './button.tsx'
import { useView } from './view.ts'

function Trouble({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <div class="trouble flow">
      <h1>{title}</h1>
      {children}
    </div>
  )
}

/** 404. Says the same whether the page is not there or not for this person. */
export function NotFoundPage() {
  const { t, person } = useView()
  if (person?.kind === 'officer') {
    return (
      <Trouble title={t('Halaman tidak ditemukan')}>
        <p>{t('Alamatnya mungkin salah ketik, halamannya sudah dipindahkan, atau halaman ini bukan untuk jabatan Anda. Tiket dapat dicari dengan nomornya di kotak pencarian.')}</p>
        <Buttons>
          <Button href="/kotak-masuk">{t('Kotak masuk')}</Button>
        </Buttons>
      </Trouble>
    )
  }
  return (
    <Trouble title={t('Halaman tidak ditemukan')}>
      <p>{t('Alamatnya mungkin salah ketik, halamannya sudah dipindahkan, atau halaman ini tidak untuk umum.')}</p>
      <Buttons>
        <Button href="/">{t('Ke halaman depan')}</Button>
        <Button href="/lacak" kind="plain">
          {t('Lacak laporan')}
        </Button>
      </Buttons>
    </Trouble>
  )
}

/** 500. The reference finds the fault in the log. */
export function ErrorPage({ reference }: { reference: string }) {
  const { t } = useView()
  return (
    <Trouble title={t('Maaf, ada gangguan di pihak kami')}>
      <p>{t('Yang sudah Anda kirim dan sudah mendapat nomor tiket tetap tersimpan. Silakan coba lagi beberapa menit lagi.')}</p>
      <p>
        {t('Bila Anda menghubungi kami, sebutkan nomor rujukan ini:')} <code class="reference">{reference}</code>
      </p>
      <Buttons>
        <Button href="/">{t('Ke halaman depan')}</Button>
      </Buttons>
    </Trouble>
  )
}

/** 503: the database is away. `retry` is the address to try again. */
export function UnavailablePage({ retry }: { retry?: string }) {
  const { t } = useView()
  return (
    <Trouble title={t('Layanan sedang tidak dapat dibuka')}>
      <p>{t('Kami sedang memulihkannya.')}</p>
      <p>
        {t('Bila Anda baru saja mengirim laporan dan belum melihat nomor tiket, kirimkan lagi nanti.')}{' '}
        {t('Laporan yang sama tidak akan tercatat dua kali.')}
      </p>
      <Buttons>
        <Button href={retry ?? '/'}>{t('Coba lagi')}</Button>
      </Buttons>
    </Trouble>
  )
}

interface RefusedProps {
  message: string
  back?: string
  title?: string
  /** What was typed, to be copied. */
  texts?: string[]
}

/** A "no" in the words of the refusal, what was typed, and the way back. */
export function RefusedPage({ message, back, title, texts = [] }: RefusedProps) {
  const { t } = useView()
  return (
    <Trouble title={title ?? t('Tidak dapat dilakukan')}>
      <p>{message}</p>
      {texts.length > 0 ? <p>{t('Belum ada yang terkirim. Salin tulisan Anda di bawah ini, buka lagi formulirnya, lalu tempelkan.')}</p> : null}
      {texts.map((text, at) => (
        <div class="field" key={at}>
          <label for={`tulisan-${at}`}>{texts.length > 1 ? t('Tulisan Anda ({nomor})', { nomor: at + 1 }) : t('Tulisan Anda')}</label>
          <textarea class="input" id={`tulisan-${at}`} rows={Math.min(12, 2 + Math.ceil(text.length / 60))} readonly>{text}</textarea>
        </div>
      ))}
      <Buttons>
        <Button href={back ?? '/'} kind="plain">
          {back ? t('Kembali') : t('Ke halaman depan')}
        </Button>
      </Buttons>
    </Trouble>
  )
}
