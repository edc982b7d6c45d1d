import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { posix } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** One file of the project: its path from the project's folder (`src/main.ts`) and its text. */
export interface ProjectFile {
  path: string
  text: string
}

/** Reads some files, and those below some folders, whose paths fit `like`, in order of their paths. A place that is not there holds nothing. */
export function readProject(places: string[], like: RegExp): ProjectFile[] {
  const below = (folder: string) => readdirSync(`${root}${folder}`, { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
  return places
    .filter((place) => existsSync(`${root}${place}`))
    .flatMap((place) => (statSync(`${root}${place}`).isDirectory() ? below(place) : place))
    .filter((path) => like.test(path))
    .sort()
    .map((path) => ({ path, text: readFileSync(`${root}${path}`, 'utf8') }))
}

/** Whether a file exists for tests only: a test, or what tests share (`…-testing.ts`, `example-…`, `fixture-…`). */
export function isForTests(path: string): boolean {
  return /\.test\.tsx?$|(^|[/-])(testing|test-cluster|draw-for-test)\.tsx?$|\/(example|fixture)-[^/]+$/.test(path)
}

/** The code without its comments. Texts in quotes stay, so that an address (`https://…`) is not cut. */
export function withoutComments(code: string): string {
  return code.replace(/('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$/gm, (_whole, quoted?: string) => quoted ?? '')
}

/** The project's own files that a file imports, as paths from the project's folder; packages are left out. */
export function importsOf({ path, text }: ProjectFile): string[] {
  const found = withoutComments(text).matchAll(/(?:^|\n)\s*(?:import|export)\s(?:[^'"`;]*?\sfrom\s+)?'(\.[^']+)'|\bimport\(\s*'(\.[^']+)'/g)
  return [...found].map((match) => posix.join(posix.dirname(path), match[1] ?? match[2]!))
}
