// The card of an officer's inbox and of a citizen's reports: install the app, be told on this device.
const { app } = self
const card = document.querySelector('[data-app-card]')
const reader = document.querySelector('meta[name="pembaca"]').content
const part = (name) => card.querySelector(`[data-app="${name}"]`)

function offer(name, isOffered) {
  part(name).hidden = !isOffered
  card.hidden = ![...card.querySelectorAll('[data-app]:not([data-app="told"])')].some((one) => !one.hidden) && part('told').textContent === ''
}

const say = (word) => {
  part('told').textContent = app.word(word)
}

addEventListener('beforeinstallprompt', (event) => {
  event.preventDefault()
  offer('install', true)
  part('install').onclick = async () => {
    offer('install', false)
    await event.prompt()
  }
})

// Waits for the service worker, which a first visit is still installing.
async function subscription() {
  const worker = await navigator.serviceWorker.ready
  return await worker.pushManager.getSubscription()
}

async function startTelling() {
  const worker = await navigator.serviceWorker.ready
  const key = card.dataset.pushKey
  // A subscription to an older key, or of somebody else before, is of no use.
  await (await subscription())?.unsubscribe()
  const made = await worker.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = made.toJSON()
  if (!(await app.postDevice('/perangkat/daftar', { langganan: JSON.stringify({ endpoint, keys }) }))) {
    await made.unsubscribe()
    throw new Error('not taken')
  }
  await app.keepNote('told', reader)
}

async function offerTelling() {
  if (!card.dataset.pushKey || !self.PushManager || Notification.permission === 'denied') return
  const isTold = (await app.readNote('told')) === reader && (await subscription()) !== null
  offer('push', !isTold)
  offer('quiet', isTold)
}

function onPress(name, task, words) {
  part(name).addEventListener('click', async () => {
    try {
      await task()
      say(words)
    } catch {
      say('cannotTell')
    }
    await offerTelling()
  })
}

if (card && isSecureContext && navigator.serviceWorker) {
  onPress('push', startTelling, 'told')
  onPress('quiet', () => app.stopTelling(), 'notTold')
  offer('ios', navigator.standalone === false)
  offerTelling()
}
