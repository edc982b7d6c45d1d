export { tellMorningDigest } from './morning-digest.ts'
