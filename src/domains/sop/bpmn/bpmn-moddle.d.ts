/** What we use of bpmn-moddle, which brings no types of its own for its door. */
declare module 'bpmn-moddle' {
  export interface ModdleElement {
    $type: string
    id: string
    get(name: string): unknown
    [name: string]: unknown
  }
  export class BpmnModdle {
    create(type: string, values: object): ModdleElement
    toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
    fromXML(xml: string): Promise<{ rootElement: ModdleElement; elementsById: Record<string, ModdleElement>; warnings: unknown[] }>
  }
}
