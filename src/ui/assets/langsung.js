// Keeps an officer's page in step with what others do, without touching anything that is being typed.
const region = document.querySelector('[data-live]')
const stale = document.querySelector('[data-stale]')
let wait
let busy = false

async function refresh() {
  if (busy) return
  busy = true
  try {
    const answer = await fetch(location.href, { headers: { accept: 'text/html' } })
    if (!answer.ok || answer.redirected) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.querySelector('[data-live]')
    if (fresh && !region.contains(document.activeElement?.closest('input, textarea, select'))) region.replaceChildren(...fresh.childNodes)
  } finally {
    busy = false
  }
}

if (region || stale) {
  const stream = new EventSource('/kotak-masuk/langsung')
  stream.addEventListener('tiket', (event) => {
    if (stale && event.data === stale.dataset.stale) stale.hidden = false
    if (!region) return
    clearTimeout(wait)
    wait = setTimeout(refresh, 50)
  })
  addEventListener('pagehide', () => stream.close())
}
