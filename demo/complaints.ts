import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'

/** The regencies of the demonstration, by their tenant id. */
export const demoTenants = ['bengkalis', 'lumajang', 'rembang', 'cirebon'] as const
export type DemoTenant = (typeof demoTenants)[number]

const demoComplaint = z.strictObject({
  tenant: z.enum(demoTenants),
  id: z.string().regex(/^[a-z]+-\d\d$/),
  /** *Judul*, as the sender wrote it. */
  title: z.string().min(5).max(120),
  /** *Uraian*, as the sender wrote it; paragraphs are parted by a newline. */
  text: z.string().min(10).max(8000),
  /** *Tempat kejadian*, in words. */
  place: z.string().min(3).max(200),
  /** Kemendagri code of the village, `14.03.02.2005`. */
  village: z.string().regex(/^\d\d\.\d\d\.\d\d\.\d{4}$/),
  /** Code of a category in the tenant's `tenant.yaml`. */
  category: z.string(),
  /** Code of the unit that rightly answers it; one of the category's group. */
  unit: z.string(),
  kind: z.enum(['keluhan', 'pertanyaan', 'informasi', 'saran-usul']),
  class: z.enum(['permintaan-informasi', 'tidak-berkadar-pengawasan', 'berkadar-pengawasan']),
  /** What the unit answers, two to six sentences. */
  answer: z.string().min(80).max(1500),
  photo: z.enum(['none', 'jalan', 'lampu', 'sampah', 'air']),
})

/** An invented complaint with its right category, unit, kind and class, and an invented answer. */
export type DemoComplaint = z.infer<typeof demoComplaint>

/** All complaints of `complaints.yaml`, in its order. Throws with the place of each fault where the file breaks its own rules. */
export function readDemoComplaints(): DemoComplaint[] {
  const text = readFileSync(new URL('complaints.yaml', import.meta.url), 'utf8')
  const checked = z.array(demoComplaint).safeParse(parse(text))
  if (!checked.success) throw new Error(`demo/complaints.yaml:\n${z.prettifyError(checked.error)}`)
  return checked.data
}
