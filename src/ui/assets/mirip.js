// Shows reports like the one that is being written, below its story. Without this file they are shown once, after the first press of the button.
const box = document.querySelector('[data-similar]')
const form = box?.closest('form')
let asked = ''
let shown = false
let waiting

function words() {
  return ['judul', 'uraian'].map((name) => form.elements[name]?.value.trim() ?? '').join('\n').trim()
}

async function ask() {
  const text = words()
  if (text === asked || text.split(/\s+/).length < 3) return
  asked = text
  const body = new URLSearchParams({ _csrf: form.elements._csrf.value })
  for (const name of ['judul', 'uraian', 'desa']) body.set(name, form.elements[name]?.value ?? '')
  try {
    const answer = await fetch(box.dataset.similar, { method: 'POST', body })
    if (!answer.ok || answer.redirected || text !== words()) return
    const found = await answer.text()
    box.innerHTML = found
    shown ||= found !== ''
    // Whoever has seen them here is not asked again; nor is this very text looked up a second time.
    form.elements.mirip.value = 'sudah'
  } catch {}
}

if (form) {
  const soon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(ask, 900)
    if (!shown) form.elements.mirip.value = ''
  }
  for (const name of ['judul', 'uraian']) form.elements[name]?.addEventListener('input', soon)
  form.elements.desa?.addEventListener('change', () => { asked = ''; soon() })
}
