import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'

/** What is wrong with a BPMN file, in words: warnings of the reader, ids, nodes that lie in no lane or in two, what is not drawn, and lines that end in the air. */
export async function bpmnFaults(xml: string): Promise<string[]> {
  const { rootElement, warnings } = await new BpmnModdle().fromXML(xml)
  const roots = list(rootElement, 'rootElements')
  const process = roots.find((one) => one.$type === 'bpmn:Process')!
  const collaboration = roots.find((one) => one.$type === 'bpmn:Collaboration')!
  const elements = list(process, 'flowElements')
  const nodes = elements.filter((one) => one.$type !== 'bpmn:SequenceFlow')
  const flows = elements.filter((one) => one.$type === 'bpmn:SequenceFlow')
  const lanes = list(list(process, 'laneSets')[0]!, 'lanes')
  const drawn = list((list(rootElement, 'diagrams')[0]!.get('plane') as ModdleElement), 'planeElement')
  const ids = [...xml.matchAll(/ id="([^"]*)"/g)].map((match) => match[1]!)
  const held = lanes.flatMap((lane) => list(lane, 'flowNodeRef').map((node) => node.id))
  const shapes = new Map(drawn.map((one) => [(one.get('bpmnElement') as ModdleElement).id, one]))
  return [
    ...warnings.map(String),
    ...ids.filter((id) => !/^[A-Za-z_][\w.-]*$/.test(id)).map((id) => `${id} is no id`),
    ...ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${id} twice`),
    ...nodes.filter((node) => held.filter((id) => id === node.id).length !== 1).map((node) => `${node.id} is not in one lane`),
    ...[...nodes, ...flows, ...lanes, ...list(collaboration, 'participants')].filter((one) => !shapes.has(one.id)).map((one) => `${one.id} is not drawn`),
    ...lanes.flatMap((lane) => list(lane, 'flowNodeRef').filter((node) => !isInside(boxOf(shapes, node), boxOf(shapes, lane))).map((node) => `${node.id} outside of ${lane.id}`)),
    ...flows.flatMap((flow) => looseEnds(shapes, flow)),
  ]
}

const list = (element: ModdleElement, name: string) => (element.get(name) ?? []) as ModdleElement[]

interface Box { x: number; y: number; width: number; height: number }

function boxOf(shapes: Map<string, ModdleElement>, element: ModdleElement): Box {
  return shapes.get(element.id)!.get('bounds') as unknown as Box
}

function isInside(inner: Box, outer: Box): boolean {
  return inner.x >= outer.x && inner.y >= outer.y && inner.x + inner.width <= outer.x + outer.width && inner.y + inner.height <= outer.y + outer.height
}

/** A line begins and ends within a pixel of the box of its node, and runs along rows and columns. */
function looseEnds(shapes: Map<string, ModdleElement>, flow: ModdleElement): string[] {
  const points = list(shapes.get(flow.id)!, 'waypoint') as unknown as { x: number; y: number }[]
  const touches = (point: { x: number; y: number }, box: Box) => point.x >= box.x - 1 && point.x <= box.x + box.width + 1 && point.y >= box.y - 1 && point.y <= box.y + box.height + 1
  return [
    ...(touches(points[0]!, boxOf(shapes, flow.get('sourceRef') as ModdleElement)) ? [] : [`${flow.id} begins in the air`]),
    ...(touches(points.at(-1)!, boxOf(shapes, flow.get('targetRef') as ModdleElement)) ? [] : [`${flow.id} ends in the air`]),
    ...(points.slice(1).every((to, at) => to.x === points[at]!.x || to.y === points[at]!.y) ? [] : [`${flow.id} runs aslant`]),
  ]
}
