import { expect, test } from 'vitest'
import { makeLog } from './log.ts'

test('whoever logs the head of a request, cookies and keys stay out', () => {
  const lines: string[] = []
  const log = makeLog('trace', { write: (line) => void lines.push(line) })
  const headers = { host: 'rembang.example', cookie: 'tanggap.session_token=rahasia', authorization: 'Bearer rahasia' }
  log.info({ req: { headers } })
  log.trace({ busboyOptions: { headers, limits: {} } }, 'a library says what it was made with')
  log.warn({ password: 'rahasia', nik: 'rahasia', phone: 'rahasia' })
  expect(lines).toHaveLength(3)
  expect(lines.join('')).not.toContain('rahasia')
  expect(lines[1]).toContain('rembang.example')
})
