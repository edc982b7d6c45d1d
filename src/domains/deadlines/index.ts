export { type Clock, type ClockReckoning, reckonClock } from './clock.ts'
export { clocksOf, overdueSubjects, saveClocks, subjectsToRemind, subjectsWithRunningClocks, takeReminders } from './clock-store.ts'
export { type DueStage, takeStages } from './stage.ts'
export { breachClock, type ClockPromise, extendClock, isPaused, pauseClock, reckonAnew, resumeClock, startClock, stopClock } from './run-clock.ts'
