import { adminMoreTexts } from './admin-more.ts'
import { adminTexts } from './admin.ts'
import { certificateTexts } from './certificates.ts'
import { citizenTexts } from './citizens.ts'
import { deskTexts } from './desk.ts'
import { letterTexts } from './letters.ts'
import { naskahTexts } from './naskah.ts'
import { officerDeskTexts } from './officer-desk.ts'
import { officerToolTexts } from './officer-tools.ts'
import { officerTexts } from './officer.ts'
import { ownDataTexts } from './own-data.ts'
import { ppidTexts } from './ppid.ts'
import { productTexts } from './products.ts'
import { publicTexts } from './public.ts'
import { redactionTexts } from './redaction.ts'
import { requestTexts } from './requests.ts'
import { serviceTexts } from './service-standards.ts'
import { sheetTexts } from './sheet.ts'
import { uiTexts } from './ui.ts'

/** One catalogue a subject; a text stands in one of them only. */
export const catalogues: Readonly<Record<string, string>>[] = [adminMoreTexts, adminTexts, certificateTexts, citizenTexts, deskTexts, letterTexts, naskahTexts, officerDeskTexts, officerTexts, officerToolTexts, ownDataTexts, ppidTexts, productTexts, publicTexts, redactionTexts, requestTexts, serviceTexts, sheetTexts, uiTexts]

/** All English texts, by their Indonesian. */
export const english: Record<string, string> = Object.assign({}, ...catalogues)
