import { sql } from 'kysely'
import { pause, until } from './kept-process.ts'
import { countAfterKills, type KillCounts, waitingLetters } from './kill-counts.ts'
import { KillLedger, type LoadScene, playCitizens, playKannel, playOfficer, signIn } from './kill-load.ts'
import { KillClient } from './kill-client.ts'
import { type KillSite, openKillSite } from './kill-site.ts'

export interface KillOrder {
  /** How often each of web, worker and database is killed. */
  each: number
  /** Seconds that letters and messages have to come to their end, when all runs again. A letter whose worker died is tried again after two minutes. */
  patience: number
  onKill?(done: number, what: string, ledger: KillLedger): void
}

export interface KillReport extends KillCounts {
  killed: number
  /** Processes that ended though nobody killed them. */
  crashes: number
  /** Tries of clients that came to nothing, because what they asked was dead. */
  broken: number
  /** Answers by status. */
  answers: Map<number, number>
  /** What web and worker logged as unforeseen. */
  unforeseen: string[]
}

const victims = ['web', 'worker', 'database'] as const

/** Kills web, worker and database at random under the load of citizens, officers and a gateway, lets all come up again, and counts. */
export async function killUnderLoad(order: KillOrder): Promise<KillReport> {
  const ledger = new KillLedger()
  const kannel = await playKannel(ledger)
  const site = await openKillSite(kannel.address)
  try {
    let stopped = false
    const scene: LoadScene = { site, ledger, stopped: () => stopped }
    const browsers = await Promise.all(site.officers.map((officer) => signIn(site, officer)))
    const load = Promise.all([
      ...Array.from({ length: 4 }, () => playCitizens(scene)),
      ...browsers.flatMap((browser) => [playOfficer(scene, browser), playOfficer(scene, browser)]),
      kannel.handIn(scene),
    ])
    await Promise.race([killAll(site, order, ledger), load.then(() => { throw new Error('the load ended before the kills') })])
    await pause(1500)
    stopped = true
    await load
    await comeToRest(site, order.patience)
    const counts = await countAfterKills(site, ledger)
    const unforeseen = site.logs().split('\n').filter((line) => line.includes('"msg":"unforeseen"'))
    return { ...counts, killed: order.each * victims.length, crashes: site.web.crashes + site.worker.crashes, broken: ledger.broken, answers: KillClient.answers, unforeseen }
  } finally {
    await site.close()
    kannel.close()
  }
}

async function killAll(site: KillSite, { each, onKill }: KillOrder, ledger: KillLedger): Promise<void> {
  const turns = Array.from({ length: each }, () => victims.map((what) => ({ what, at: Math.random() })).sort((a, b) => a.at - b.at)).flat()
  for (const [n, { what }] of turns.entries()) {
    await pause(600 + Math.random() * 1800)
    await (what === 'web' ? site.web.kill() : what === 'worker' ? site.worker.kill() : site.killDatabase())
    onKill?.(n + 1, what, ledger)
  }
}

/** Waits until every message was made something of and every letter is out, or patience ends. */
async function comeToRest(site: KillSite, patience: number): Promise<void> {
  await Promise.all([site.web.ready(), site.worker.ready()])
  await until('all messages were handled', async () => (await sql<{ n: number }>`select count(*)::int as n from incoming where state = 'new'`.execute(site.owner)).rows[0]!.n === 0)
  await until('all letters are out', async () => (await waitingLetters(site.owner)) === 0, patience).catch(() => {})
}
