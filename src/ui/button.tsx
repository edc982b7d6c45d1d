import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'

interface ButtonProps {
  children: ComponentChildren
  /** `main` once a page; `plain` for the others; `back` returns or cancels; `stop` cannot be undone; `light` is the strong one on a dark ground. */
  kind?: 'main' | 'plain' | 'back' | 'stop' | 'light'
  /** Makes it a link that looks like a button; otherwise it submits its form. */
  href?: string
  icon?: IconName
  name?: string
  value?: string
  /** Id of the form that it submits, when it stands outside of it. */
  form?: string
  formAction?: string
  /** Skips the browser's own checks, for "save as draft" and "back". */
  unchecked?: boolean
}

/** A button, 48 px high at least. */
export function Button({ children, kind = 'main', href, icon, unchecked, ...rest }: ButtonProps) {
  const look = `button button--${kind}`
  const inside = [icon ? <Icon key="icon" name={icon} /> : null, <span key="text">{children}</span>]
  if (href !== undefined) {
    return (
      <a class={look} href={href}>
        {inside}
      </a>
    )
  }
  return (
    <button class={look} type="submit" formNoValidate={unchecked === true} {...rest}>
      {inside}
    </button>
  )
}

/** Buttons side by side, wrapping; the strong one first. */
export function Buttons({ children }: { children: ComponentChildren }) {
  return <div class="buttons">{children}</div>
}
