import { expect, test } from 'vitest'
import { exampleFacts, exampleSource } from './example-sop.ts'
import { readSop } from './read-sop.ts'
import { sheetRows } from './sheet-rows.ts'

const { sop } = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts)
const rows = sheetRows(sop!)

test('the sheet has a row for each step, with the number that the SOP gives it', () => {
  expect(rows.map((row) => `${row.row} ${row.step}`)).toEqual(['1 kirim', '2 catat', '3 pic', '5 periksa', '6 tanggapan', '7 paraf', '8 selesai'])
})

test('a row has a cell for each lane, and a symbol where the lane has a part', () => {
  expect(rows[5]?.cells).toEqual([
    { lane: 'warga' },
    { lane: 'sistem' },
    { lane: 'admin' },
    { lane: 'skpd' },
    { lane: 'kepala', symbol: 'decision' },
    { lane: 'sekretaris', symbol: 'decision' },
    { lane: 'pic' },
  ])
})

test('time is as the SOP writes it, with the moment from which it runs when that is the submission', () => {
  expect(rows.map((row) => row.time)).toEqual(['', '15 detik', '3 jam kerja sejak laporan masuk', '24 jam', '21 s.d. 90 hari kerja', '', ''])
})

test('flow lines lead to other rows, labelled where there is a choice', () => {
  expect(rows[0]?.flows).toEqual([{ toRow: 2, label: '', mark: '' }])
  expect(rows[3]?.flows).toEqual([
    { toRow: 6, label: 'Sah', mark: 'Sah' },
    { toRow: 8, label: 'Tidak sah', mark: 'Tidak sah' },
  ])
  expect(rows[6]).toMatchObject({ output: '', note: '', requires: '', flows: [] })
  expect(rows[0]).toMatchObject({ activity: 'Warga menyampaikan aduan', output: 'Aduan' })
})
