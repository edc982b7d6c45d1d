import type { ComponentChildren } from 'preact'

/** A text that a person wrote: an empty line begins a paragraph, a line break stays one. Always escaped. */
export function Prose({ text }: { text: string }) {
  const paragraphs = text.replaceAll('\r\n', '\n').split(/\n\s*\n/).map((part) => part.trim()).filter(Boolean)
  return (
    <div class="prose">
      {paragraphs.map((paragraph, at) => (
        <p key={at}>{withBreaks(paragraph)}</p>
      ))}
    </div>
  )
}

function withBreaks(paragraph: string): ComponentChildren[] {
  return paragraph.split('\n').flatMap((line, at) => (at === 0 ? [line] : [<br key={at} />, line]))
}
