import { expect, test } from 'vitest'
import { checkPage, useBrowser } from './browser.ts'

const newPage = useBrowser()

const faulty: [string, string, RegExp][] = [
  ['a picture without words', '<h1>Satu</h1><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">', /image-alt/],
  ['pale letters', '<h1>Satu</h1><p style="color:#ccc;background:#fff">Pucat</p>', /color-contrast/],
  ['something wider than the screen', '<h1>Satu</h1><pre style="width:900px">lebar</pre>', /pixels wide/],
  ['two headings', '<h1>Satu</h1><h1>Dua</h1>', /2 headings of level 1/],
  ['a script that throws', '<h1>Satu</h1><script>throw new Error("rusak")</script>', /script: rusak/],
  ['an asset that is not there', '<h1>Satu</h1><img alt="" src="/tidak-ada.png">', /404 http/],
]

test('what holds for every page is really looked at', async () => {
  for (const javaScript of [true, false]) {
    for (const [what, body, finding] of javaScript ? faulty : faulty.slice(0, 3)) {
      const page = await newPage('phone', { javaScript })
      await page.route('**/*', (route) => (route.request().url().endsWith('.png')
        ? route.fulfill({ status: 404 }) : route.fulfill({ contentType: 'text/html', body: `<!doctype html><html lang="id"><meta name="viewport" content="width=device-width"><title>Uji</title><main>${body}</main>` })))
      await page.goto('http://uji.localhost/')
      await expect(checkPage(page), what).rejects.toThrow(finding)
    }
  }
})

test('a script that the content security policy blocks is seen', async () => {
  const page = await newPage('desktop')
  await page.route('**/*', (route) => route.fulfill({
    contentType: 'text/html', headers: { 'content-security-policy': "script-src 'self'" }, body: '<!doctype html><html lang="id"><title>Uji</title><main><h1>Satu</h1></main><script>1</script>',
  }))
  await page.goto('http://uji.localhost/')
  await expect(checkPage(page)).rejects.toThrow(/console: .*Content Security Policy/)
})
