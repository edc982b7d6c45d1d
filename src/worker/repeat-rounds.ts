/** Does a round again and again, each `every` milliseconds after the one before has ended. A round sees to its own failures. `stop` waits for the one that runs. */
export function repeatRounds(every: number, round: (stopped: () => boolean) => Promise<void>): { stop(): Promise<void> } {
  let stopped = false
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  const again = () => {
    if (stopped) return
    timer = setTimeout(() => {
      running = round(() => stopped).finally(again)
    }, every)
  }
  again()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
