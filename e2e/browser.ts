import { mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Result } from 'axe-core'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { launchChromium } from './chromium.ts'

/** A cheap Android phone held upright, and an office screen. */
const screens = {
  phone: { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
  desktop: { viewport: { width: 1280, height: 800 } },
} as const satisfies Record<string, BrowserContextOptions>

interface PageOrder {
  javaScript?: boolean
}

let running: Promise<Browser> | undefined
const troubles = new WeakMap<Page, string[]>()
const scriptless = new WeakSet<Page>()

/** Pages of the one browser that the test files of a process share; each page is a visitor of its own, gone with its test. */
export function useBrowser(): (screen: keyof typeof screens, order?: PageOrder) => Promise<Page> {
  return async (screen, order = {}) => {
    running ??= launchLasting()
    const context = await (await running).newContext({ ...screens[screen], locale: 'id-ID', javaScriptEnabled: order.javaScript ?? true })
    context.setDefaultTimeout(15_000)
    const page = await context.newPage()
    troubles.set(page, collectTroubles(page))
    if (order.javaScript === false) scriptless.add(page)
    onTestFinished(async ({ task }) => {
      if (task.result?.state === 'fail') await takePicture(page, task.name)
      await context.close()
    })
    return page
  }
}

/** A browser that failed to start, or that died, is not kept. */
async function launchLasting(): Promise<Browser> {
  const forget = () => { running = undefined }
  const browser = await launchChromium().catch((error: unknown) => { forget(); throw error })
  return browser.once('disconnected', forget)
}

/** Gathers what a person would not see but which is wrong: errors in the console (a blocked script or style is one), scripts that threw, assets that failed. */
function collectTroubles(page: Page): string[] {
  const found: string[] = []
  page.on('pageerror', (error) => found.push(`script: ${error.message}`))
  page.on('console', (message) => {
    // A page that answers 422 or 404 says so here too; failed assets are gathered below.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) found.push(`console: ${message.text()}`)
  })
  page.on('response', (response) => {
    if (response.status() >= 500 || (response.status() >= 400 && !response.request().isNavigationRequest())) found.push(`${response.status()} ${response.url()}`)
  })
  return found
}

async function takePicture(page: Page, test: string): Promise<void> {
  const file = join(mkdtempSync(join(tmpdir(), 'tanggap-e2e-failed-')), `${test.replace(/\W+/g, '-').slice(0, 60)}.png`)
  await page.screenshot({ path: file, fullPage: true }).catch(() => {})
  process.stderr.write(`${test}: ${page.url()} ${file}\n`)
}

/**
 * What holds for every page: its title and one heading, nothing wider than the screen, nothing wrong in the console, nothing serious for axe
 * (WCAG 2 A and AA). Throws with all that does not hold.
 */
export async function checkPage(page: Page): Promise<void> {
  const title = await page.title()
  const headings = await page.locator('h1').count()
  const { inside, screen } = await page.evaluate(() => ({ inside: document.documentElement.scrollWidth, screen: document.documentElement.clientWidth }))
  const faults = [
    ...(title === '' ? ['no title'] : []),
    ...(headings === 1 ? [] : [`${headings} headings of level 1`]),
    ...(inside <= screen ? [] : [`${inside} pixels wide on a screen of ${screen}`]),
    ...(await findViolations(page)),
    ...(troubles.get(page) ?? []),
  ]
  if (faults.length > 0) throw new Error(`${title} <${page.url()}>\n${faults.join('\n')}`)
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Reads axe into the page and runs it there, on colours that have arrived. Always the same text, so that the browser keeps what it has compiled. */
const lookAtPage = `${axe}
for (const one of document.getAnimations()) if (one.effect.getComputedTiming().endTime < Infinity) one.finish()
axe.run(document, { runOnly: ['wcag2a', 'wcag2aa'], resultTypes: ['violations'] }).then(({ violations }) => violations)`

async function findViolations(page: Page): Promise<string[]> {
  if (page.frames().length > 1) throw new Error(`${page.url()} holds frames; expected: none, axe would not look into them`)
  const twin = scriptless.has(page) ? await openTwin(page) : undefined
  const violations = await (twin ?? page).evaluate<Result[]>(lookAtPage)
  await twin?.context().close()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
}

/** Axe itself is a script. So a page without scripts is drawn once more, from its own HTML at its own address, where they may run. */
async function openTwin(page: Page): Promise<Page> {
  const context = await page.context().browser()!.newContext(screens.phone)
  const twin = await context.newPage()
  const body = await page.content()
  await twin.route(page.url(), (route) => route.fulfill({ contentType: 'text/html; charset=utf-8', body }))
  await twin.goto(page.url())
  return twin
}
