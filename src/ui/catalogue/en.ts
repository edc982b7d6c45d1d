import { deskTexts } from './desk.ts'
import { officerTexts } from './officer.ts'
import { publicTexts } from './public.ts'
import { uiTexts } from './ui.ts'

/** All English texts, by their Indonesian. */
export const english: Record<string, string> = { ...uiTexts, ...publicTexts, ...officerTexts, ...deskTexts }
