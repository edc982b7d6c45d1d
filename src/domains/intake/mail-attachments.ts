import { Readable } from 'node:stream'
import { keepUpload, receiveUpload, uploadLimits } from '../files/index.ts'
import { Refusal } from '../../kernel/refusal.ts'
import type { Resources, WorkOrder } from '../../kernel/work.ts'
import type { MailAttachment } from './mail-read.ts'

export interface AttachmentOrder extends WorkOrder {
  dataFolder: string
  formKey: string
  /** Files under `lampiran` are published with their ticket, as those of the form on the web; those under another name are not. */
  field: string
}

/** Attachments that are looked at: each picture costs time. */
const mostTried = 20

/**
 * Keeps a mail's attachments like files of a form, until they are attached to its ticket: the first five that we accept. The same mail again keeps
 * nothing twice. Gives the names of those that were not kept. A full disk is an error: the mail is to be taken later.
 */
export async function keepAttachments(resources: Resources, order: AttachmentOrder, attachments: MailAttachment[]): Promise<string[]> {
  const left: string[] = []
  let kept = 0
  for (const [index, attachment] of attachments.entries()) {
    if (index < mostTried && kept < uploadLimits.filesPerForm && (await keepOne(resources, order, attachment))) kept++
    else left.push(plainName(attachment.name))
  }
  return left
}

async function keepOne(resources: Resources, order: AttachmentOrder, attachment: MailAttachment): Promise<boolean> {
  try {
    const place = { dataFolder: order.dataFolder, field: order.field, name: attachment.name }
    const received = await receiveUpload(Readable.from([attachment.bytes]), place)
    await keepUpload(resources, order, received)
    return true
  } catch (fault) {
    if (fault instanceof Refusal && fault.code !== 'unavailable') return false
    throw fault
  }
}

function plainName(name: string): string {
  return name.toWellFormed().replace(/[\p{Cc}\p{Cf};]+/gu, ' ').trim().slice(0, 80) || 'tanpa nama'
}
