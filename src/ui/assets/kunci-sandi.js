// Passkeys: a form marked with data-passkey asks the browser's own key, puts its answer into the form, and sends it. Without this file, or without a browser that
// knows passkeys, the form stays hidden: password and code are always there.

const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))
const textOf = (bytes) => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '')
const withBytes = (list) => (list ?? []).map((one) => ({ ...one, id: bytesOf(one.id) }))

async function askKey(kind, options) {
  const challenge = bytesOf(options.challenge)
  if (kind === 'masuk') return await navigator.credentials.get({ publicKey: { ...options, challenge, allowCredentials: withBytes(options.allowCredentials) } })
  const user = { ...options.user, id: bytesOf(options.user.id) }
  return await navigator.credentials.create({ publicKey: { ...options, challenge, user, excludeCredentials: withBytes(options.excludeCredentials) } })
}

function answerOf(key) {
  const { response } = key
  const parts = { clientDataJSON: textOf(response.clientDataJSON) }
  if (response.attestationObject) {
    parts.attestationObject = textOf(response.attestationObject)
    parts.transports = response.getTransports?.() ?? []
  } else {
    parts.authenticatorData = textOf(response.authenticatorData)
    parts.signature = textOf(response.signature)
    if (response.userHandle) parts.userHandle = textOf(response.userHandle)
  }
  return JSON.stringify({ id: key.id, rawId: textOf(key.rawId), type: key.type, response: parts, clientExtensionResults: key.getClientExtensionResults() })
}

for (const box of document.querySelectorAll('[data-passkey]')) {
  if (!window.PublicKeyCredential) continue
  box.hidden = false
  const form = box.querySelector('form')
  const line = box.querySelector('[role=status]')
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    line.textContent = ''
    try {
      const began = await fetch(box.dataset.begin, { method: 'POST', body: new URLSearchParams({ _csrf: form.elements._csrf.value }), headers: { accept: 'application/json' } })
      const options = await began.json()
      if (!began.ok) throw new Error(options.message)
      form.elements.jawaban.value = answerOf(await askKey(box.dataset.passkey, options))
      form.submit()
    } catch (error) {
      line.textContent = error.name === 'InvalidStateError' ? box.dataset.known : box.dataset.failed
      delete form.dataset.sent
      const button = form.querySelector('button[data-words]')
      if (!button) return
      button.querySelector('span').textContent = button.dataset.words
      button.removeAttribute('aria-disabled')
    }
  })
}
