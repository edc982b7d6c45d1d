export { keepMail } from './mail-keep.ts'
export { mailLimits } from './mail-read.ts'
