/** A control of a form that sends something under a name. */
export interface Control {
  name: string
  /** `text`, `hidden`, `file`, … as written on an input; or `textarea`, `select`. */
  type: string
  /** What it would send untouched; of a select its first choice that is not empty, where none is chosen. */
  value: string
  /** What can be chosen: of a select, or of the round and square ones under the same name. */
  choices: string[]
  required: boolean
}

/** A form as a browser without JavaScript would send it. */
export interface PageForm {
  action: string
  method: 'get' | 'post'
  files: boolean
  controls: Control[]
}

/** The forms of a page that our server drew. It reads our own markup, not any HTML. */
export function readForms(html: string): PageForm[] {
  return [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)].map(([, head, body]) => ({
    action: attribute(head!, 'action') ?? '', method: attribute(head!, 'method')?.toLowerCase() === 'get' ? 'get' : 'post',
    files: /multipart/.test(attribute(head!, 'enctype') ?? ''), controls: readControls(body!),
  }))
}

/** Where the links of a page lead, each once. */
export function readLinks(html: string): string[] {
  return [...new Set([...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map((match) => plain(match[1]!)))]
}

/** One attribute of a tag, in plain text; empty where it stands without a value. */
function attribute(tag: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}(?:="([^"]*)"|(?=[\\s/>]|$))`).exec(tag)
  return found ? plain(found[1] ?? '') : undefined
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }

function plain(text: string): string {
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => entities[entity]!)
}

function readControls(body: string): Control[] {
  const controls = new Map<string, Control>()
  for (const [whole, tag, head] of body.matchAll(/<(input|button)\b([^>]*)>|<(?:textarea|select)\b[^>]*>.*?<\/(?:textarea|select)>/gs)) {
    const control = tag ? readInput(tag, head!) : readBlock(whole)
    if (!control) continue
    const before = controls.get(control.name)
    if (before) before.choices.push(...control.choices)
    else controls.set(control.name, control)
  }
  return [...controls.values()]
}

function readInput(tag: string, head: string): Control | undefined {
  const name = attribute(head, 'name')
  if (!name) return undefined
  const type = tag === 'button' ? 'button' : (attribute(head, 'type') ?? 'text')
  const value = attribute(head, 'value') ?? (type === 'checkbox' ? 'on' : '')
  const chosen = ['radio', 'checkbox', 'button'].includes(type)
  return { name, type, value, choices: chosen ? [value] : [], required: attribute(head, 'required') !== undefined }
}

function readBlock(whole: string): Control | undefined {
  const [, tag, head, inner] = /^<(textarea|select)\b([^>]*)>(.*)<\/\1>$/s.exec(whole) ?? []
  const name = head === undefined ? undefined : attribute(head, 'name')
  if (!name || head === undefined) return undefined
  const required = attribute(head, 'required') !== undefined
  if (tag === 'textarea') return { name, type: 'textarea', value: plain(inner!), choices: [], required }
  const options = [...inner!.matchAll(/<option\b([^>]*)>/g)].map((match) => ({ value: attribute(match[1]!, 'value') ?? '', chosen: attribute(match[1]!, 'selected') !== undefined }))
  const choices = options.map((option) => option.value).filter(Boolean)
  return { name, type: 'select', value: options.find((option) => option.chosen)?.value || choices[0] || '', choices, required }
}
