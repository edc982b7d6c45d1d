// What people typed, kept on their device until it has arrived: in pages and in the service worker.
// A form is { id, reader, action, page, title, key, entries, files, state, at }; its state is draft, sending, queued, sent or returned.
const opened = new Promise((done, fail) => {
  const request = indexedDB.open('tanggap', 1)
  request.onupgradeneeded = () => {
    request.result.createObjectStore('forms', { keyPath: 'id' })
    request.result.createObjectStore('notes')
  }
  request.onsuccess = () => done(request.result)
  request.onerror = () => fail(request.error)
})
// Where there is no store (a private window), pages work as without a script.
opened.catch(() => {})

async function inStore(name, mode, task) {
  const change = (await opened).transaction(name, mode)
  return await new Promise((done, fail) => {
    const request = task(change.objectStore(name))
    change.oncomplete = () => done(request.result)
    change.onerror = change.onabort = () => fail(change.error)
  })
}

const forms = async () => (await inStore('forms', 'readonly', (store) => store.getAll())).sort((a, b) => a.at - b.at)
const keepForm = async (form) => await inStore('forms', 'readwrite', (store) => store.put(form))
const dropForm = async (id) => await inStore('forms', 'readwrite', (store) => store.delete(id))
const readNote = async (name) => await inStore('notes', 'readonly', (store) => store.get(name))
const keepNote = async (name, value) => await inStore('notes', 'readwrite', (store) => store.put(value, name))

const changes = new BroadcastChannel('tanggap')

// A fresh token, and whose session this is; nothing without a line.
async function fetchPass() {
  try {
    const answer = await fetch('/token', { signal: AbortSignal.timeout(20_000) })
    return answer.ok ? await answer.json() : undefined
  } catch {
    return undefined
  }
}

// Pages and the worker may all notice that the line is back; only one of them sends at a time.
async function sendQueued() {
  if (!navigator.locks) return await sendEach()
  return await navigator.locks.request('tanggap-kirim', sendEach)
}

async function sendEach() {
  for (const { id } of (await forms()).filter((one) => one.state === 'queued')) {
    const form = (await forms()).find((one) => one.id === id)
    // Taken back to be edited, or sent, meanwhile.
    if (form?.state !== 'queued') continue
    const pass = await fetchPass()
    if (!pass) return
    if (pass.reader !== form.reader) continue
    const sent = await send(form, pass.token)
    if (!sent) return
    if (sent.state === 'queued') continue
    await keepForm(sent)
    changes.postMessage('sent')
  }
}

// The form in its new state, `queued` where the server could not take it now; nothing when there was no line.
async function send(form, token) {
  const body = new FormData()
  body.append('_csrf', token)
  body.append('kunci', form.key)
  for (const [name, value] of form.entries) if (name !== 'mirip') body.append(name, value)
  // Nobody is there to be shown reports like it.
  body.append('mirip', 'sudah')
  let answer
  try {
    answer = await fetch(form.action, { method: 'POST', body, signal: AbortSignal.timeout(180_000) })
  } catch {
    return undefined
  }
  const { pathname } = new URL(answer.url)
  if (answer.redirected) {
    const [number] = /\d{3}-\d{3}-\d{3}/.exec(pathname + form.action) ?? []
    return { ...form, state: 'sent', entries: [], number, place: pathname, at: Date.now() }
  }
  if (answer.status >= 500 || [401, 403, 408, 429].includes(answer.status)) return form
  const reason = { 409: 'conflict', 404: 'gone' }[answer.status] ?? 'fault'
  return { ...form, state: 'returned', reason }
}

Object.assign(self.app, { forms, keepForm, dropForm, readNote, keepNote, changes, fetchPass, sendQueued })
