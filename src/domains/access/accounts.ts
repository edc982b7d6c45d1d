import { hash, verify } from '@node-rs/argon2'
import { betterAuth } from 'better-auth'
import { twoFactor } from 'better-auth/plugins'
import type { Resources } from '../../kernel/work.ts'
import { knownSession } from './known-session.ts'
import type { OidcSettings } from './oidc-settings.ts'

/** Cost of one argon2id hash. Memory in KiB; lanes are always 1. */
export interface PasswordCost {
  memoryCost: number
  timeCost: number
}

export interface AccessOptions {
  /** True wherever the site is reached by https: cookies are then `Secure` and named `__Secure-…`. */
  secureCookies: boolean
  /** Where the site is reached, `https://tanggap.example.go.id`. No link is made with it yet. */
  baseUrl: string
  /** OWASP's minimum for argon2id (19 MiB, two passes) unless told; tests and demonstration seeds take less. */
  passwordCost?: PasswordCost
  /** Another system by which officers may sign in. */
  oidc?: OidcSettings
}

const owaspCost: PasswordCost = { memoryCost: 19_456, timeCost: 2 }

/** How long a citizen stays signed in, in seconds. It is not prolonged by use. */
const citizenSessionSeconds = 30 * 24 * 60 * 60

const rowDates = { createdAt: 'created_at', updatedAt: 'updated_at' }

const session = {
  expiresIn: citizenSessionSeconds,
  disableSessionRefresh: true,
  fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', ...rowDates },
  additionalFields: { secondFactor: { type: 'boolean', fieldName: 'second_factor', defaultValue: false, input: false } },
} as const

const user = {
  fields: { emailVerified: 'email_verified', ...rowDates },
  additionalFields: {
    tenant: { type: 'string', fieldName: 'tenant_id', input: false },
    kind: { type: 'string', input: false },
    holder: { type: 'string', fieldName: 'holder_id', input: false },
    initialPassword: { type: 'boolean', fieldName: 'initial_password', defaultValue: false, input: false },
  },
} as const

const account = {
  fields: {
    userId: 'user_id',
    accountId: 'account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...rowDates,
  },
}

const totp = twoFactor({
  issuer: 'Tanggap',
  schema: {
    user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
    twoFactor: {
      modelName: 'two_factor',
      fields: {
        userId: 'user_id',
        backupCodes: 'backup_codes',
        failedVerificationCount: 'failed_verification_count',
        lockedUntil: 'locked_until',
      },
    },
  },
})

/** better-auth on the application's own pool and the hand-made tables of schema `auth`. Only its server calls are used: it serves no route. */
export function makeAccounts(resources: Resources, options: AccessOptions) {
  const cost = options.passwordCost ?? owaspCost
  return betterAuth({
    appName: 'Tanggap',
    baseURL: options.baseUrl,
    secret: resources.secrets.key('session').toString('hex'),
    database: { db: resources.db, type: 'postgres', schemaName: 'auth', transaction: true },
    telemetry: { enabled: false },
    // What goes wrong is thrown to us, and our own log keeps names and addresses out.
    logger: { disabled: true },
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'tanggap',
      useSecureCookies: options.secureCookies,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      // With joins, session and account come with one question.
      database: { generateId: 'uuid', joins: true },
      ipAddress: { disableIpTracking: true },
    },
    emailAndPassword: {
      enabled: true,
      // Accounts are made by makeUser only.
      disableSignUp: true,
      password: {
        hash: (password) => hash(password, { ...cost, parallelism: 1 }),
        verify: (given) => verify(given.hash, given.password),
      },
    },
    session,
    user,
    account,
    verification: { fields: { expiresAt: 'expires_at', ...rowDates } },
    plugins: [totp, knownSession],
  })
}

export type Accounts = ReturnType<typeof makeAccounts>

/** What the parts of this domain share: better-auth and the application's pool. */
export interface AccessDesk extends Resources {
  accounts: Accounts
}
