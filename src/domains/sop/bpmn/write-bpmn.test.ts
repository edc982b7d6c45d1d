import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { exampleFacts, exampleSource } from '../example-sop.ts'
import { readSop } from '../read-sop.ts'
import { anySop } from '../sheet/example-sops.ts'
import { bpmnFaults } from './example-bpmn-faults.ts'
import { planBpmn } from './plan-bpmn.ts'
import { writeBpmn } from './write-bpmn.ts'

const example = readSop(exampleSource, 'aduan-warga.yaml', exampleFacts).sop!

test('it reads back without a warning, each node lies in one lane, and all of it is drawn', async () => {
  expect(await bpmnFaults(await writeBpmn(example, 'Pemerintah Contoh'))).toEqual([])
})

test('so it is for SOPs of any shape', async () => {
  await fc.assert(fc.asyncProperty(anySop, async (sop) => {
    expect(await bpmnFaults(await writeBpmn(sop, 'Pemerintah Contoh'))).toEqual([])
  }), { numRuns: 15 })
})

test('the same SOP gives the same text', async () => {
  expect(await writeBpmn(example, 'Pemerintah Contoh')).toBe(await writeBpmn(structuredClone(example), 'Pemerintah Contoh'))
})

test('two who must both sign are two tasks between parallel gateways, joined first where several ways lead there', () => {
  const { nodes, flows } = planBpmn(example)
  const own = nodes.filter((node) => node.id.includes('paraf')).map((node) => [node.id, node.kind])
  expect(own).toEqual([
    ['Bagi_paraf', 'parallelGateway'], ['Langkah_paraf__kepala', 'userTask'], ['Langkah_paraf__sekretaris', 'userTask'], ['Kumpul_paraf', 'parallelGateway'], ['Pilih_paraf', 'exclusiveGateway'],
  ])
  expect(flows.filter((flow) => flow.from === 'Bagi_paraf').map((flow) => flow.to)).toEqual(['Langkah_paraf__kepala', 'Langkah_paraf__sekretaris'])
})

test('what a step asks, how long it may take and what it yields stand with its task; what the system does is a service task', async () => {
  const { elementsById } = await new BpmnModdle().fromXML(await writeBpmn(example, 'Pemerintah Contoh'))
  const task = elementsById.Langkah_tanggapan!
  const [documentation] = task.get('documentation') as ModdleElement[]
  expect(task.$type).toBe('bpmn:UserTask')
  expect(documentation!.get('text')).toContain('Waktu: 21 s.d. 90 hari kerja sejak langkah ini dimulai')
  expect(elementsById.Langkah_catat__sistem!.$type).toBe('bpmn:ServiceTask')
})
