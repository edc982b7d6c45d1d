import { changeOfficer, findOfficer } from '../src/domains/organisation/index.ts'
import { findCertificate, keepCertificate, makeKeyMaterial } from '../src/domains/signing/index.ts'
import { theSystem } from '../src/kernel/actor.ts'
import { inWork, type Resources } from '../src/kernel/work.ts'
import type { DemoTenant } from './complaints.ts'
import type { DemoOfficer } from './staff.ts'

/** Every demonstration officer who signs has a certificate with this passphrase. */
export const demoPassphrase = 'Frasa-Peraga-2026'

/** Who signs letters in the demonstration. */
export const demoSigners: { tenant: DemoTenant; username: string; email: string }[] = [
  { tenant: 'bengkalis', username: 'kepala.diskominfotik', email: 'kepala.peraga@bengkaliskab.go.id' },
  { tenant: 'bengkalis', username: 'atasan-ppid.setda', email: 'atasan-ppid.peraga@bengkaliskab.go.id' },
]

const days = 86_400_000

/** Gives those who sign an official address and a certificate, valid since before the oldest demonstration ticket. Half a second each, once; one that exists is left. */
export async function giveDemoCertificates(resources: Resources, order: { tenant: DemoTenant; officers: DemoOfficer[]; now: Date }): Promise<void> {
  const { tenant, officers, now } = order
  const where = { tenant, actor: theSystem, now }
  for (const signer of demoSigners.filter((one) => one.tenant === tenant)) {
    const seat = officers.find((one) => one.username === signer.username)
    if (!seat || (await inWork(resources, where, (work) => findCertificate(work, { email: signer.email })))) continue
    const name = await inWork(resources, where, async (work) => {
      const officer = (await findOfficer(work, seat.id))!
      await changeOfficer(work, { id: officer.id, name: officer.name, phone: officer.phone ?? '', email: signer.email })
      return officer.name
    })
    const material = await makeKeyMaterial(resources.secrets, {
      email: signer.email, commonName: name, organisation: 'Pemerintah Kabupaten Bengkalis (peraga)', passphrase: demoPassphrase,
      at: new Date(now.getTime() - 150 * days), validUntil: new Date(now.getTime() + 580 * days),
    })
    await inWork(resources, where, (work) => keepCertificate(work, { material, officerId: seat.id }))
  }
}
