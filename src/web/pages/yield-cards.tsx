import type { ComponentChildren } from 'preact'
import { formatDate } from '../../domains/calendar/index.ts'
import type { Naskah } from '../../domains/naskah/index.ts'
import { type Product, type Register, writeValue } from '../../domains/products/index.ts'
import { Badge, Card, Details, Moment, SummaryList, useView } from '../../ui/index.ts'

/** What has come of a ticket: official letters, and entries of product registers. */
export interface TicketYields {
  letters: Naskah[]
  products: { product: Product; register: Register }[]
}

/** The letters of a ticket. An officer sees every one with its state; an applicant those that were sent to them. */
export function LetterCard({ letters, number, forOfficer }: { letters: Naskah[]; number: string; forOfficer?: boolean }) {
  const { t } = useView()
  const shown = forOfficer ? letters : letters.filter((letter) => letter.state === 'sent')
  if (shown.length === 0) return null
  const states = { draft: t('Konsep'), initialled: t('Diparaf'), numbered: t('Bernomor, belum ditandatangani'), signed: t('Ditandatangani'), sent: t('Terkirim'), void: t('Batal') }
  return (
    <Card title={t('Surat')} {...(!forOfficer && { kind: 'strong' as const })}>
      {shown.map((letter) => (
        <section key={letter.id} class="flow">
          <p><strong>{letter.subject}</strong>{forOfficer ? <> <Badge tone={letter.state === 'sent' ? 'done' : letter.state === 'void' ? 'refused' : 'neutral'}>{states[letter.state]}</Badge></> : null}</p>
          <p class="quiet">{letter.number ? t('Nomor {nomor}', { nomor: letter.number }) : t('Belum bernomor')}{letter.signedAt ? <> · <Moment at={letter.signedAt} /></> : null}</p>
          <p>
            <a href={forOfficer ? `/petugas/surat/${letter.id}` : `/tiket/${number}/surat/${letter.id}.pdf`}>{forOfficer ? t('Baca surat, versi, dan parafnya') : t('Unduh surat (PDF)')}</a>
            {letter.signedAt ? <> · <a href={`/surat/${letter.token}`}>{t('Periksa keasliannya')}</a></> : null}
          </p>
        </section>
      ))}
    </Card>
  )
}

/** What the service has yielded: number, validity, state. */
export function ProductCard({ products, units, number, forOfficer }: { products: TicketYields['products']; units: Map<string, string>; number: string; forOfficer?: boolean }) {
  const { t } = useView()
  if (products.length === 0) return null
  const states = { active: t('berlaku'), expired: t('berakhir'), revoked: t('dicabut'), void: t('batal') }
  return (
    <Card title={t('Hasil layanan')} {...(!forOfficer && { kind: 'strong' as const })}>
      {products.map(({ product, register }) => (
        <section key={product.id} class="flow">
          <p><strong>{register.name}</strong> <Badge tone={product.state === 'active' ? 'done' : 'refused'}>{product.state === 'active' && isRecord(register) ? t('tercatat') : states[product.state]}</Badge></p>
          <Entry product={product} register={register} fold={isRecord(register) && !forOfficer}><SummaryList
            items={[
              { name: t('Nomor'), value: product.number }, { name: t('Atas nama'), value: product.holder.name },
              ...register.columns.filter((column) => product.values[column.name] && (!column.personal || !forOfficer)).slice(0, forOfficer ? 6 : undefined).map((column) => ({ name: column.label, value: writeValue(column, product.values[column.name]!, (code) => units.get(code) ?? code) })),
              { name: t('Berlaku sampai'), value: product.validUntil && formatDate(product.validUntil) },
            ]}
          /></Entry>
          {product.values['nomor-seri'] && !forOfficer ? <UseCertificate product={product} number={number} /> : null}
          {forOfficer ? <p><a href={`/petugas/produk/${register.code}/${product.id}`}>{t('Buka di daftar')}</a></p> : null}
        </section>
      ))}
    </Card>
  )
}

/** An entry that only records something: nobody holds it up, and it never ends. */
function isRecord(register: Register): boolean {
  return !register.key && !register.validity
}

/** What an applicant has written themselves is folded away under the number of its entry. */
function Entry({ product, register, fold, children }: TicketYields['products'][number] & { fold: boolean; children: ComponentChildren }) {
  const { t } = useView()
  if (!fold) return <>{children}</>
  return (
    <>
      {product.number ? <p>{t('Nomor {nomor}', { nomor: product.number })}</p> : null}
      <Details summary={t('Isi catatan dalam {daftar}', { daftar: register.name.toLowerCase() })}>{children}</Details>
    </>
  )
}

/** How an electronic certificate is used, its public part, and where the next one is asked for. */
function UseCertificate({ product, number }: { product: Product; number: string }) {
  const { t } = useView()
  if (product.state === 'expired') return <p>{t('Sertifikat ini sudah habis masa berlakunya dan tidak dapat diperpanjang.')} <a href="/ajukan/sertifikat-penerbitan">{t('Ajukan penerbitan baru')}</a></p>
  if (product.state !== 'active') return <p>{t('Sertifikat ini sudah dicabut dan tidak dapat dipakai lagi.')}</p>
  return (
    <>
      <p>{t('Cara memakainya: saat menandatangani surat di sini, ketik frasa sandi Anda. Kuncinya disimpan di sini terkunci frasa sandi itu, tidak perlu dipasang di komputer, dan tidak dapat dipakai siapa pun tanpa frasa sandinya.')}</p>
      <p><a href={`/tiket/${number}/sertifikat/${product.id}.crt`}>{t('Unduh sertifikat (bagian publik, .crt)')}</a></p>
      <p class="quiet">{t('Kami mengingatkan Anda sebelum masa berlakunya habis.')} <a href="/ajukan/sertifikat-pembaruan">{t('Perpanjang atau perbarui data')}</a> · <a href="/ajukan/sertifikat-pencabutan">{t('Cabut')}</a></p>
    </>
  )
}
