import { randomUUID } from 'node:crypto'

export interface MailDraft {
  from?: string
  to?: string
  subject?: string
  text?: string
  html?: string
  messageId?: string
  headers?: Record<string, string>
  attachments?: { name: string; type: string; bytes: Buffer }[]
}

/** An invented mail as it comes over the wire. */
export function writeMail(draft: MailDraft = {}): Buffer {
  const head = {
    From: draft.from ?? 'Siti Rekaan <siti@surel.example>', To: draft.to ?? 'aduan@rembang.example', Subject: draft.subject ?? 'Jalan Sulang rusak', Date: 'Mon, 05 Jan 2026 09:58:00 +0700',
    'Message-ID': draft.messageId ?? `<${randomUUID()}@surel.example>`, 'MIME-Version': '1.0', ...draft.headers,
  }
  const body = draft.html === undefined ? part('text/plain', draft.text ?? 'Jalan berlubang di depan pasar Sulang.') : part('text/html', draft.html)
  const parts = [body, ...(draft.attachments ?? []).map(attachment)]
  const lines = Object.entries(head).map(([name, value]) => `${name}: ${value}`)
  if (parts.length === 1) return Buffer.from(`${lines.join('\r\n')}\r\n${body}\r\n`)
  return Buffer.from(`${lines.join('\r\n')}\r\nContent-Type: multipart/mixed; boundary="batas"\r\n\r\n${parts.map((one) => `--batas\r\n${one}\r\n`).join('')}--batas--\r\n`)
}

function part(type: string, text: string): string {
  return `Content-Type: ${type}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines(Buffer.from(text))}`
}

function attachment({ name, type, bytes }: { name: string; type: string; bytes: Buffer }): string {
  return `Content-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${inLines(bytes)}`
}

function inLines(bytes: Buffer): string {
  return bytes.toString('base64').replace(/.{76}/g, '$&\r\n')
}

/** A mail server's report that a letter could not be delivered, or not yet. */
export function writeBounce(report: { messageId: string; action: 'failed' | 'delayed'; status: string; diagnostic: string }): Buffer {
  const parts = [
    'Content-Type: text/plain\r\n\r\nYour message could not be delivered.',
    `Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.surel.example\r\n\r\nFinal-Recipient: rfc822; siti@surel.example\r\nAction: ${report.action}\r\nStatus: ${report.status}\r\nDiagnostic-Code: smtp; ${report.diagnostic}`,
    `Content-Type: message/rfc822\r\n\r\nFrom: aduan@rembang.example\r\nTo: siti@surel.example\r\nMessage-ID: ${report.messageId}\r\nSubject: Kabar\r\n\r\nisi`,
  ]
  const head = `Return-Path: <>\r\nFrom: Mail Delivery System <MAILER-DAEMON@mx.surel.example>\r\nTo: aduan@rembang.example\r\nSubject: Undelivered Mail Returned to Sender\r\nMessage-ID: <${randomUUID()}@mx.surel.example>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary="batas"`
  return Buffer.from(`${head}\r\n\r\n${parts.map((one) => `--batas\r\n${one}\r\n`).join('')}--batas--\r\n`)
}
