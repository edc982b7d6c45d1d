import { Field, type FieldProps, useField } from './field.tsx'
import { useView } from './view.ts'

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'tel' | 'search' | 'date' | 'number'
  autocomplete?: string
  inputmode?: 'numeric' | 'tel' | 'email' | 'text'
  maxLength?: number
  /** Width by the length of the expected answer. */
  width?: 'short' | 'medium' | 'full'
  /** Id of a `datalist`, for suggestions. */
  list?: string
  /** Smallest and largest of a number or date. */
  min?: string
  max?: string
}

/** One line of text. */
export function TextField(props: TextFieldProps) {
  const state = useField(props)
  return (
    <Field field={props} state={state}>
      <input
        class={`input input--${props.width ?? 'full'}`}
        id={state.id}
        name={props.name}
        type={props.type ?? 'text'}
        value={state.value}
        autocomplete={props.autocomplete ?? 'off'}
        inputmode={props.inputmode}
        maxLength={props.maxLength}
        list={props.list}
        min={props.min}
        max={props.max}
        {...state.aria}
      />
    </Field>
  )
}

/** A NIK: 16 digits, shown with wide letters; never filled in by the browser. */
export function NikField(props: FieldProps) {
  const state = useField(props)
  return (
    <Field field={props} state={state}>
      <input
        class="input input--digits"
        id={state.id}
        name={props.name}
        type="text"
        value={state.value}
        inputmode="numeric"
        maxLength={19}
        autocomplete="off"
        {...state.aria}
      />
    </Field>
  )
}

/** A password, never drawn again with its value. `fresh` for one that the person invents now. */
export function PasswordField(props: FieldProps & { fresh?: boolean }) {
  const state = useField(props)
  const { t } = useView()
  return (
    <Field field={props} state={state}>
      <span class="input-with-button">
        <input
          class="input"
          id={state.id}
          name={props.name}
          type="password"
          autocomplete={props.fresh ? 'new-password' : 'current-password'}
          {...state.aria}
        />
        <button class="button button--plain" type="button" hidden data-reveal={state.id} data-other={t('Sembunyikan')}>
          {t('Tampilkan')}
        </button>
      </span>
    </Field>
  )
}

/** A one-time code of digits, from SMS or an authenticator. */
export function CodeField(props: FieldProps & { length?: number }) {
  const state = useField(props)
  return (
    <Field field={props} state={state}>
      <input
        class="input input--digits input--short"
        id={state.id}
        name={props.name}
        type="text"
        inputmode="numeric"
        maxLength={props.length ?? 6}
        autocomplete="one-time-code"
        {...state.aria}
      />
    </Field>
  )
}

/** A day and an hour, in the zone of the government: `2026-01-05T14:30`. */
export function DateTimeField(props: FieldProps & { min?: string; max?: string }) {
  const state = useField(props)
  return (
    <Field field={props} state={state}>
      <input
        class="input input--medium"
        id={state.id}
        name={props.name}
        type="datetime-local"
        value={state.value}
        min={props.min}
        max={props.max}
        {...state.aria}
      />
    </Field>
  )
}
