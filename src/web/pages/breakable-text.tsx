import type { ComponentChildren } from 'preact'

const longWord = /(\S{24})(?=\S)/

/** A text whose long words (addresses, names of hosts) may break, so that they do not push a table out of the screen. Copied, it is as it was. */
export function BreakableText({ text }: { text: string }) {
  const parts = text.split(longWord)
  return <>{parts.flatMap((part, at): ComponentChildren[] => (at % 2 === 1 ? [part, <wbr key={at} />] : [part]))}</>
}
