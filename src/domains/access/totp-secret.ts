import { randomBytes } from 'node:crypto'
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { Refusal } from '../../kernel/refusal.ts'
import type { AccessDesk } from './accounts.ts'

const base32Digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
// better-auth reads a secret with this mark as base32, the form in which authenticators and people exchange it.
const mark = 'base32:'

/** A fresh TOTP secret in base32: 32 digits, 160 bits, as RFC 4226 recommends. */
export function makeTotpSecret(): string {
  return [...randomBytes(32)].map((byte) => base32Digits[byte & 31]).join('')
}

/** Seals a secret under better-auth's key. Refuses what is not base32 of 128 bits or more. */
export async function sealTotpSecret(desk: AccessDesk, secret: string): Promise<string> {
  const bare = secret.replace(/[\s-]/g, '').replace(/=+$/, '').toUpperCase()
  if (!/^[A-Z2-7]{26,}$/.test(bare)) {
    throw new Refusal('bad-input', 'Rahasia TOTP harus berupa base32: sedikitnya 26 huruf A–Z dan angka 2–7. Buatlah yang baru atau kosongkan.')
  }
  const { secretConfig } = await desk.accounts.$context
  return await symmetricEncrypt({ key: secretConfig, data: mark + bare })
}

export async function openTotpSecret(desk: AccessDesk, sealed: string): Promise<string> {
  const { secretConfig } = await desk.accounts.$context
  return (await symmetricDecrypt({ key: secretConfig, data: sealed })).slice(mark.length)
}

/** The address that an authenticator reads from a QR code (Key URI Format). `account` is what it shows beside the code. */
export function totpUri(secret: string, account: string): string {
  return `otpauth://totp/Tanggap:${encodeURIComponent(account)}?secret=${secret}&issuer=Tanggap&digits=6&period=30`
}
