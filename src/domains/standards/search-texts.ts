import type { Sop } from '../sop/index.ts'
import type { ApplicantKind, ServiceStandard, StandardItem } from './standard.ts'

/** What one service is found by: its names, which weigh more, and the rest. */
export interface SearchTexts {
  heading: string
  body: string
}

const applicants: Record<ApplicantKind, string> = {
  'perangkat-daerah': 'perangkat daerah dinas badan kecamatan OPD', asn: 'aparatur sipil negara ASN pegawai PNS', 'non-asn': 'pegawai non-ASN honorer',
  'perusahaan-media': 'perusahaan media pers wartawan', perorangan: 'perorangan warga masyarakat', 'badan-hukum': 'badan hukum yayasan perusahaan perkumpulan',
}

/** The words of a standard: name; summary, applicants, requirements, product, and the names of its procedures. */
export function searchTextsOf(standard: ServiceStandard): SearchTexts {
  const linesOf = (items: StandardItem[]) => items.flatMap((item) => [item.text, ...item.details])
  const procedures = [...standard.procedures.map((one) => one.name ?? ''), ...standard.sops.map((one) => one.label)]
  const body = [standard.summary, ...linesOf(standard.product), ...procedures, ...standard.applicants.map((kind) => applicants[kind]), ...linesOf(standard.requirements)]
  return { heading: `${standard.shortName}. ${standard.name}`, body: body.filter(Boolean).join('. ') }
}

/** The words of a procedure without a standard. */
export function searchTextsOfSop(sop: Sop): SearchTexts {
  return { heading: `${sop.shortTitle}. ${sop.title}`, body: sop.summary }
}
