/** English of the officer's pages. */
export const officerTexts: Record<string, string> = {}
