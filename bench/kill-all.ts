import { isWhole } from './kill-counts.ts'
import { killUnderLoad } from './kill-run.ts'

/**
 * Kills web, worker and database ten times each (or `KILLS` times) at random, while citizens report, officers act and a gateway hands in messages and takes letters; then counts.
 * Ends with status 1 if a receipt, an act, a message or a letter was lost or came twice, or a chain is broken.
 */
async function main(): Promise<void> {
  const began = performance.now()
  const report = await killUnderLoad({
    each: Number(process.env.KILLS ?? 10), patience: 300,
    onKill: (done, what, { receipts, acts, messages, letters }) => console.log(`${done}. killed: ${what}; so far ${receipts.length} receipts, ${acts.length} acts, ${messages.length} messages, ${letters.size} letters`),
  })
  const { answers, unforeseen } = report
  console.log(`Killed ${report.killed} times in ${((performance.now() - began) / 1000).toFixed(0)} s. Tries that came to nothing and were repeated: ${report.broken}. Processes that ended by themselves: ${report.crashes}.`)
  console.log(`Answers by status: ${[...answers].sort(([a], [b]) => a - b).map(([status, n]) => `${status}: ${n}`).join(', ')}. Unforeseen in the logs: ${unforeseen.length}.`)
  console.log(`Receipts shown: ${report.receipts}; lost ${report.receiptsLost}, reports doubled ${report.reportsDoubled}.`)
  console.log(`Acts accepted: ${report.acts}; lost ${report.actsLost}, doubled ${report.actsDoubled}, denied though done ${report.actsDenied}.`)
  console.log(`Messages acknowledged: ${report.messages}; lost ${report.messagesLost}, doubled ${report.messagesDoubled}.`)
  console.log(`Letters: ${report.letters}; lost ${report.lettersLost}, twice ${report.lettersTwice}, still on their way ${report.lettersWaiting}.`)
  console.log(`Proof of ${report.tickets} tickets and ${report.events} events: ${report.proofFaults.length} faults.`)
  for (const fault of [...report.proofFaults, ...unforeseen.slice(0, 20)]) console.log(`  ${fault.slice(0, 1500)}`)
  if (!isWhole(report) || report.crashes > 0 || report.lettersWaiting > 0 || unforeseen.length > 0) process.exitCode = 1
}

await main()
