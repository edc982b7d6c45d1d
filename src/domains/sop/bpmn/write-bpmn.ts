import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import type { Sop } from '../sop.ts'
import { type Bounds, type BpmnLayout, layoutBpmn, type Waypoint } from './layout-bpmn.ts'
import { type BpmnFlow, type BpmnNode, planBpmn } from './plan-bpmn.ts'

/**
 * The SOP as a BPMN 2.0 file: one pool with a lane for each role, laid out for viewers. Requirement, time, output and note of a step stand in its documentation.
 * The same SOP gives the same text. `owner` names the pool: the government whose procedure it is.
 */
export async function writeBpmn(sop: Sop, owner: string): Promise<string> {
  const make = new BpmnModdle()
  const plan = planBpmn(sop)
  const elements = makeElements(make, sop, plan)
  const process = make.create('bpmn:Process', {
    id: `Proses_${sop.code}`, name: sop.title, isExecutable: false, documentation: [documentation(make, identityText(sop))],
    laneSets: [make.create('bpmn:LaneSet', { id: `Pelaksana_${sop.code}`, lanes: elements.lanes })],
    flowElements: [...elements.nodes.values(), ...elements.flows.values()],
  })
  const pool = make.create('bpmn:Participant', { id: `Kolam_${sop.code}`, name: owner, processRef: process })
  const collaboration = make.create('bpmn:Collaboration', { id: `Kerja_${sop.code}`, participants: [pool] })
  const diagram = makeDiagram(make, { ...elements, pool, collaboration, code: sop.code }, layoutBpmn(plan, sop.lanes.length))
  const definitions = make.create('bpmn:Definitions', {
    id: `Berkas_${sop.code}`, targetNamespace: `urn:tanggap:sop:${sop.code}:${sop.version}`, exporter: 'Tanggap',
    rootElements: [collaboration, process], diagrams: [diagram],
  })
  return (await make.toXML(definitions, { format: true })).xml
}

interface Elements {
  lanes: ModdleElement[]
  nodes: Map<string, ModdleElement>
  flows: Map<string, ModdleElement>
}

function makeElements(make: BpmnModdle, sop: Sop, plan: { nodes: BpmnNode[]; flows: BpmnFlow[] }): Elements {
  const nodes = new Map(plan.nodes.map((node) => {
    const type = `bpmn:${node.kind[0]!.toUpperCase()}${node.kind.slice(1)}`
    return [node.id, make.create(type, { id: node.id, ...named(make, node), incoming: [], outgoing: [] })]
  }))
  const flows = new Map(plan.flows.map((flow) => {
    const [from, to] = [nodes.get(flow.from)!, nodes.get(flow.to)!]
    const element = make.create('bpmn:SequenceFlow', { id: flow.id, ...named(make, flow), sourceRef: from, targetRef: to })
    ;(from.get('outgoing') as ModdleElement[]).push(element)
    ;(to.get('incoming') as ModdleElement[]).push(element)
    return [flow.id, element]
  }))
  const lanes = sop.lanes.map((lane, at) => make.create('bpmn:Lane', {
    id: `Lajur_${lane.name}`, name: lane.title, flowNodeRef: plan.nodes.filter((node) => node.lane === at).map((node) => nodes.get(node.id)!),
  }))
  return { lanes, nodes, flows }
}

function named(make: BpmnModdle, { name, documentation: text }: { name?: string; documentation?: string }) {
  return { ...(name && { name }), ...(text && { documentation: [documentation(make, text)] }) }
}

function documentation(make: BpmnModdle, text: string): ModdleElement {
  return make.create('bpmn:Documentation', { text })
}

function identityText({ identity, version, summary }: Sop): string {
  const lines = [
    summary, identity.number && `Nomor SOP: ${identity.number}`, `Versi: ${version}`, identity.effective && `Tanggal efektif: ${identity.effective}`,
    `Disahkan oleh: ${identity.approvedBy}`,
    ...identity.legalBasis.map((law) => `Dasar hukum: ${law}`),
  ]
  return lines.filter(Boolean).join('\n')
}

type Drawn = Elements & { pool: ModdleElement; collaboration: ModdleElement; code: string }

function makeDiagram(make: BpmnModdle, drawn: Drawn, layout: BpmnLayout): ModdleElement {
  const bounds = (box: Bounds) => make.create('dc:Bounds', rounded(box))
  const shape = (element: ModdleElement, box: Bounds, more: object = {}) => (
    make.create('bpmndi:BPMNShape', { id: `${element.id}_gambar`, bpmnElement: element, bounds: bounds(box), ...more })
  )
  const lying = { isHorizontal: true }
  const edges = [...drawn.flows].map(([id, element]) => {
    const { waypoints, label } = layout.flows.get(id)!
    return make.create('bpmndi:BPMNEdge', {
      id: `${id}_gambar`, bpmnElement: element, waypoint: waypoints.map((point: Waypoint) => make.create('dc:Point', rounded(point))),
      ...(label && { label: make.create('bpmndi:BPMNLabel', { bounds: bounds(label) }) }),
    })
  })
  const plane = make.create('bpmndi:BPMNPlane', {
    id: `Bidang_${drawn.code}`, bpmnElement: drawn.collaboration,
    planeElement: [
      shape(drawn.pool, layout.pool, lying), ...drawn.lanes.map((lane, at) => shape(lane, layout.lanes[at]!, lying)),
      ...[...drawn.nodes].map(([id, element]) => shape(element, layout.nodes.get(id)!, element.$type === 'bpmn:ExclusiveGateway' ? { isMarkerVisible: true } : {})),
      ...edges,
    ],
  })
  return make.create('bpmndi:BPMNDiagram', { id: `Gambar_${drawn.code}`, plane })
}

function rounded<T extends object>(box: T): T {
  return Object.fromEntries(Object.entries(box).map(([name, value]) => [name, Math.round(Number(value) * 10) / 10])) as T
}
