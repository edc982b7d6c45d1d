import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { keptPushKeys } from './push-keys.ts'

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tanggap-keys-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  return folder
}

test('the keys are made at the first start, and are the same at the next one', () => {
  const folder = join(emptyFolder(), 'data')
  const first = keptPushKeys(folder)
  expect(Buffer.from(first.publicKey, 'base64url')).toHaveLength(65)
  expect(Buffer.from(first.privateKey, 'base64url')).toHaveLength(32)
  expect(keptPushKeys(folder)).toEqual(first)
  expect(keptPushKeys(emptyFolder())).not.toEqual(first)
})

test('only their owner may read the keys', () => {
  const folder = emptyFolder()
  keptPushKeys(folder)
  expect(statSync(join(folder, 'push-keys.json')).mode & 0o777).toBe(0o600)
})

test('a damaged file is an error that says what to do, and is not overwritten', () => {
  for (const damaged of ['', 'null', '{"publicKey":"pendek"}']) {
    const folder = emptyFolder()
    const file = join(folder, 'push-keys.json')
    writeFileSync(file, damaged)
    chmodSync(file, 0o600)
    expect(() => keptPushKeys(folder)).toThrow('push-keys.json rusak')
    expect(readFileSync(file, 'utf8')).toBe(damaged)
  }
})
