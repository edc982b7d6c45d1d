import { oneOf } from '../demo/chance.ts'
import type { FuzzVisitor, VisitorOrder } from './fuzz-visitor.ts'
import { type Chance, hostileHeader, hostilePiece, hostileText, marker, methods, typedSecret } from './fuzz-values.ts'
import type { ListedRoute } from './list-routes.ts'
import type { Control, PageForm } from './page-forms.ts'

type Pairs = [name: string, value: string][]

/** A form, filled as a person would and then bent in one or several ways. */
export function bendForm(next: Chance, form: PageForm, scene: { foreign: string[] }): VisitorOrder {
  // Some get through as they are: what they leave behind is looked at again later.
  const filled = fillForm(next, form)
  const pairs = next() < 0.2 ? filled : bendPairs(next, filled, scene)
  const action = next() < 0.08 ? bendAction(next, form.action, scene) : form.action
  if (form.method === 'get') return { method: 'GET', path: `${action.split('?')[0]}?${encode(next, pairs)}` }
  const headers: [string, string][] = next() < 0.12 ? [hostileHeader(next)] : []
  const { type, body } = form.files || next() < 0.12 ? writeParts(next, pairs, form) : writeBody(next, pairs)
  return { method: next() < 0.03 ? oneOf(next, methods) : 'POST', path: action, headers: [...headers, ...(type ? [['content-type', type] as [string, string]] : [])], body }
}

/** An address of the program with hostile pieces, asked in the right way or in another. */
export function bendRoute(next: Chance, route: ListedRoute, scene: { known: string[]; foreign: string[]; visitor: FuzzVisitor; names: string[] }): VisitorOrder {
  const piece = () => (next() < 0.45 ? encodeURIComponent(oneOf(next, [...scene.known, ...scene.foreign])) : hostilePiece(next))
  const path = route.path.replace(/:[a-z]+|\*/gi, piece) + (next() < 0.4 ? `?${Array.from({ length: 1 + Math.floor(next() * 4) }, () => `${oneOf(next, scene.names)}=${piece()}`).join('&')}` : '')
  const method = next() < 0.12 ? oneOf(next, methods) : route.method
  const headers: [string, string][] = Array.from({ length: next() < 0.3 ? 1 + Math.floor(next() * 3) : 0 }, () => hostileHeader(next))
  if (method !== 'POST' && next() < 0.9) return { method, path, headers }
  const pairs = bendPairs(next, [['_csrf', scene.visitor.csrf], ...Array.from({ length: Math.floor(next() * 6) }, () => [oneOf(next, scene.names), hostileText(next)] as [string, string])], scene)
  const { type, body } = next() < 0.3 ? writeParts(next, pairs) : writeBody(next, pairs)
  return { method, path, headers: [...headers, ...(type ? [['content-type', type] as [string, string]] : [])], body }
}

/** What a person would type: good values by the control's kind and name. */
function fillForm(next: Chance, form: PageForm): Pairs {
  const buttons = form.controls.filter((control) => control.type === 'button')
  const pressed = buttons.length > 0 && next() < 0.2 ? oneOf(next, buttons) : undefined
  return form.controls.filter((control) => control.type !== 'button' && control.type !== 'file').flatMap((control) => goodValue(next, control)).concat(pressed ? [[pressed.name, pressed.value]] : [])
}

function goodValue(next: Chance, control: Control): Pairs {
  const { name, type, value, choices } = control
  if (type === 'checkbox') return next() < 0.5 ? [[name, oneOf(next, choices)]] : []
  if (type === 'radio' || type === 'select') return choices.length > 0 && (control.required || next() < 0.93) ? [[name, oneOf(next, choices)]] : []
  if (type === 'hidden' || value) return [[name, value]]
  if (type === 'password' || /frasa|sandi/.test(name)) return [[name, typedSecret]]
  if (type === 'date') return [[name, '2026-02-02']]
  if (type === 'datetime-local') return [[name, '2026-02-02T09:00']]
  if (type === 'number') return [[name, '2']]
  if (type === 'email' || /surel|email/.test(name)) return [[name, 'contoh@contoh.test']]
  if (/telepon|hp/.test(name)) return [[name, '+628401000001']]
  return [[name, `Jalan berlubang di depan pasar ${marker}`]]
}

function bendPairs(next: Chance, pairs: Pairs, { foreign }: { foreign: string[] }): Pairs {
  const bent = [...pairs]
  const open = () => bent.flatMap(([name], at) => (name === '_csrf' || (['kunci', 'versi'].includes(name) && next() < 0.8) ? [] : [at]))
  for (let times = 1 + Math.floor(next() * 3); times > 0; times--) {
    const places = open()
    const at = places.length > 0 ? oneOf(next, places) : 0
    const name = bent[at]?.[0] ?? 'judul'
    const how = next()
    if (how < 0.62) bent[at] = [name, hostileText(next)]
    else if (how < 0.7) bent.splice(at, 1)
    else if (how < 0.77) bent.push([name, hostileText(next)])
    else if (how < 0.83) bent.push([`${name}${oneOf(next, ['[]', '[a]', '_hapus', '-ulang', '.x', '\0'])}`, hostileText(next)])
    else if (how < 0.88) bent.push([oneOf(next, ['__proto__', 'constructor', 'prototype', '__proto__[x]', 'toString', '', 'a'.repeat(300)]), hostileText(next)])
    else if (how < 0.94) bent[at] = [name, oneOf(next, foreign)]
    else if (how < 0.97) bent.push(...Array.from({ length: 150 }, (_, n) => [`isian-${n}`, marker] as [string, string]))
    else bent.splice(Math.max(0, bent.findIndex(([one]) => one === '_csrf')), 1, ['_csrf', hostileText(next)])
  }
  return bent
}

