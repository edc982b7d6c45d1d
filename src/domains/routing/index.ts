export { type Classification, classifyText, type KeywordCategory, type KeywordLists, type Scored } from './classify-text.ts'
export type { Match } from './find-matches.ts'
export type { KeywordEntry } from './keyword-list.ts'
export { wordsOf } from './text-words.ts'
