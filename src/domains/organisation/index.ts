export { addOfficer, type OfficerOrder } from './add-officer.ts'
export { assignPost, type AssignmentOrder } from './assign-post.ts'
export { describeCalendarChanges, describeNationalChanges } from './calendar-changes.ts'
export { findTenant, listTenants } from './find-tenant.ts'
export type { KeptUnit, Officer, OfficerWithPosts } from './organisation-rows.ts'
export {
  findOfficer,
  findOfficerByUsername,
  heldPosts,
  listCategories,
  listClasses,
  listPosts,
  listUnits,
  officersWithPosts,
} from './organisation-store.ts'
export { readTenant } from './read-tenant.ts'
export { type District, type Village, villageName, villagesOf } from './regions.ts'
export { type KeywordOrder, saveKeywords } from './save-keywords.ts'
export { findNationalCalendar, saveNationalCalendar } from './save-national-calendar.ts'
export { saveTenant } from './save-tenant.ts'
export type * from './tenant.ts'
export { workCalendar } from './unit-calendar.ts'
