// The service worker: pages that were seen open without a line, for the same reader only; forms that could not be sent wait; news is shown.
const { setup, app } = self
const assetCache = 'tanggap-aset'
const shellCache = `tanggap-kulit-${setup.version}`
const readerCache = (reader) => `tanggap-pembaca-${reader}`
const patienceMs = 8000
const mostPages = 80
const mostAssets = 120

addEventListener('install', (event) => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()))
})

addEventListener('activate', (event) => {
  event.waitUntil(dropOldShells().then(() => self.clients.claim()))
})

addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (url.origin !== location.origin) return
  if (request.method === 'POST' && url.pathname === '/keluar') event.waitUntil(forgetReader())
  else if (request.method === 'POST' && request.mode === 'navigate') event.respondWith(takeForm(request, url))
  else if (request.method !== 'GET') return
  else if (url.pathname.startsWith('/aset/') || url.pathname === '/tema.css') event.respondWith(openAsset(request))
  else if (request.mode === 'navigate') event.respondWith(openPage(event, url))
})

addEventListener('message', (event) => {
  if (event.data.keepFormsOf) event.waitUntil(keepReportForms(event.data.keepFormsOf))
})

addEventListener('sync', (event) => {
  if (event.tag === 'tanggap-kirim') event.waitUntil(app.sendQueued())
})

async function keepShell() {
  const [assets, shell] = await Promise.all([caches.open(assetCache), caches.open(shellCache)])
  const missing = []
  for (const url of setup.shell) if (!(await assets.match(url))) missing.push(url)
  // The offline page is drawn for nobody: it is asked for without cookies.
  await Promise.all([assets.addAll(missing), shell.add(new Request('/luring', { credentials: 'omit', cache: 'reload' }))])
}

async function dropOldShells() {
  for (const name of await caches.keys()) if (name.startsWith('tanggap-kulit-') && name !== shellCache) await caches.delete(name)
  await trim(await caches.open(assetCache), mostAssets)
}

async function trim(cache, most) {
  const keys = await cache.keys()
  for (const key of keys.slice(0, Math.max(0, keys.length - most))) await cache.delete(key)
}

// An address in /aset/ holds the hash of its content, so a kept one is never stale.
async function openAsset(request) {
  const cache = await caches.open(assetCache)
  const kept = await cache.match(request)
  if (kept) return kept
  const answer = await fetch(request)
  if (answer.ok) await cache.put(request, answer.clone())
  return answer
}

const isKept = (path) => /^\/(lapor(\/[\w-]+)?|kotak-masuk(\/[\d-]+)?)?$/.test(path)

function pageKey(url) {
  const key = new URL(url)
  for (const name of ['selesai', 'bahasa']) key.searchParams.delete(name)
  key.hash = ''
  return key.href
}

async function openPage(event, url) {
  const fresh = fetch(event.request).then((answer) => {
    event.waitUntil(remember(answer.clone(), url))
    return answer
  })
  const late = isKept(url.pathname) ? wait(patienceMs).then(() => lastSeen(url, 'slowSince')) : undefined
  try {
    return (late && (await Promise.race([fresh, late]))) ?? (await fresh)
  } catch {
    return (isKept(url.pathname) && (await lastSeen(url, 'offlineSince'))) || (await (await caches.open(shellCache)).match('/luring'))
  }
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms))

// Keeps a page for its reader. A page of another reader than before first drops what was kept.
async function remember(answer, url) {
  const reader = answer.headers.get('tanggap-pembaca')
  if (!reader) return
  await meet(reader)
  if (!isKept(url.pathname) || !answer.ok || answer.redirected) return
  await keepPage(answer, reader, pageKey(url))
}

async function meet(reader) {
  if (reader === (await app.readNote('reader'))) return
  await forgetReader()
  await app.keepNote('reader', reader)
}

