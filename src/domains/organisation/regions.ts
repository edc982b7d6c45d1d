import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/** A desa or kelurahan with its Kemendagri code, `14.03.01.2001`. */
export interface Village {
  code: string
  name: string
}

/** A kecamatan with its villages, both in the order of their names. */
export interface District extends Village {
  villages: Village[]
}

const resolve = createRequire(import.meta.url).resolve
const districtsByRegion = new Map<string, District[]>()
const namesByRegion = new Map<string, Map<string, string>>()
let regencies: Map<string, string> | undefined

/** The name of a regency or city by its Kemendagri code (`14.03` gives `Kabupaten Bengkalis`); undefined for a code that does not exist. */
export function findRegency(regionCode: string): string | undefined {
  regencies ??= new Map(readRows('regencies', '').map((row) => [row.code, row.name]))
  return regencies.get(regionCode)
}

/** The villages of a regency by district; empty for a code that does not exist. Data: idn-area-data (ODbL). Read once, then remembered. */
export function villagesOf(regionCode: string): District[] {
  let found = districtsByRegion.get(regionCode)
  if (!found) {
    found = findRegency(regionCode) === undefined ? [] : readDistricts(regionCode)
    if (found.length > 0) districtsByRegion.set(regionCode, found)
  }
  return found
}

/** The name of a village with its district, `Kelapapati, Kecamatan Bengkalis`; undefined for a code that does not exist. */
export function villageName(code: string): string | undefined {
  const region = code.slice(0, 5)
  let names = namesByRegion.get(region)
  if (!names) {
    names = new Map(villagesOf(region).flatMap((district) => district.villages.map((one) => [one.code, `${one.name}, Kecamatan ${district.name}`])))
    if (names.size > 0) namesByRegion.set(region, names)
  }
  return names.get(code)
}

function readDistricts(regionCode: string): District[] {
  const villages = Map.groupBy(readRows('villages', `${regionCode}.`), (village) => village.code.slice(0, 8))
  return readRows('districts', `${regionCode}.`)
    .map((district) => ({ ...district, villages: (villages.get(district.code) ?? []).sort(byName) }))
    .sort(byName)
}

// The package reads all 83,762 villages into objects; a regency has some hundred, so we pick its lines out of the file ourselves.
function readRows(area: 'regencies' | 'districts' | 'villages', beginning: string): Village[] {
  const lines = readFileSync(resolve(`idn-area-data/data/${area}.csv`), 'utf8')
    .split(/\r?\n/)
    .slice(1)
  return lines.filter((line) => line !== '' && line.startsWith(beginning)).map(readRow)
}

// code,code of the area around it,name; a name with a comma or a quotation mark stands in quotation marks.
function readRow(line: string): Village {
  const [code = '', , ...rest] = line.split(',')
  const name = rest.join(',')
  return { code, name: name.startsWith('"') ? name.slice(1, -1).replaceAll('""', '"') : name }
}

function byName(one: Village, other: Village): number {
  return one.name.localeCompare(other.name, 'id')
}
