// Enhancements only: every page works without this file.

const all = (selector) => document.querySelectorAll(selector)

document.querySelector('[data-focus]')?.focus()

// One press sends once. Coming back with the browser's back button frees the button again.
const sendOnce = (form) => {
  form.addEventListener('submit', (event) => {
    if (form.dataset.sent) return event.preventDefault()
    form.dataset.sent = 'yes'
    const button = event.submitter
    if (!button) return
    const words = button.querySelector('span') ?? button
    button.dataset.words = words.textContent
    words.textContent = form.dataset.once
    button.setAttribute('aria-disabled', 'true')
  })
}
all('form[data-once]').forEach(sendOnce)

addEventListener('pageshow', (event) => {
  if (!event.persisted) return
  for (const form of all('form[data-sent]')) delete form.dataset.sent
  for (const button of all('button[data-words]')) {
    ;(button.querySelector('span') ?? button).textContent = button.dataset.words
    button.removeAttribute('aria-disabled')
  }
})

const countLetters = (field) => {
  const line = document.createElement('p')
  line.className = 'help counter'
  line.setAttribute('aria-live', 'polite')
  const count = () => {
    const left = Number(field.dataset.most) - field.value.length
    line.textContent = field.dataset.counter.replace('{n}', String(left))
    line.classList.toggle('counter--over', left < 0)
  }
  field.after(line)
  field.addEventListener('input', count)
  count()
}
all('textarea[data-most]').forEach(countLetters)

// A part of the page that was drawn anew.
addEventListener('segar', ({ target }) => {
  target.querySelectorAll('form[data-once]').forEach(sendOnce)
  target.querySelectorAll('textarea[data-most]').forEach(countLetters)
})

for (const button of all('button[data-copy]')) {
  if (!navigator.clipboard) break
  button.hidden = false
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(button.dataset.copy)
    const words = button.querySelector('span')
    words.textContent = button.dataset.done
    words.setAttribute('role', 'status')
  })
}

for (const button of all('button[data-reveal]')) {
  button.hidden = false
  button.addEventListener('click', () => {
    const input = document.getElementById(button.dataset.reveal)
    const shown = input.type === 'text'
    input.type = shown ? 'password' : 'text'
    const words = button.textContent
    button.textContent = button.dataset.other
    button.dataset.other = words
  })
}

for (const button of all('button[data-print]')) {
  button.hidden = false
  button.addEventListener('click', () => print())
}

// A field that is asked for only with some answers is out of sight with the others. In the order of the page: one may hang on another.
const showOnlyWhen = (form) => {
  const parts = [...form.querySelectorAll('[data-only]')]
  const given = (name) => [...form.elements].filter((one) => one.name === name && (one.checked || !['radio', 'checkbox'].includes(one.type)) && !one.closest('[data-only][hidden]')).map((one) => one.value)
  const draw = () => {
    for (const part of parts) part.hidden = !Object.entries(JSON.parse(part.dataset.only)).every(([name, values]) => given(name).some((value) => values.includes(value)))
  }
  form.addEventListener('change', draw)
  draw()
}
new Set([...all('[data-only]')].map((part) => part.closest('form'))).forEach(showOnlyWhen)
