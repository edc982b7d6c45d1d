import type { ComponentChildren } from 'preact'
import { fieldId, useForm } from './form.tsx'
import { Icon } from './icon.tsx'
import { useView } from './view.ts'

/** What every field takes. Its control's id is `name` (after the form's prefix), so that faults can link to it. */
export interface FieldProps {
  name: string
  label: ComponentChildren
  help?: ComponentChildren
  /** The fault in words; where it is left out, the form's fault of this name. */
  error?: string | undefined
  /** May be left empty: said in words beside the label. */
  optional?: boolean
  value?: string | undefined
}

/** What a field draws: kept value or values (`all`), its fault, and its attributes. */
export interface FieldState {
  id: string
  value: string
  all: string[]
  error: string | undefined
  /** To spread on the control. */
  aria: { 'aria-describedby': string | undefined; 'aria-invalid': 'true' | undefined; 'aria-required': 'true' | undefined }
}

/** The value, the fault and the aria attributes of a field, from its props or from the form around it. */
export function useField(props: FieldProps): FieldState {
  const form = useForm()
  const error = props.error ?? form.faults.find((fault) => fault.field === props.name)?.text
  const kept = form.values[props.name]
  const all = props.value !== undefined ? [props.value] : kept === undefined ? [] : [kept].flat()
  const id = fieldId(props.name, form.prefix)
  const notes = [props.help ? `${id}-help` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return {
    id,
    value: all[0] ?? '',
    all,
    error,
    aria: {
      'aria-describedby': notes || undefined,
      'aria-invalid': error ? 'true' : undefined,
      'aria-required': props.optional ? undefined : 'true',
    },
  }
}

/** The words around one control: label, help, fault. */
export function Field({ field, state, children }: { field: FieldProps; state: FieldState; children: ComponentChildren }) {
  return (
    <div class={state.error ? 'field field--wrong' : 'field'}>
      <label for={state.id}>
        {field.label} <OptionalMark optional={field.optional} />
      </label>
      <FieldNotes field={field} state={state} />
      {children}
    </div>
  )
}

/** A group of controls (radios, checkboxes, files) under one question. */
export function FieldSet({ field, state, children }: { field: FieldProps; state: FieldState; children: ComponentChildren }) {
  return (
    <fieldset class={state.error ? 'field field--wrong' : 'field'} aria-describedby={state.aria['aria-describedby']}>
      <legend>
        {field.label} <OptionalMark optional={field.optional} />
      </legend>
      <FieldNotes field={field} state={state} />
      {children}
    </fieldset>
  )
}

/** Help and fault of a field, with the ids that `aria-describedby` names. */
export function FieldNotes({ field, state }: { field: FieldProps; state: FieldState }) {
  const { t } = useView()
  return (
    <>
      {field.help ? (
        <p class="help" id={`${state.id}-help`}>
          {field.help}
        </p>
      ) : null}
      {state.error ? (
        <p class="fault" id={`${state.id}-error`}>
          <Icon name="warn" />
          <span class="hidden-text">{t('Salah:')} </span>
          <span>{state.error}</span>
        </p>
      ) : null}
    </>
  )
}

function OptionalMark({ optional }: { optional: boolean | undefined }) {
  const { t } = useView()
  return optional ? <span class="optional">{t('(boleh kosong)')}</span> : null
}
