import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const pack = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..')

/** Starts the Chromium that npm brought; where the machine lacks its libraries (NSS and the like), with those that came along. */
export async function launchChromium(): Promise<Browser> {
  const folder = await unpackChromium()
  const launch = async (env: Record<string, string>) =>
    await chromium.launch({
      executablePath: join(folder, 'chromium'), args: ['--no-sandbox', '--disable-gpu', '--font-render-hinting=none'],
      env: { ...process.env, FONTCONFIG_PATH: join(folder, 'fonts'), ...env },
    })
  try {
    return await launch({})
  } catch (error) {
    if (!/shared librar/.test(String(error))) throw error
    return await launch({ LD_LIBRARY_PATH: join(folder, 'al2023/lib') })
  }
}

/** Unpacks it beside, then renames: two test files that start together never run a half-written one. */
async function unpackChromium(): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(pack, 'package.json'), 'utf8')) as { version: string }
  const folder = join(tmpdir(), `tanggap-chromium-${version}-${userInfo().uid}`)
  if (existsSync(folder)) return folder
  const own = mkdtempSync(join(tmpdir(), 'tanggap-chromium-'))
  const before = process.env.TMPDIR
  process.env.TMPDIR = own
  try {
    for (const name of ['chromium.br', 'fonts.tar.br', 'al2023.tar.br']) await inflate(join(pack, 'bin', name))
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
  try {
    renameSync(own, folder)
  } catch {
    rmSync(own, { recursive: true, force: true })
  }
  return folder
}
