// The installable app, as the pages see it: what waits to be sent, the service worker, signing out, being told.
const { app } = self
const reader = document.querySelector('meta[name="pembaca"]')?.content
const draftDays = 14
const dayMs = 86_400_000

app.makeNotice = (tone, words, ...buttons) => {
  const notice = make('div', { className: `notice notice--${tone}` })
  notice.setAttribute('role', 'status')
  const inside = make('div', { className: 'flow' }, make('p', { textContent: words }))
  const shown = buttons.filter(Boolean)
  if (shown.length > 0) inside.append(make('div', { className: 'buttons' }, ...shown.map(makeButton)))
  notice.append(inside)
  return notice
}

function make(tag, properties, ...inside) {
  const element = Object.assign(document.createElement(tag), properties)
  element.append(...inside)
  return element
}

function makeButton({ words, act, href }) {
  if (href) return make('a', { className: 'button button--plain', href, textContent: words })
  const button = make('button', { type: 'button', className: 'button button--plain', textContent: words })
  button.addEventListener('click', act)
  return button
}

app.askToSync = async () => {
  const worker = await navigator.serviceWorker?.getRegistration()
  await worker?.sync?.register('tanggap-kirim').catch(() => {})
}

// Whose queue this is: the offline page is drawn for nobody, and is shown to whoever was last here.
async function findReader() {
  const known = document.querySelector('[data-offline-page]') ? await app.readNote('reader') : reader
  return known ?? '-'
}

// Forms whose state stands in their own place on this page.
app.shownHere = new Set()

/** Draws, above everything else on the page, what waits, what has arrived and what came back. */
app.show = async () => {
  const who = await findReader()
  const all = await app.forms()
  const mine = all.filter((form) => form.reader === who)
  const box = document.querySelector('[data-app-status]') ?? make('div', { className: 'flow' })
  box.dataset.appStatus = ''
  if (!box.isConnected) document.querySelector('main').prepend(box)
  box.replaceChildren(...noticesOfOthers(all.filter((form) => form.state === 'queued'), who), ...mine.filter((form) => !app.shownHere.has(form.id)).flatMap((form) => {
    if (form.state === 'queued') return [noticeOfQueued(form)]
    if (form.state === 'sent') return [app.noticeOfSent(form)]
    return form.state === 'returned' ? [app.noticeOfReturned(form)] : []
  }))
  document.dispatchEvent(new Event('tanggap-shown'))
  for (const form of mine) if (form.state === 'sent' && !form.seen) await app.keepForm({ ...form, seen: true })
}

// What somebody wrote before signing in is theirs to send; what somebody signed in wrote is not shown to a guest.
function noticesOfOthers(queued, who) {
  if (who === '-') return queued.some((form) => form.reader !== '-') ? [app.makeNotice('info', app.word('waitsForSignIn'))] : []
  return queued.filter((form) => form.reader === '-').map((form) => {
    const adopt = async () => {
      await app.keepForm({ ...form, reader: who })
      await sendAndShow()
    }
    return app.makeNotice('warn', app.word('writtenAsGuest', { judul: form.title }), { words: app.word('sendAsMe'), act: adopt })
  })
}

/** Takes a form out of the queue, unless it has left meanwhile, and opens its page. */
app.editForm = async (id) => {
  const form = (await app.forms()).find((one) => one.id === id)
  if (form?.state === 'queued') await app.keepForm({ ...form, state: 'draft' })
  location.assign(form?.page ?? '/')
}

function noticeOfQueued(form) {
  return app.makeNotice('warn', `${form.title}: ${app.word('kept')}`, { words: app.word('edit'), act: () => app.editForm(form.id) })
}

app.noticeOfSent = (form, ...buttons) => app.makeNotice('success', app.word('sent', { nomor: form.number ?? '' }), { words: app.word('open'), href: form.place }, ...buttons)

app.noticeOfReturned = (form) => {
  const drop = async () => {
    await app.dropForm(form.id)
    location.reload()
  }
  const notice = app.makeNotice('error', app.word(form.reason, { judul: form.title }), { words: app.word('open'), href: form.page }, { words: app.word('drop'), act: drop })
  const written = form.entries.filter(([name, value]) => typeof value === 'string' && name !== 'versi').map(([, value]) => make('p', { textContent: value }))
  notice.firstChild.append(make('details', { className: 'details' }, make('summary', { textContent: app.word('written') }), ...written))
  return notice
}

// Old drafts, and what was already said to have arrived, are no longer needed.
async function tidy() {
  for (const form of await app.forms()) {
    const stale = form.state !== 'queued' && form.at < Date.now() - draftDays * dayMs
    if (stale || (form.state === 'sent' && form.seen) || (form.state === 'sending' && form.reader === reader && hasArrived(form))) await app.dropForm(form.id)
  }
}

// Only where no service worker saw it: the answer of a form led from its page to this one.
function hasArrived(form) {
  const [arrival] = performance.getEntriesByType('navigation')
  return arrival?.redirectCount > 0 && document.referrer !== '' && new URL(document.referrer).pathname === form.page
}

async function sendAndShow() {
  await app.sendQueued()
  await app.show()
}

async function useWorker() {
  await navigator.serviceWorker.register('/sw.js')
  const { active } = await navigator.serviceWorker.ready
  const thrifty = navigator.connection?.saveData
  if (!document.body.classList.contains('area-officer') && !thrifty) active.postMessage({ keepFormsOf: reader })
}

/** Before somebody signs out: what they began is dropped, and their news no longer comes to this device. What waits to be sent waits for them. */
async function forgetReader() {
  for (const form of await app.forms()) if (form.reader === reader && form.state !== 'queued') await app.dropForm(form.id)
  await app.stopTelling()
}

app.postDevice = async (path, values) => {
  const pass = await app.fetchPass()
  if (pass?.reader !== reader) return false
  const answer = await fetch(path, { method: 'POST', body: new URLSearchParams({ _csrf: pass.token, ...values }) })
  return answer.ok
}

app.stopTelling = async () => {
  const worker = await navigator.serviceWorker?.getRegistration()
  const made = await worker?.pushManager?.getSubscription()
  await app.keepNote('told', '')
  if (!made) return
  await app.postDevice('/perangkat/lepas', { alamat: made.endpoint })
  await made.unsubscribe()
}

for (const form of document.querySelectorAll('form[action="/keluar"]')) {
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    await Promise.race([forgetReader().catch(() => {}), new Promise((done) => setTimeout(done, 2000))])
    form.submit()
  })
}

if (isSecureContext && reader) {
  app.tidied = tidy().catch(() => {})
  app.changes.addEventListener('message', () => app.show())
  addEventListener('online', () => sendAndShow())
  app.tidied.then(app.show).then(sendAndShow).catch(() => {})
  if (navigator.serviceWorker) addEventListener('load', () => useWorker().catch(() => {}))
}
