import { Field, type FieldProps, useField } from './field.tsx'
import { useView } from './view.ts'

/** One line of a list to choose from. */
export interface SelectOption {
  value: string
  text: string
}

/** Lines of a list under a heading, such as the villages of a district. */
export interface SelectGroup {
  group: string
  options: SelectOption[]
}

interface SelectFieldProps extends FieldProps {
  options: (SelectOption | SelectGroup)[]
  /** The words of the empty first option; without it, `Pilih…`. */
  empty?: string
}

/** One of a long list, as the browser's own picker; groups become `optgroup`s. */
export function SelectField(props: SelectFieldProps) {
  const state = useField(props)
  const { t } = useView()
  return (
    <Field field={props} state={state}>
      <select class="input" id={state.id} name={props.name} {...state.aria}>
        <option value="">{props.empty ?? t('Pilih…')}</option>
        {props.options.map((entry) =>
          'group' in entry ? (
            <optgroup key={entry.group} label={entry.group}>
              {entry.options.map((option) => (
                <Option key={option.value} option={option} chosen={state.value} />
              ))}
            </optgroup>
          ) : (
            <Option key={entry.value} option={entry} chosen={state.value} />
          ),
        )}
      </select>
    </Field>
  )
}

function Option({ option, chosen }: { option: SelectOption; chosen: string }) {
  return (
    <option value={option.value} selected={option.value === chosen}>
      {option.text}
    </option>
  )
}
