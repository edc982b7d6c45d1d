import { english } from './catalogue/en.ts'

/** The languages of the screens: Indonesian and English. */
export type Language = 'id' | 'en'

/** Gives the text in the person's language; the key is the Indonesian text itself, `{name}` is replaced from `params`. */
export type Translate = (indonesian: string, params?: Record<string, string | number>) => string

/** Makes `t` for one language. A text without English stays Indonesian; a placeholder without a value stays as it is. */
export function makeTranslate(language: Language): Translate {
  return (indonesian, params = {}) => {
    const text = language === 'en' ? (english[indonesian] ?? indonesian) : indonesian
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
  }
}
