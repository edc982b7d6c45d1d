import type { PopulationRegister } from '../domains/access/index.ts'

/** Gives a tenant's line to the population register; undefined where it has none. Absent in a server: the tenant's own CSV register, if it was loaded. */
export type Registers = (tenant: string) => PopulationRegister | undefined
