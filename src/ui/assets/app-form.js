// Forms that lose nothing: what is typed is kept on the device while typing, and sent later where there is no line.
const { app } = self
const reader = document.querySelector('meta[name="pembaca"]')?.content
const notOurs = new Set(['_csrf', 'kunci'])

class OfflineForm {
  constructor(form) {
    this.form = form
    this.action = new URL(form.action).pathname
    this.id = crypto.randomUUID()
  }

  async start() {
    await app.tidied
    const mine = (await app.forms()).filter((one) => one.reader === reader && one.action === this.action)
    const queued = mine.findLast((one) => one.state === 'queued')
    if (queued && this.form.elements.versi) {
      this.id = queued.id
      return this.close('alreadyKept')
    }
    const draft = mine.findLast((one) => ['draft', 'sending', 'returned'].includes(one.state))
    // A page that is a kept copy has a key that was used before, or will be: its form gets one of its own.
    if ('lastSeen' in document.body.dataset) this.key.value = crypto.randomUUID()
    // What the server drew again holds what was typed, and it has the files already.
    if (draft?.key === this.key.value) this.id = draft.id
    else if (draft) await this.restore(draft)
    this.form.addEventListener('input', () => this.keepSoon())
    this.form.addEventListener('change', (event) => (event.target.type === 'file' ? this.keep('draft') : this.keepSoon()))
    this.form.addEventListener('submit', (event) => this.submit(event))
    addEventListener('pagehide', () => this.waiting && this.keep('draft'))
  }

  get key() {
    return this.form.elements.kunci
  }

  keepSoon() {
    clearTimeout(this.waiting)
    this.waiting = setTimeout(() => this.keep('draft'), 300)
  }

  async keep(state) {
    clearTimeout(this.waiting)
    this.waiting = undefined
    const entries = [...new FormData(this.form)].filter(([name, value]) => !notOurs.has(name) && !(value instanceof File && value.size === 0) && this.form.elements[name]?.type !== 'password')
    const title = document.querySelector('h1').textContent
    await app.keepForm({ id: this.id, reader, action: this.action, page: location.pathname, title, key: this.key.value, entries, state, at: Date.now() })
  }

  async restore(draft) {
    this.id = draft.id
    const returned = draft.state === 'returned'
    // After a refusal the server holds the files of that try under the old key; this one is new.
    if (!returned) this.key.value = draft.key
    for (const control of this.form.elements) {
      if (!control.name || ['hidden', 'submit', 'password'].includes(control.type)) continue
      fill(control, draft.entries.filter(([name]) => name === control.name).map(([, value]) => value))
    }
    for (const field of this.form.querySelectorAll('textarea')) field.dispatchEvent(new Event('input'))
    const folded = this.form.closest('details')
    if (folded) folded.open = true
    const words = returned ? app.word(draft.reason, { judul: draft.title }) : app.word('restored', { saat: app.moment(draft.at) })
    this.tell(words, { words: app.word('restart'), act: () => this.forget() })
    if (!returned) return
    await this.keep('draft')
    await app.show()
  }

  async forget() {
    clearTimeout(this.waiting)
    await app.dropForm(this.id)
    location.reload()
  }

  async submit(event) {
    // A preview or an inserted text is no sending: it is never queued.
    if (event.defaultPrevented || event.submitter?.dataset.aside !== undefined) return
    event.preventDefault()
    const online = navigator.onLine
    const missing = online ? undefined : this.findMissing()
    if (missing) return this.askFor(missing)
    try {
      if (online && 'lastSeen' in document.body.dataset) await this.renewToken()
      await this.keep(online ? 'sending' : 'queued')
    } catch {
      if (!online) return this.stay(app.word('cannotKeep'))
    }
    if (online) return this.leave(event.submitter)
    this.close('kept')
    app.changes.postMessage('queued')
    await app.askToSync()
  }

  leave(button) {
    if (button?.name) this.form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: button.name, value: button.value }))
    this.form.submit()
  }

  async renewToken() {
    const pass = await app.fetchPass()
    if (pass?.reader === reader) this.form.elements._csrf.value = pass.token
  }

  // Without a line nobody checks the form for days; so what is required is asked for now.
  findMissing() {
    return [...this.form.elements].find((control) => control.getAttribute('aria-required') && ['text', 'textarea', 'select-one', 'datetime-local', 'date', 'tel', 'email'].includes(control.type) && !control.value.trim())
  }

  askFor(control) {
    this.stay(app.word('missing', { isian: control.labels[0]?.textContent.trim() ?? control.name }))
    control.focus()
  }

  /** The form stays as it is and can be sent again. */
  stay(words) {
    delete this.form.dataset.sent
    for (const button of this.form.querySelectorAll('button[data-words]')) {
      ;(button.querySelector('span') ?? button).textContent = button.dataset.words
      button.removeAttribute('aria-disabled')
    }
    this.tell(words)
  }

  /** The form waits on the device: in its place stands how it fares. */
  close(word) {
    this.form.hidden = true
    app.shownHere.add(this.id)
    this.tell(app.word(word), this.another(), { words: app.word('edit'), act: () => app.editForm(this.id) })
    document.addEventListener('tanggap-shown', () => this.follow())
  }

  async follow() {
    const kept = (await app.forms()).find((one) => one.id === this.id)
    if (kept?.state === 'sent') this.stand(app.noticeOfSent(kept, this.another()))
    if (kept?.state === 'returned') this.stand(app.noticeOfReturned(kept))
  }

  // A ticket has each act once; a report can be followed by another.
  another() {
    return this.form.elements.versi ? undefined : { words: app.word('another'), act: () => location.reload() }
  }

  tell(words, ...buttons) {
    this.stand(app.makeNotice('warn', words, ...buttons))
  }

  stand(notice) {
    this.told?.remove()
    this.told = notice
    this.form.before(notice)
  }
}

function fill(control, values) {
  if (control.type === 'checkbox' || control.type === 'radio') control.checked = values.includes(control.value)
  else if (control.type === 'file') {
    const chosen = new DataTransfer()
    for (const file of values) if (file instanceof File) chosen.items.add(file)
    control.files = chosen.files
  } else if (values.length > 0) control.value = values[0]
}

if (isSecureContext) for (const form of document.querySelectorAll('form[data-offline]')) new OfflineForm(form).start().catch(() => {})
