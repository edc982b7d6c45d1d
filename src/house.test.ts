import { describe, expect, test } from 'vitest'
import { isInventedNik } from '../demo/people.ts'
import { isForTests, type ProjectFile, readProject } from './house-testing.ts'

const code = readProject(['src', 'demo', 'e2e', 'bench', 'tenants'], /\.(tsx?|js|css)$/)
const texts = readProject(['.ci', 'bin', 'calendars', 'db', 'demo', 'docs', 'src', 'tenants', 'README.md', 'CONTRIBUTING.md'], /\.(ya?ml|md|sql|json|txt)$|\/(tanggap|run)$/)
// This file holds what it looks for.
const everything = [...code, ...texts].filter((file) => file.path !== 'src/house.test.ts')

const mostLines = 250

function linesOf({ text }: ProjectFile): number {
  return text.replace(/\n$/, '').split('\n').length
}

function isVague(path: string): boolean {
  return /(^|[/-])(utils?|helpers?|types|services?|misc|common)\.(tsx?|js)$/.test(path)
}

/** A place on somebody's machine. Places of the system (`/var/lib`, `/etc`) are the same everywhere. */
function machinePathsOf(text: string): string[] {
  return [...text.matchAll(/(?<![\w.:/}*-])(?:\/(?:home|Users|work|root)\/|[A-Z]:\\\\?Users\\)[\w.-]+/g)].map((match) => match[0])
}

/** Numbers that could be a civil servant's NIP: birth date, month of appointment, sex, serial. */
function nipsOf(text: string): string[] {
  return [...text.matchAll(/(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]) ?(?:19|20)\d\d(?:0[1-9]|1[0-2]) ?[12] ?\d{3}(?!\d)/g)].map((match) => match[0])
}

/** Numbers that could be a living person's NIK: region, a day that exists (women + 40), a serial that a register gives. */
function niksOf(text: string): string[] {
  return [...text.matchAll(/(?<![\dA-Za-z])[1-9]\d{5}(?:[04][1-9]|[1256]\d|[37][01])(?:0[1-9]|1[0-2])\d\d(?!0000)\d{4}(?![\dA-Za-z])/g)].map((match) => match[0]).filter((nik) => !isInventedNik(nik))
}

function each(files: ProjectFile[], find: (text: string) => string[]): string[] {
  return files.flatMap((file) => find(file.text).map((found) => `${file.path}: ${found}`))
}

describe('the house', () => {
  test(`no file of the product is longer than ${mostLines} lines`, () => {
    const long = code.filter((file) => !isForTests(file.path) && linesOf(file) > mostLines)
    expect(long.map((file) => `${file.path}: ${linesOf(file)} lines`)).toEqual([])
  })

  test('every file is named after what is in it', () => {
    expect(code.filter((file) => isVague(file.path)).map((file) => file.path)).toEqual([])
  })

  test('no path of somebody’s machine', () => {
    expect(each(everything, machinePathsOf)).toEqual([])
  })

  test('no number that could be a real person’s', () => {
    expect(each(everything, nipsOf)).toEqual([])
    expect(each(everything, niksOf)).toEqual([])
  })

  test('nothing left half-way', () => {
    expect(each(everything, (text) => text.match(/\b(?:TODO|FIXME)\b/g) ?? [])).toEqual([])
  })
})

describe('these rules', () => {
  test('count lines as an editor does', () => {
    expect(linesOf({ path: 'x', text: 'a\nb\n' })).toBe(2)
  })

  test('know a vague name', () => {
    expect(['src/utils.ts', 'src/web/date-helpers.ts', 'src/types.ts', 'e2e/service.ts'].filter((path) => !isVague(path))).toEqual([])
    expect(['src/domains/sop/sop.ts', 'src/ui/table.tsx', 'src/domains/sop/check-lanes.ts'].filter(isVague)).toEqual([])
  })

  test('know a path of a machine from an address of the site', () => {
    expect(machinePathsOf("open('/home/budi/tanggap') or C:\\Users\\budi")).toEqual(['/home/budi', 'C:\\Users\\budi'])
    expect(machinePathsOf('href="/laporan/1" under /var/lib/tanggap, https://example.go.id/home/x')).toEqual([])
  })

  test('know a NIP, with and without spaces, from an id', () => {
    const parts = ['19800101', '200501', '1', '001']
    expect(nipsOf(`NIP ${parts.join(' ')} dan ${parts.join('')}.`)).toEqual([parts.join(' '), parts.join('')])
    expect(nipsOf('019a0000-0000-7000-8000-000000000001 20260101 0800')).toEqual([])
  })

  test('know a NIK that could be real from an invented one and from a number that is none', () => {
    // No region has a code that begins with 99.
    expect(niksOf("'9908105712850002' '9908101712850001'")).toEqual(['9908105712850002', '9908101712850001'])
    expect(niksOf("'9908101712859001' '9908103212850001' '9908101712850000' a9908101712850001")).toEqual([])
  })
})
