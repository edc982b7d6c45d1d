/** The language of a written answer: Indonesian (the default everywhere) or English. */
export type Language = 'id' | 'en'
