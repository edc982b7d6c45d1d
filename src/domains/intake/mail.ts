export { type KeepMailsOrder, keepMail, type MailDelivery } from './mail-keep.ts'
export { mailLimits } from './mail-read.ts'
