import { type Channel, type ComponentKey, componentKeys, type Contact, type ServiceStandard, type StandardItem } from './standard.ts'
import { writeLaw } from './write-law.ts'

/** A component as the official table shows it. */
export interface ComponentRow {
  /** 1 to 14. */
  number: number
  key: ComponentKey
  name: string
  /** One part; several with headings where there are several procedures, or contacts on-line and off-line. */
  parts: { heading?: string; items: StandardItem[] }[]
  note?: string
}

const names: Record<ComponentKey, string> = {
  'dasar-hukum': 'Dasar Hukum', persyaratan: 'Persyaratan Pelayanan', prosedur: 'Mekanisme dan Prosedur', waktu: 'Jangka Waktu Penyelesaian', biaya: 'Biaya',
  produk: 'Produk Pelayanan', sarana: 'Sarana dan Prasarana', kompetensi: 'Kompetensi Pelaksana', pengawasan: 'Pengawasan Internal',
  pengaduan: 'Penanganan Pengaduan, Saran dan Masukan', 'jumlah-pelaksana': 'Jumlah Pelaksana', 'jaminan-pelayanan': 'Jaminan Pelayanan',
  'jaminan-keamanan': 'Jaminan Keamanan dan Keselamatan Pelayanan', evaluasi: 'Evaluasi Kinerja Pelaksana',
}

/** The 14 components of a standard in their order, under the names of Permen PANRB 15/2014. */
export function componentRows(standard: ServiceStandard): ComponentRow[] {
  return componentKeys.map((key, at) => {
    const note = standard.notes[key]
    return { number: at + 1, key, name: names[key], parts: partsOf(standard, key), ...(note && { note }) }
  })
}

function partsOf(standard: ServiceStandard, key: ComponentKey): ComponentRow['parts'] {
  const { contacts, time } = standard
  switch (key) {
    case 'dasar-hukum':
      return [{ items: standard.laws.map((law) => line(writeLaw(law))) }]
    case 'prosedur':
      return standard.procedures.map(({ name, steps }) => ({ ...(name && { heading: name }), items: steps.map(line) }))
    case 'waktu':
      return [{ items: time.details.length > 0 ? time.details : [line(time.short)] }]
    case 'pengaduan':
      return contactParts(contacts)
    default:
      return [{ items: standard[plain[key]] }]
  }
}

const plain = {
  persyaratan: 'requirements', biaya: 'cost', produk: 'product', sarana: 'facilities', kompetensi: 'skills', pengawasan: 'supervision',
  'jumlah-pelaksana': 'staff', 'jaminan-pelayanan': 'guarantee', 'jaminan-keamanan': 'safety', evaluasi: 'evaluation',
} as const

function contactParts({ online, offline }: ServiceStandard['contacts']): ComponentRow['parts'] {
  const both = online.length > 0 && offline.length > 0
  const part = (heading: string, list: Contact[]) => ({ ...(both && { heading }), items: list.map((one) => line(writeContact(one))) })
  return [part('Media daring', online), part('Media luring', offline)].filter(({ items }) => items.length > 0)
}

/** What a channel is called. */
export const channelNames: Record<Channel, string> = {
  surel: 'Surel', laman: 'Laman', sms: 'SMS', telepon: 'Telepon', 'media-sosial': 'Media sosial', aplikasi: 'Aplikasi', surat: 'Surat tertulis', 'tatap-muka': 'Tatap muka',
}

function writeContact({ channel, name, address, hours }: Contact): string {
  return `${name ?? channelNames[channel]}: ${address}${hours ? ` (${hours})` : ''}`
}

function line(text: string): StandardItem {
  return { text, details: [] }
}
