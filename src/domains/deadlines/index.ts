export { type Clock, type ClockReckoning, reckonClock } from './clock.ts'
export { clocksOf, lockOverdueClocks, saveClocks, subjectsWithRunningClocks, takeReminders } from './clock-store.ts'
export { type ClockPromise, extendClock, isPaused, pauseClock, reckonAnew, resumeClock, startClock, stopClock } from './run-clock.ts'
