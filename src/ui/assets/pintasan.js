// Keys for officers: / search, ? help, j and k through a list, o open, x choose, a act, n note. Never while something is being written, and never with a modifier. They can
// be switched off on the help page, for those who speak to their computer (WCAG 2.1.4).
const off = 'tanggap-pintasan-mati'
const isOff = () => localStorage.getItem(off) !== null

const rows = () => [...document.querySelectorAll('[data-live] tbody tr')].flatMap((row) => row.querySelector('a') ?? [])

function step(by) {
  const links = rows()
  const at = links.findIndex((link) => link.closest('tr').contains(document.activeElement))
  links[Math.min(links.length - 1, Math.max(0, at < 0 ? (by > 0 ? 0 : links.length - 1) : at + by))]?.focus()
}

/** Opens what it lies in, and puts the cursor there. */
function reach(field) {
  for (let folded = field?.closest('details'); folded; folded = folded.parentElement.closest('details')) folded.open = true
  field?.focus()
  field?.scrollIntoView({ block: 'center' })
}

async function help() {
  const open = document.querySelector('dialog[data-help]')
  if (open) return open.close()
  const answer = await fetch('/petugas/bantuan').catch(() => undefined)
  if (!answer?.ok || answer.redirected) return location.assign('/petugas/bantuan')
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
  const inside = page.querySelector('[data-shortcuts]')
  const dialog = document.createElement('dialog')
  dialog.dataset.help = ''
  dialog.className = 'help-dialog'
  dialog.setAttribute('aria-labelledby', 'pintasan-judul')
  dialog.append(inside)
  document.body.append(dialog)
  dialog.addEventListener('close', () => dialog.remove())
  prepare(dialog)
  dialog.showModal()
}

const acts = {
  '/': () => {
    const box = document.querySelector('[data-find]')
    box?.focus()
    box?.select()
  },
  '?': help,
  j: () => step(1),
  k: () => step(-1),
  o: () => document.activeElement?.closest('tr')?.querySelector('a')?.click(),
  x: () => document.activeElement?.closest('tr')?.querySelector('input[type=checkbox]')?.click(),
  a: () => reach(document.querySelector('#tindakan form :is(input:not([type=hidden]), select, textarea, button:not([tabindex="-1"])), #tindakan summary')),
  n: () => reach(document.querySelector('#catatan textarea')),
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isOff()) return
  if (event.target.closest('input:not([type=checkbox]), textarea, select, [contenteditable]')) return
  if (event.target.closest('dialog') && event.key !== '?') return
  const act = Object.hasOwn(acts, event.key) && acts[event.key]
  if (!act) return
  event.preventDefault()
  act()
})

/** The switch on the help page, and in its dialog. */
function prepare(root) {
  const button = root.querySelector('button[data-shortcut-switch]')
  if (!button) return
  const draw = () => {
    button.querySelector('span').textContent = isOff() ? button.dataset.on : button.dataset.off
    button.setAttribute('aria-pressed', String(isOff()))
  }
  button.hidden = false
  button.addEventListener('click', () => {
    if (isOff()) localStorage.removeItem(off)
    else localStorage.setItem(off, 'ya')
    draw()
  })
  draw()
  for (const close of root.querySelectorAll('button[data-close]')) {
    if (root.tagName !== 'DIALOG') continue
    close.hidden = false
    close.addEventListener('click', () => root.close())
  }
}
prepare(document)
