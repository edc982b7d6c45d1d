import type { Channel } from './carrier.ts'
import { splitSms } from './carriers/split-sms.ts'

/** A letter's text as it leaves by a channel: with the address of the site, and with the way to the survey, where there is one and room for it. Pure. */
export function letterText(letter: { channel: Channel; text: string; survey?: string }, site: string): string {
  const text = letter.text.replaceAll('{situs}', site)
  // A push message opens one page only, and that one leads there too.
  if (!letter.survey || letter.channel === 'push') return text
  const link = `${site}${letter.survey}`
  if (letter.channel !== 'sms') return `${text}\n\nBagaimana layanan kami? Nilailah tanpa nama, kira-kira dua menit: ${link}`
  return withRoom(text, `${text} Nilai layanan: ${link}`)
}

/** The longer SMS, if nothing of the shorter one is lost by it, and it costs no more. */
function withRoom(short: string, long: string): string {
  const [without, longer] = [splitSms(short), splitSms(long)]
  return longer.parts.length === without.parts.length && longer.text.startsWith(without.text) ? long : short
}
