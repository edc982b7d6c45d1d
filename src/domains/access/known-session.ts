import type { BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { setSessionCookie } from 'better-auth/cookies'
import { z } from 'zod'

/** Lets the server open a session for somebody whom it knows by other means than a password. Like all endpoints here it is called by our code only: no route leads to it. */
export const knownSession = {
  id: 'known-session',
  endpoints: {
    openKnownSession: createAuthEndpoint('/known-session/open', { method: 'POST', body: z.object({ userId: z.string() }) }, async (context) => {
      const user = await context.context.internalAdapter.findUserById(context.body.userId)
      const session = user && (await context.context.internalAdapter.createSession(user.id, true))
      if (!user || !session) throw new Error('a session was to be opened for an account that is not there')
      await setSessionCookie(context, { session, user }, true)
      return context.json({ token: session.token })
    }),
  },
} satisfies BetterAuthPlugin
