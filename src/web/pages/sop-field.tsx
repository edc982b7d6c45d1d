import type { Upload } from '../../domains/files/index.ts'
import type { District } from '../../domains/organisation/index.ts'
import type { Condition, Field, FieldUse } from '../../domains/sop/index.ts'
import {
  ChoiceField, DateTimeField, FilesField, LongTextField, NikField, PasswordField, type SelectGroup, SelectField, type SelectOption, TextField, type Translate, useView,
} from '../../ui/index.ts'

/** What the choices of fields are drawn from. */
export interface FieldChoices {
  units: SelectOption[]
  categories: SelectOption[]
  officers: SelectOption[]
  districts: District[]
  uploads: Upload[]
}

interface SopFieldProps {
  field: Field
  use: FieldUse
  choices: FieldChoices
  now?: string
  /** All fields of the SOP, to say when this one is required. */
  fields?: Field[]
}

/** One field of an SOP as the control that fits its type. One that is asked for only sometimes says when, and is out of sight until then where scripts run. */
export function SopField(props: SopFieldProps) {
  const { use } = props
  if (!use.only || typeof use.required === 'boolean') return <Control {...props} />
  return <div data-only={JSON.stringify(use.required)}><Control {...props} /></div>
}

function Control({ field, use, choices, now, fields = [] }: SopFieldProps) {
  const { t } = useView()
  const help = helpOf(t, { field, use, fields })
  const common = { name: field.name, label: field.label, ...(help && { help }), optional: use.required === false }
  switch (field.type) {
    case 'long-text': return <LongTextField {...common} rows={field.name === 'uraian' ? 8 : 4} maxLength={field.maxLength ?? 8000} />
    case 'choice': return choiceControl(common, field)
    case 'choices': return <ChoiceField {...common} many choices={(field.options ?? []).map((o) => ({ value: o.value, label: o.label }))} />
    case 'yes-no': return <ChoiceField {...common} across choices={[{ value: 'ya', label: t('Ya') }, { value: 'tidak', label: t('Tidak') }]} />
    case 'moment': return <DateTimeField {...common} {...(now && { max: now })} />
    case 'date': return <TextField {...common} type="date" width="medium" />
    case 'nik': return <NikField {...common} />
    case 'village': return <SelectField {...common} options={villageOptions(choices.districts)} />
    case 'unit': return <SelectField {...common} options={choices.units} />
    case 'category': return <SelectField {...common} options={choices.categories} />
    case 'officer': return <SelectField {...common} options={choices.officers} />
    case 'files': return <FilesField {...common} accept={acceptOf(field)} kept={choices.uploads.filter((u) => u.field === field.name).map((u) => ({ id: u.id, name: u.name, bytes: u.bytes }))} />
    case 'email': return <TextField {...common} type="email" inputmode="email" autocomplete="email" />
    case 'phone': return <TextField {...common} type="tel" inputmode="tel" autocomplete="tel" width="medium" />
    case 'passphrase': return <Passphrase {...common} isNew={field.isNew === true} />
    case 'number': case 'money': case 'nip': return <TextField {...common} inputmode="numeric" width="medium" />
    default: return <TextField {...common} maxLength={field.maxLength ?? 200} />
  }
}

// Never drawn with its value, never kept by the offline form.
function Passphrase({ isNew, ...field }: Common & { isNew: boolean }) {
  const { t } = useView()
  return (
    <>
      <PasswordField {...field} fresh={isNew} />
      {isNew ? <PasswordField name={`${field.name}-ulang`} label={t('Ulangi: {label}', { label: field.label })} fresh optional={field.optional} /> : null}
    </>
  )
}

// A field that is required only sometimes says so, in place of the mark for what may stay empty.
function helpOf(t: Translate, { field, use, fields }: { field: Field; use: FieldUse; fields: Field[] }): string | undefined {
  return [field.help, field.type === 'files' ? acceptedHelp(t, field) : undefined, typeof use.required === 'object' ? whenRequired(t, use, fields) : undefined].filter(Boolean).join(' ') || undefined
}

/** What a field takes, and how big. */
export function acceptedHelp(t: Translate, field: Pick<Field, 'accepts'>): string {
  const accepts = field.accepts ?? ['image', 'pdf']
  if (!accepts.includes('image')) return t('PDF, paling besar 10 MB sebuah.')
  return accepts.includes('pdf') ? t('Foto (JPG, PNG, WebP) atau PDF, paling besar 10 MB sebuah.') : t('Foto (JPG, PNG, WebP), paling besar 10 MB sebuah.')
}

function whenRequired(t: Translate, { required, only }: FieldUse, fields: Field[]): string {
  const parts = Object.entries(required as Condition).map(([name, values]) => {
    const asked = fields.find((one) => one.name === name)
    const labels = values.map((value) => asked?.options?.find((option) => option.value === value)?.label)
    return labels.every(Boolean) ? labels.join(t('” atau “')) : undefined
  })
  const all = { syarat: parts.join('”, “') }
  if (only && parts.every(Boolean)) return t('Hanya diisi bila Anda memilih “{syarat}”.', all)
  return parts.every(Boolean) ? t('Wajib bila Anda memilih “{syarat}”.', all) : t('Boleh kosong, kecuali bila pilihan Anda di atas memerlukannya.')
}

interface Common {
  name: string
  label: string
  help?: string
  optional: boolean
}

// A handful of answers is read at a glance; a long list is better as the browser's picker.
function choiceControl(common: Common, field: Field) {
  const options = field.options ?? []
  if (options.length > 6) return <SelectField {...common} options={options.map((o) => ({ value: o.value, text: o.label }))} />
  return <ChoiceField {...common} choices={options.map((o) => ({ value: o.value, label: o.label }))} across={options.every((o) => o.label.length < 16)} />
}

function villageOptions(districts: District[]): SelectGroup[] {
  return districts.map((d) => ({ group: `Kecamatan ${d.name}`, options: d.villages.map((v) => ({ value: v.code, text: v.name })) }))
}

function acceptOf(field: Field): string {
  const accepts = field.accepts ?? ['image', 'pdf']
  return [accepts.includes('image') ? 'image/*' : '', accepts.includes('pdf') ? 'application/pdf' : ''].filter(Boolean).join(',')
}
