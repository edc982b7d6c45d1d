import type { IdentityCheck } from '../../domains/access/index.ts'
import { Badge, Button, Card, Details, Form, Moment, type Translate, useView } from '../../ui/index.ts'
import type { RegisterDesk } from '../register.ts'

/** What the registers say of the reporter, beside the validator's own check. The validator decides; an outage changes nothing. */
export function RegisterResult({ desk, number }: { desk: RegisterDesk | undefined; number: string }) {
  const { t } = useView()
  if (!desk) return null
  const [newest] = desk.checks
  const besides = desk.checks.find((check) => check.register !== newest?.register)
  const older = desk.checks.filter((check) => check !== newest && check !== besides)
  return (
    <Card title={desk.checks.some((check) => check.register === 'kepegawaian') ? t('Register kependudukan dan kepegawaian') : t('Register kependudukan')} id="register">
      {newest ? <Result check={newest} /> : null}
      {besides ? <Result check={besides} /> : null}
      {newest ? null : <p>{t('Register belum ditanyai tentang pelapor ini.')}</p>}
      {older.length > 0 ? (
        <Details summary={t('Pemeriksaan sebelumnya ({jumlah})', { jumlah: older.length })}>
          {older.map((check, at) => <Result key={at} check={check} />)}
        </Details>
      ) : null}
      {desk.mayAsk ? (
        <Form action={`/kotak-masuk/${number}/periksa-register`}>
          <p class="help">{t('NIK, nama, dan tanggal lahir pelapor dikirim ke register; yang kembali hanya cocok atau tidak. Setiap pemeriksaan dicatat. Keputusan tetap pada Anda.')}</p>
          <Button kind="plain">{newest ? t('Periksa lagi ke register') : t('Periksa ke register')}</Button>
        </Form>
      ) : null}
    </Card>
  )
}

function Result({ check }: { check: IdentityCheck }) {
  const { t } = useView()
  return (
    <div class="flow">
      <p class="cluster"><Badge tone={tones[check.result]}>{resultText(check, t)}</Badge></p>
      {check.differs.length > 0 ? <p>{t('Yang berbeda: {isian}.', { isian: check.differs.map((one) => (one === 'nama' ? t('nama') : t('tanggal lahir'))).join(', ') })}</p> : null}
      {check.fault ? <p>{t('Register tidak dapat dihubungi: {sebab}. Tiket tetap di meja Anda; coba lagi nanti, atau cocokkan dengan SIAK.', { sebab: check.fault })}</p> : null}
      <p class="quiet">{check.source} · <Moment at={check.at} /></p>
    </div>
  )
}

const tones = { cocok: 'done', 'tidak-cocok': 'refused', 'tidak-ditemukan': 'refused', gagal: 'overdue' } as const

function resultText({ result, register }: IdentityCheck, t: Translate): string {
  const key = register === 'kepegawaian' ? 'NIP' : 'NIK'
  switch (result) {
    case 'cocok': return t('Cocok dengan register')
    case 'tidak-cocok': return t('{nomor} ada di register, tetapi tidak cocok', { nomor: key })
    case 'tidak-ditemukan': return t('{nomor} tidak ada di register', { nomor: key })
    default: return t('Register tidak dapat dihubungi')
  }
}
