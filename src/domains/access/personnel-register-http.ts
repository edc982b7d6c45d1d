import type { PersonnelRegister } from './personnel-register.ts'
import { askOverHttp, type HttpRegisterOptions } from './register-over-http.ts'

/** The register of civil servants behind a web service: asked `{nip, nama, tanggal_lahir?}`; for the rest see `askOverHttp`. */
export function httpPersonnel(options: HttpRegisterOptions): PersonnelRegister {
  const ask = askOverHttp(options)
  return {
    source: 'layanan register kepegawaian',
    lookUp: ({ nip, name, birthDate }) => ask({ nip, nama: name, ...(birthDate && { tanggal_lahir: birthDate }) }),
  }
}
