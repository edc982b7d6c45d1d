/** What an SOP may refer to in its tenant: the words that its names are checked against. */
export interface TenantFacts {
  units: { code: string; kind: 'opd' | 'vertical' }[]
  /** Kinds of post, with the units where each one exists. */
  posts: { code: string; units: string[] }[]
  /** Codes of all SOPs of the tenant. */
  sops: string[]
  /** Classes that `klasifikasikan` may find. */
  classes: string[]
  categories: string[]
  /** Codes of the product registers. */
  registers: string[]
  /** Codes of the templates of official letters. */
  templates: string[]
}
