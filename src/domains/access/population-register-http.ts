import type { PopulationRegister } from './population-register.ts'
import { askOverHttp, type HttpRegisterOptions } from './register-over-http.ts'

/** The population register behind a web service: asked `{nik, nama, tanggal_lahir}`; for the rest see `askOverHttp`. */
export function httpRegister(options: HttpRegisterOptions): PopulationRegister {
  const ask = askOverHttp(options)
  return {
    source: 'layanan register kependudukan',
    lookUp: ({ nik, name, birthDate }) => ask({ nik, nama: name, tanggal_lahir: birthDate }),
  }
}
