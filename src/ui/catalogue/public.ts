/** English of the citizen's pages. */
export const publicTexts: Record<string, string> = {}