function bendAction(next: Chance, action: string, { foreign }: { foreign: string[] }): string {
  const pieces = action.split('/')
  const at = 1 + Math.floor(next() * (pieces.length - 1))
  pieces[at] = next() < 0.4 ? encodeURIComponent(oneOf(next, foreign)) : hostilePiece(next)
  return pieces.join('/')
}

// Half of a character cannot be sent by a form, but its bytes can.
function encode(next: Chance, pairs: Pairs): string {
  const broken = next() < 0.05 ? `&${oneOf(next, ['judul=%', 'uraian=%ED%A0%80', '%=1', 'a=%zz&=', 'kunci=%00', '&&&=&', 'judul[=1', 'judul]=1'])}` : ''
  return pairs.map(([name, value]) => `${encodeURIComponent(name.toWellFormed())}=${encodeURIComponent(value.toWellFormed())}`).join('&') + broken
}

interface Written {
  type: string
  body: Buffer
}

function writeBody(next: Chance, pairs: Pairs): Written {
  const body = encode(next, pairs)
  const how = next()
  if (how < 0.9) return { type: 'application/x-www-form-urlencoded', body: Buffer.from(body) }
  const object = JSON.stringify(Object.fromEntries(pairs))
  return oneOf(next, [
    { type: 'application/json', body: Buffer.from(object) }, { type: 'application/json', body: Buffer.from(`${object}}`) }, { type: 'application/json', body: Buffer.from('[[[[') }, { type: 'application/json', body: Buffer.from(JSON.stringify(Object.fromEntries(pairs.map(([name, value]) => [name, name === '_csrf' ? value : { [value.slice(0, 20)]: [null, 1e9] }])))) }, { type: 'application/json', body: Buffer.from('{"__proto__":{"x":1},"_csrf":{"a":1}}') },
    { type: 'text/plain', body: Buffer.from(body) }, { type: 'application/xml', body: Buffer.from('<a/>') }, { type: '', body: Buffer.from(body) }, { type: 'application/x-www-form-urlencoded; charset=utf-16', body: Buffer.from(body) },
    { type: marker, body: Buffer.from(body) }, { type: 'application/x-www-form-urlencoded', body: Buffer.alloc(300_000, 'a') }, { type: 'application/x-www-form-urlencoded', body: Buffer.from([0xff, 0xfe, 0x00, 0x3d, 0x80]) }, { type: 'application/octet-stream', body: Buffer.alloc(200, 0) },
  ])
}

const fileNames = ['foto.jpg', '../../etc/passwd', `${marker}.png`, 'a"; filename="b.svg', '', 'con', '.htaccess', `${'n'.repeat(900)}.pdf`, 'x.php\0.jpg', '\u202Egpj.exe', '🙂.pdf']
/** One dot, as a picture. */
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const fileBytes: readonly (() => Uint8Array)[] = [
  () => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">${marker}</svg>`), () => Buffer.from(`<html>${marker}</html>`), () => Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]), () => Buffer.alloc(0), () => Buffer.alloc(100_000, 0x41),
  () => Buffer.from('89504e470d0a1a0a0000000d49484452ffffffffffffffff0806000000', 'hex'), () => Buffer.from('%PDF-1.7\n1 0 obj<</Type/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\ntrailer<</Root 1 0 R>>'), () => Buffer.from('504b0304140000000800000000000000000000000000ffffffff', 'hex'),
  () => Buffer.from(`nik;nama\n${marker};=1+1\n`), () => Buffer.from(`"a\n;;;\0\n${marker}`), () => Buffer.from('GIF89a\xff\xff\xff\xff\x00\x00\x00', 'latin1'),
]

function writeParts(next: Chance, pairs: Pairs, form?: PageForm): Written {
  const boundary = next() < 0.95 ? 'batas-fuzz' : ''
  const parts: Uint8Array[] = pairs.map(([name, value]) => Buffer.from(`--batas-fuzz\r\ncontent-disposition: form-data; name="${name.replaceAll('"', '%22')}"\r\n\r\n${value}\r\n`))
  const fields = form?.controls.filter((control) => control.type === 'file').map((control) => control.name) ?? []
  for (const name of [...fields, ...(next() < 0.2 ? ['lampiran', '__proto__'] : [])]) {
    if (next() < 0.65) parts.push(Buffer.from(`--batas-fuzz\r\ncontent-disposition: form-data; name="${name}"; filename="foto.png"\r\ncontent-type: image/png\r\n\r\n`), dot, Buffer.from('\r\n'))
    else if (next() < 0.8) parts.push(Buffer.from(`--batas-fuzz\r\ncontent-disposition: form-data; name="${name}"; filename="${oneOf(next, fileNames)}"\r\ncontent-type: ${oneOf(next, ['image/jpeg', 'text/html', 'application/pdf', marker])}\r\n\r\n`), oneOf(next, fileBytes)(), Buffer.from('\r\n'))
  }
  const whole = Buffer.concat([...parts, Buffer.from('--batas-fuzz--\r\n')])
  const body = next() < 0.08 ? whole.subarray(0, Math.floor(next() * whole.length)) : whole
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}
