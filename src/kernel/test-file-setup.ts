import { emptyProcessCaches } from './process-cache.ts'

// Test files share a process, so that the program is read once; each has databases of its own, of which the one before knows nothing.
emptyProcessCaches()
