import type { Secrets } from '../../kernel/secrets.ts'

const letters = 'abcdefghjkmnpqrstuvwxyz23456789'

/**
 * The password that an administrator hands to an officer once: sixteen letters in four groups (79 bits), readable over the telephone. The same form gives the same one,
 * so that a press that came twice shows what counts; who has not the installation's secret cannot tell it from the form.
 */
export function initialPassword(secrets: Secrets, tenant: string, formKey: string): string {
  const bytes = secrets.mac('session', `initial password/${tenant}/${formKey}`)
  return [0, 4, 8, 12].map((start) => Array.from({ length: 4 }, (_, at) => letters[bytes.readUInt16BE((start + at) * 2) % letters.length]).join('')).join('-')
}
