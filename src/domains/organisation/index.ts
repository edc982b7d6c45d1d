export { type Absence, type AbsenceOrder, absencesOf, endAbsence, recordAbsence } from './absence.ts'
export { addOfficer, type OfficerOrder } from './add-officer.ts'
export { assignPost, type AssignmentOrder } from './assign-post.ts'
export { type Assignment, type AssignmentKind, assignmentsOf, assignmentsOn, type AssignmentState, getAssignment, stateOf } from './assignment-list.ts'
export { describeCalendarChanges, describeNationalChanges } from './calendar-changes.ts'
export { changeOfficer, getOfficer, needOther, setOfficerActive } from './change-officer.ts'
export { type EndOrder, endAssignmentEarly } from './end-assignment.ts'
export { findTenant, listTenants } from './find-tenant.ts'
export { localToday } from './local-today.ts'
export { type OfficerAct, type OfficerEvent, officerHistory, officerOfForm, recordOfficerEvent } from './officer-history.ts'
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
export { addOwnHolidays, calendarLog, listOwnHolidays, type OwnHoliday, type OwnHolidayOrder, withdrawOwnHoliday } from './own-holidays.ts'
export { readTenant } from './read-tenant.ts'
export { askSettings, forgetSettings, rememberSettings } from './remember-settings.ts'
export { type District, type Village, villageName, villagesOf } from './regions.ts'
export { type KeywordOrder, saveKeywords } from './save-keywords.ts'
export { findNationalCalendar, saveNationalCalendar } from './save-national-calendar.ts'
export { countOfficers, type OfficerListed, type OfficerSearch, searchOfficers } from './search-officers.ts'
export { saveTenant } from './save-tenant.ts'
export type * from './tenant.ts'
export { workCalendar } from './unit-calendar.ts'
