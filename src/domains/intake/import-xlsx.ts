import { Worker } from 'node:worker_threads'
import { Refusal } from '../../kernel/refusal.ts'
import { importLimits, refuseFile, type Sheet } from './import-limits.ts'

const mostSeconds = 60
const mostMegabytes = 768

/** What the thread says: the sheets, or a "no" in words. */
export type XlsxOutcome = { sheets: Sheet[] } | { refused: string }

/** Reads an XLSX in a thread of its own, so that a big one holds nobody up and a malicious one takes no more than its share of memory and time. */
export async function readXlsx(bytes: Buffer): Promise<Sheet[]> {
  const outcome = await runThread(bytes)
  if ('refused' in outcome) throw refuseFile(outcome.refused)
  return outcome.sheets
}

async function runThread(bytes: Buffer): Promise<XlsxOutcome> {
  const thread = new Worker(new URL('./import-xlsx-thread.ts', import.meta.url), {
    workerData: { bytes, limits: importLimits }, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: mostMegabytes },
  })
  let timer: NodeJS.Timeout | undefined
  try {
    return await new Promise<XlsxOutcome>((resolve, reject) => {
      thread.once('message', resolve)
      thread.once('error', reject)
      thread.once('exit', () => reject(new Error('the thread ended without an answer')))
      timer = setTimeout(() => resolve({ refused: `Berkas ini tidak terbaca dalam ${mostSeconds} detik. Bagi menjadi beberapa berkas, atau simpan sebagai CSV.` }), mostSeconds * 1000)
    })
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_WORKER_OUT_OF_MEMORY') throw refuseFile('Isi berkas ini terlalu besar untuk dibaca. Bagi menjadi beberapa berkas, atau simpan sebagai CSV.')
    throw error instanceof Refusal ? error : new Error('the spreadsheet could not be read', { cause: error })
  } finally {
    clearTimeout(timer)
    await thread.terminate()
  }
}
