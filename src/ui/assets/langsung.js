// Keeps an officer's page in step with what others do, without touching anything that is being typed.
const region = document.querySelector('[data-live]')
const stale = document.querySelector('[data-stale]')
let wait
let busy = false
let again = false
let missed = false

async function fetchPage() {
  const answer = await fetch(stale?.dataset.page ?? location.href, { headers: { accept: 'text/html', 'x-segarkan': 'ya' } })
  if (!answer.ok || answer.redirected) return undefined
  return new DOMParser().parseFromString(await answer.text(), 'text/html')
}

async function refresh() {
  // What nobody looks at is not read for them: a ticket counts as seen once its page is.
  if (document.hidden) {
    missed = true
    return
  }
  if (busy) {
    again = true
    return
  }
  busy = true
  try {
    const page = await fetchPage()
    if (page && region) refreshList(page)
    else if (page) refreshTicket(page)
    else if (stale) stale.hidden = false
  } catch {
    if (stale) stale.hidden = false
  } finally {
    busy = false
  }
  if (again) {
    again = false
    refresh()
  }
}

// A list: what was ticked stays ticked, and open what was opened.
function refreshList(page) {
  const fresh = page.querySelector('[data-live]')
  if (!fresh || region.contains(document.activeElement?.closest('input:not([type=checkbox]), textarea, select'))) return
  const ticked = new Set([...region.querySelectorAll('input[type=checkbox]:checked')].map((box) => box.value))
  const focused = document.activeElement?.closest('input[type=checkbox]')?.value
  swap(region, fresh)
  for (const box of region.querySelectorAll('input[type=checkbox]')) {
    if (ticked.has(box.value)) box.checked = true
    if (focused !== undefined && box.value === focused) box.focus()
  }
  if (fresh.dataset.poll === undefined) delete region.dataset.poll
}

// A ticket: each part that holds nothing typed is drawn anew where it stands.
function refreshTicket(page) {
  let kept = false
  for (const part of document.querySelectorAll('[data-fresh]')) {
    const fresh = page.querySelector(`[data-fresh="${part.dataset.fresh}"]`)
    if (!fresh || part.innerHTML === fresh.innerHTML) continue
    const typed = [...part.querySelectorAll('form')].filter(isTyped)
    if (typed.some((form) => fresh.querySelector(`form[action="${form.getAttribute('action')}"]`))) {
      kept = true
      continue
    }
    const words = typed.flatMap((form) => [...form.querySelectorAll('textarea, input:not([type=hidden], [type=checkbox], [type=radio], [type=password])')].map((field) => field.value.trim()).filter(Boolean))
    const focus = part.contains(document.activeElement) ? document.activeElement.id : undefined
    swap(part, fresh)
    if (words.length > 0) part.prepend(goneNotice(words))
    if (focus) document.getElementById(focus)?.focus()
  }
  if (stale) stale.hidden = !kept
  const said = document.querySelector('[data-refreshed]')
  if (said) said.textContent = said.dataset.refreshed
}

function isTyped(form) {
  return [...form.elements].some((field) => {
    if (field.type === 'hidden' || field.disabled) return false
    if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
    if (field.tagName === 'SELECT') return [...field.options].some((option, at) => option.selected !== (option.defaultSelected || (at === 0 && ![...field.options].some((one) => one.defaultSelected))))
    return field.type === 'file' ? field.files.length > 0 : field.value !== undefined && field.tagName !== 'BUTTON' && field.tagName !== 'FIELDSET' && field.value !== field.defaultValue
  })
}

/** What was typed into a form that is gone, to be read and copied. */
function goneNotice(words) {
  const notice = document.querySelector('template[data-gone]').content.cloneNode(true).firstElementChild
  for (const text of words) {
    const line = document.createElement('p')
    line.className = 'typed'
    line.textContent = text
    notice.querySelector('div').append(line)
  }
  return notice
}

function swap(old, fresh) {
  const opened = new Set([...old.querySelectorAll('details[open] > summary')].map((summary) => summary.textContent))
  old.replaceChildren(...fresh.childNodes)
  for (const summary of old.querySelectorAll('details > summary')) if (opened.has(summary.textContent)) summary.parentElement.open = true
  old.dispatchEvent(new CustomEvent('segar', { bubbles: true }))
}

if (region || stale) {
  const stream = new EventSource('/kotak-masuk/langsung')
  stream.addEventListener('tiket', (event) => {
    if (stale && event.data !== stale.dataset.stale) return
    clearTimeout(wait)
    wait = setTimeout(refresh, 50)
  })
  addEventListener('pagehide', () => stream.close())
  document.addEventListener('visibilitychange', () => {
    if (!missed || document.hidden) return
    missed = false
    refresh()
  })
}

// What a worker does for this officer, until it is done.
if (region?.dataset.poll) {
  const timer = setInterval(() => (region.dataset.poll ? refresh() : clearInterval(timer)), Number(region.dataset.poll))
}