async function keepPage(answer, reader, key) {
  const headers = new Headers(answer.headers)
  headers.delete('content-encoding')
  headers.set('tanggap-dilihat', String(Date.now()))
  const cache = await caches.open(readerCache(reader))
  await cache.put(key, new Response(await answer.text(), { headers }))
  await trim(cache, mostPages)
}

async function forgetReader() {
  await app.keepNote('reader', '-')
  for (const name of await caches.keys()) if (name.startsWith(readerCache(''))) await caches.delete(name)
}

// The last seen copy, which says that it is one.
async function lastSeen(url, word) {
  const reader = await app.readNote('reader')
  const kept = reader && (await (await caches.open(readerCache(reader))).match(pageKey(url)))
  if (!kept) return undefined
  const html = await kept.text()
  const language = /<html lang="(\w+)"/.exec(html)?.[1] ?? 'id'
  const words = app.word(word, { saat: app.moment(Number(kept.headers.get('tanggap-dilihat')), language) }, language)
  const notice = `<div class="notice notice--warn" role="status"><div><p>${words}</p></div></div>`
  return new Response(html.replace('<body ', '<body data-last-seen ').replace(/<main [^>]*>/, `$&${notice}`), { headers: kept.headers })
}

// The report forms open without a line too, even if they were never opened: kept once a day.
async function keepReportForms(reader) {
  const today = `${setup.version} ${reader} ${new Date().toDateString()}`
  if ((await app.readNote('forms-kept')) === today) return
  const first = await keepReportForm('/lapor')
  const links = new Set([...(first ?? '').matchAll(/href="(\/lapor\/[\w-]+)"/g)].map((match) => match[1]))
  for (const link of links) await keepReportForm(link)
  await app.keepNote('forms-kept', today)
}

async function keepReportForm(path) {
  const answer = await fetch(path)
  const reader = answer.headers.get('tanggap-pembaca')
  const end = new URL(answer.url).pathname
  if (!answer.ok || !reader || !/^\/lapor(\/|$)/.test(end)) return undefined
  await meet(reader)
  const html = await answer.clone().text()
  for (const key of new Set([path, end])) await keepPage(answer.clone(), reader, pageKey(new URL(key, location.origin)))
  return html
}

// A form on its way. Before it leaves, its page has kept it as `sending`.
async function takeForm(request, url) {
  let answer
  try {
    answer = await fetch(request)
  } catch {
    return await queueForm(url)
  }
  // Only what was done is answered by leading elsewhere.
  if (answer.type === 'opaqueredirect') await dropSending(url)
  return [502, 503, 504].includes(answer.status) ? await queueForm(url, answer) : answer
}

async function findSending(url) {
  return (await app.forms()).findLast((form) => form.state === 'sending' && form.action === url.pathname)
}

async function dropSending(url) {
  const form = await findSending(url).catch(() => undefined)
  if (form) await app.dropForm(form.id)
}

async function queueForm(url, answer) {
  const form = await findSending(url).catch(() => undefined)
  if (!form) return answer ?? (await (await caches.open(shellCache)).match('/luring'))
  await app.keepForm({ ...form, state: 'queued' })
  await self.registration.sync?.register('tanggap-kirim').catch(() => {})
  return Response.redirect('/luring?tersimpan=1', 303)
}

addEventListener('push', (event) => {
  const { title, text, url } = event.data.json()
  const place = new URL(url, location.origin)
  const path = place.pathname + place.search
  event.waitUntil(self.registration.showNotification(title, { body: text, tag: path, renotify: true, data: { path }, icon: '/ikon/192.png', badge: '/ikon/lambang.png', lang: 'id' }))
})

addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(openPlace(event.notification.data.path))
})

async function openPlace(path) {
  const windows = await self.clients.matchAll({ type: 'window' })
  const there = windows.find((client) => new URL(client.url).pathname === new URL(path, location.origin).pathname)
  return there ? await there.focus() : await self.clients.openWindow(path)
}
