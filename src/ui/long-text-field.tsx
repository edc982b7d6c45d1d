import { Field, type FieldProps, useField } from './field.tsx'
import { useView } from './view.ts'

interface LongTextFieldProps extends FieldProps {
  rows?: number
  /** Most characters; with JavaScript a counter says how many are left. */
  maxLength?: number
}

/** Several lines of text. */
export function LongTextField(props: LongTextFieldProps) {
  const state = useField(props)
  const { t } = useView()
  return (
    <Field field={props} state={state}>
      <textarea
        class="input"
        id={state.id}
        name={props.name}
        rows={props.rows ?? 5}
        data-counter={props.maxLength ? t('Sisa {n} huruf') : undefined}
        data-most={props.maxLength}
        {...state.aria}
      >
        {state.value}
      </textarea>
    </Field>
  )
}
