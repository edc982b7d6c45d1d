import { describe, expect, test } from 'vitest'
import { importsOf, isForTests, type ProjectFile, readProject, withoutComments } from './house-testing.ts'

/** Who may import whom: only what stands on an earlier line. Those on one line do not import each other. */
const order = [
  ['kernel'],
  ['ui', 'calendar'],
  ['audit'],
  ['organisation', 'files'],
  ['access'],
  ['messages', 'deadlines', 'sop'],
  ['products', 'signing', 'standards'],
  ['naskah'],
  ['routing'],
  ['tickets'],
  ['intake', 'reports', 'survey'],
  ['web', 'worker'],
  ['demo'],
  ['cli'],
  ['main.ts'],
]

/** Where a clock may be read, and the environment. Everywhere else they come as arguments (`work.now`, `web.now()`, `config`). */
const lawful = [
  { name: 'process.env', call: /\bprocess\.env\b/, places: ['src/main.ts'] },
  // `inWork` gives each unit of work its now; commands are the machine's own acts.
  { name: 'the time of day', call: /\bDate\.now\b|\bnew Date\(\s*\)/, places: ['src/kernel/work.ts', 'src/cli/'] },
  // Measuring how long something took tells no time of day.
  { name: 'the stopwatch', call: /\bperformance\.now\b/, places: ['src/kernel/work.ts', 'src/web/', 'src/worker/', 'src/cli/'] },
]

function areaOf(path: string): string {
  const [top, area, domain] = path.split('/')
  if (top === 'demo') return 'demo'
  return area === 'domains' ? (domain ?? '') : (area ?? '')
}

function placeOf(area: string): number {
  return order.findIndex((line) => line.includes(area))
}

/** What is wrong with one import, in words; nothing where it is lawful. */
function faultOf(from: string, to: string): string | undefined {
  const [here, there] = [areaOf(from), areaOf(to)]
  if (placeOf(there) < 0) return `${from}: “${there}” has no place in the order`
  if (isForTests(to)) return `${from}: imports ${to}, which is for tests`
  if (here === there) return undefined
  if (placeOf(there) >= placeOf(here)) return `${from}: ${here} may not import ${there} (${to})`
  const hasDoor = there === 'ui' || to.startsWith('src/domains/')
  return hasDoor && !to.endsWith('/index.ts') ? `${from}: imports ${to}, not through ${there}'s index.ts` : undefined
}

function clockFaultsOf({ path, text }: ProjectFile): string[] {
  const code = withoutComments(text)
  return lawful.filter(({ call, places }) => call.test(code) && !places.some((place) => path.startsWith(place))).map(({ name }) => `${path}: reads ${name}`)
}

/** Each ring of files that import each other, as the path around it. */
function findRings(files: ProjectFile[]): string[] {
  const imports = new Map(files.map((file) => [file.path, importsOf(file)]))
  const done = new Set<string>()
  const rings: string[] = []
  const walk = (path: string, way: string[]) => {
    const seen = way.indexOf(path)
    if (seen >= 0) rings.push([...way.slice(seen), path].join(' → '))
    if (seen >= 0 || done.has(path)) return
    for (const next of imports.get(path) ?? []) walk(next, [...way, path])
    done.add(path)
  }
  for (const path of imports.keys()) walk(path, [])
  return rings
}

const product = readProject(['src', 'demo'], /\.tsx?$/).filter((file) => !isForTests(file.path))

describe('the product', () => {
  test('every folder has its place in the order, and imports downwards through the door', () => {
    expect(product.filter((file) => placeOf(areaOf(file.path)) < 0).map((file) => file.path)).toEqual([])
    expect(product.flatMap((file) => importsOf(file).flatMap((to) => faultOf(file.path, to) ?? []))).toEqual([])
  })

  test('no files import each other in a ring', () => {
    expect(findRings(product)).toEqual([])
  })

  test('time and settings come as arguments', () => {
    expect(product.flatMap(clockFaultsOf)).toEqual([])
  })
})

describe('these rules', () => {
  test('read imports of every form, and no comments', () => {
    const text = `import a from './a.ts'\nimport {\n  b,\n} from '../b.ts'\nimport type { C } from '../../kernel/c.ts'\nexport * from './d.ts'\nimport './e.ts'
// import f from './f.ts'\nconst g = await import('./g.ts')\nimport h from 'node:fs'\nexport const text = 'import i from nowhere'\n`
    const expected = ['src/domains/x/a.ts', 'src/domains/b.ts', 'src/kernel/c.ts', 'src/domains/x/d.ts', 'src/domains/x/e.ts', 'src/domains/x/g.ts']
    expect(importsOf({ path: 'src/domains/x/x.ts', text })).toEqual(expected)
  })

  test('refuse what stands later, a neighbour, a back door and what is for tests', () => {
    expect(faultOf('src/domains/sop/sop.ts', 'src/domains/tickets/index.ts')).toBe('src/domains/sop/sop.ts: sop may not import tickets (src/domains/tickets/index.ts)')
    expect(faultOf('src/domains/sop/sop.ts', 'src/domains/messages/index.ts')).toContain('sop may not import messages')
    expect(faultOf('src/domains/tickets/ticket.ts', 'src/domains/sop/sop.ts')).toContain("not through sop's index.ts")
    expect(faultOf('src/web/server.ts', 'src/ui/icon.tsx')).toContain("not through ui's index.ts")
    expect(faultOf('src/web/server.ts', 'demo/people.ts')).toContain('web may not import demo')
    expect(faultOf('src/cli/serve.ts', 'src/kernel/testing.ts')).toContain('which is for tests')
    expect(faultOf('src/domains/tickets/ticket.ts', 'src/domains/sop/index.ts')).toBeUndefined()
    expect(faultOf('src/domains/tickets/ticket.ts', 'src/kernel/ids.ts')).toBeUndefined()
  })

  test('find a ring', () => {
    const files = [{ path: 'src/a.ts', text: "import './b.ts'" }, { path: 'src/b.ts', text: "import './c.ts'" }, { path: 'src/c.ts', text: "import './b.ts'" }]
    expect(findRings(files)).toEqual(['src/b.ts → src/c.ts → src/b.ts'])
  })

  test('find a clock that is read below the shells, and none in a comment or in a date with an argument', () => {
    expect(clockFaultsOf({ path: 'src/domains/x/x.ts', text: 'const now = new Date()' })).toEqual(['src/domains/x/x.ts: reads the time of day'])
    expect(clockFaultsOf({ path: 'src/domains/x/x.ts', text: '// new Date()\nconst then = new Date(0)' })).toEqual([])
    expect(clockFaultsOf({ path: 'src/cli/serve.ts', text: 'const port = process.env.PORT' })).toEqual(['src/cli/serve.ts: reads process.env'])
  })
})
