/** A post that an officer holds now: the kind of post, and the unit where it is held. */
export interface HeldPost {
  post: string
  unit: string
  /** Held for a while for somebody else: acting while it is vacant (Plt.), or from day to day while its holder is away (Plh.). */
  acting?: 'Plt.' | 'Plh.'
}

/** Who acts. A guest has shown a ticket's number and secret code, or nothing. */
export type Actor =
  | { kind: 'guest' }
  | { kind: 'citizen'; id: string }
  | { kind: 'officer'; id: string; posts: HeldPost[]; admin: boolean }
  | { kind: 'system' }

export const theSystem: Actor = { kind: 'system' }
