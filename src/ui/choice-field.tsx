import type { ComponentChildren } from 'preact'
import { FieldNotes, type FieldProps, FieldSet, useField } from './field.tsx'

/** One answer to choose: what is sent, and what is read. */
export interface Choice {
  value: string
  label: ComponentChildren
  help?: ComponentChildren
}

interface ChoiceFieldProps extends FieldProps {
  choices: Choice[]
  /** Several answers are possible: checkboxes instead of radios. */
  many?: boolean
  /** Side by side, for short answers. */
  across?: boolean
}

/** A question with its answers as large cards. The first card carries the field's name as id. */
export function ChoiceField(props: ChoiceFieldProps) {
  const state = useField(props)
  return (
    <FieldSet field={props} state={state}>
      <div class={props.across ? 'choices choices--across' : 'choices'}>
        {props.choices.map((choice, at) => {
          const id = at === 0 ? state.id : `${state.id}-${at + 1}`
          return (
            <div class="choice" key={choice.value}>
              <input
                type={props.many ? 'checkbox' : 'radio'}
                id={id}
                name={props.name}
                value={choice.value}
                checked={state.all.includes(choice.value)}
                aria-describedby={choice.help ? `${id}-help-choice` : undefined}
                aria-invalid={state.aria['aria-invalid']}
              />
              <label for={id}>{choice.label}</label>
              {choice.help ? (
                <span class="help" id={`${id}-help-choice`}>
                  {choice.help}
                </span>
              ) : null}
            </div>
          )
        })}
      </div>
    </FieldSet>
  )
}

/** One yes-or-no: a checkbox that sends `ya`. */
export function CheckField(props: FieldProps) {
  const state = useField(props)
  return (
    <div class={state.error ? 'field field--wrong' : 'field'}>
      <FieldNotes field={{ ...props, help: undefined }} state={state} />
      <div class="choice choice--single">
        <input type="checkbox" id={state.id} name={props.name} value="ya" checked={state.value === 'ya'} {...state.aria} />
        <label for={state.id}>{props.label}</label>
        {props.help ? (
          <span class="help" id={`${state.id}-help`}>
            {props.help}
          </span>
        ) : null}
      </div>
    </div>
  )
}
