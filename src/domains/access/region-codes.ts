import { getDistricts, getProvinces, getRegencies } from 'idn-area-data'

/** Where a NIK was issued, by Kemendagri codes. Names are missing where the code is an old one that is no longer in use. */
export interface NikRegion {
  /** `14.03.01` */
  code: string
  province: string
  regency?: string
  district?: string
}

const provinces = new Map((await getProvinces()).map((row) => [row.code, row.name]))
const regencies = new Map((await getRegencies()).map((row) => [row.code, row.name]))
const districts = new Map((await getDistricts()).map((row) => [row.code, row.name]))

// Numbers that regencies had before their province was divided. A NIK keeps the number of the day it was issued.
const formerRegencies = new Set([
  ...former('64', [4, 5, 6, 10, 73]), // to Kalimantan Utara (UU 20/2012)
  ...former('73', [19, 20, 21, 23, 25]), // to Sulawesi Barat (UU 26/2004)
  ...former('91', [1, 2, 4, 7, 8, 9, 12, 13, 14, 16, 17, 18, 21, 22, 23, 24, 25, 26, 27, 28]), // to three new Papuan provinces (UU 14, 15, 16/2022)
  ...former('92', [1, 4, 5, 9, 10, 71]), // to Papua Barat Daya (UU 29/2022)
])

function former(province: string, numbers: number[]): string[] {
  return numbers.map((number) => `${province}.${String(number).padStart(2, '0')}`)
}

/**
 * The region of a NIK's first six digits; undefined where the province or regency never was. District numbers change often, so any but 00 will do.
 */
export function findNikRegion(sixDigits: string): NikRegion | undefined {
  const [province, regency, district] = [sixDigits.slice(0, 2), sixDigits.slice(2, 4), sixDigits.slice(4, 6)]
  const regencyCode = `${province}.${regency}`
  const provinceName = provinces.get(province)
  const regencyName = regencies.get(regencyCode)
  if (!provinceName || district === '00') return undefined
  if (!regencyName && !formerRegencies.has(regencyCode)) return undefined
  const code = `${regencyCode}.${district}`
  const districtName = districts.get(code)
  return { code, province: provinceName, ...(regencyName && { regency: regencyName }), ...(districtName && { district: districtName }) }
}
