import { expect, test } from 'vitest'
import { letterText } from './letter-text.ts'
import { splitSms } from './carriers/split-sms.ts'

const site = 'https://rembang.example'
const survey = '/t/482109375/PNBQ5TA8/n'
const answer = 'Jawaban laporan 482-109-375: Sudah diperbaiki. {situs}/t/482109375/PNBQ5TA8'

test('a letter has the way to the survey in a paragraph of its own; push has not', () => {
  const text = 'Jawaban laporan 482-109-375: Sudah diperbaiki. https://rembang.example/t/482109375/PNBQ5TA8'
  for (const channel of ['email', 'whatsapp'] as const) {
    expect(letterText({ channel, text: answer, survey }, site)).toBe(`${text}\n\nBagaimana layanan kami? Nilailah tanpa nama, kira-kira dua menit: https://rembang.example/t/482109375/PNBQ5TA8/n`)
    expect(letterText({ channel, text: answer }, site)).toBe(text)
  }
  expect(letterText({ channel: 'push', text: answer, survey }, site)).toBe(text)
})

test('an SMS has it in short, where it takes no further SMS', () => {
  const short = letterText({ channel: 'sms', text: answer, survey }, site)
  expect(short).toBe('Jawaban laporan 482-109-375: Sudah diperbaiki. https://rembang.example/t/482109375/PNBQ5TA8 Nilai layanan: https://rembang.example/t/482109375/PNBQ5TA8/n')
  expect(splitSms(short).parts).toHaveLength(1)
  const longer = answer.replace('diperbaiki.', `diperbaiki${' sekali'.repeat(4)}.`)
  expect(letterText({ channel: 'sms', text: longer, survey }, site)).not.toContain('Nilai layanan')
  const cut = answer.replace('diperbaiki.', `diperbaiki. ${'Kami memeriksa lampu itu. '.repeat(20)}`)
  expect(letterText({ channel: 'sms', text: cut, survey }, site)).not.toContain('Nilai layanan')
})
