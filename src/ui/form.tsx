import { type ComponentChildren, createContext } from 'preact'
import { useContext } from 'preact/hooks'
import type { Fault } from '../kernel/refusal.ts'
import { useView } from './view.ts'

/** What a form was sent with: one text for a name, or several. */
export type FormValues = Record<string, string | string[] | undefined>

interface FormState {
  values: FormValues
  faults: Fault[]
  /** Stands before the ids of the fields; empty where a page has one form. */
  prefix: string
}

/** Carries a form's values and faults to its fields. */
export const FormContext = createContext<FormState>({ values: {}, faults: [], prefix: '' })

interface FormProps {
  action: string
  children: ComponentChildren
  /** What was sent, to draw the form again with all input kept. Fields read it by their name. */
  values?: FormValues
  faults?: Fault[]
  /** Sent as `kunci`: the same key twice is the same act. */
  idempotencyKey?: string
  /** Keeps the ids of this form's fields apart from those of other forms on the page; give the same to its `ErrorSummary`. */
  fieldPrefix?: string
  /** Files are sent too. */
  files?: boolean
  method?: 'post' | 'get'
  /** With JavaScript, what is typed is kept on the device, and sent later where there is no line. */
  offline?: boolean
  id?: string
  class?: string
}

/** A form with its `_csrf` and `kunci`; with JavaScript its button can be pressed only once. Fields inside find their value and fault by name. */
export function Form(props: FormProps) {
  const view = useView()
  const post = props.method !== 'get'
  return (
    <FormContext.Provider value={{ values: props.values ?? {}, faults: props.faults ?? [], prefix: props.fieldPrefix ?? '' }}>
      <form
        id={props.id}
        class={props.class ?? 'form'}
        action={props.action}
        method={post ? 'post' : 'get'}
        enctype={props.files ? 'multipart/form-data' : undefined}
        data-offline={props.offline ? 'kirim-nanti' : undefined}
        data-once={post ? view.t('Mengirim…') : undefined}
        novalidate
      >
        {post ? <input type="hidden" name="_csrf" value={view.csrf} /> : null}
        {props.idempotencyKey ? <input type="hidden" name="kunci" value={props.idempotencyKey} /> : null}
        {props.children}
      </form>
    </FormContext.Provider>
  )
}

/** Fields that belong together, under one heading. */
export function FieldGroup({ title, help, children }: { title: string; help?: ComponentChildren; children: ComponentChildren }) {
  return (
    <fieldset class="field-group">
      <legend>{title}</legend>
      {help ? <p class="help">{help}</p> : null}
      {children}
    </fieldset>
  )
}

/** The id of a field's control: its name, after the form's prefix if there is one. */
export function fieldId(name: string, prefix: string | undefined): string {
  return prefix ? `${prefix}-${name}` : name
}

/** The state of the form around a field. */
export function useForm(): FormState {
  return useContext(FormContext)
}
