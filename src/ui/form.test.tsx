import { expect, test } from 'vitest'
import { CheckField, ChoiceField } from './choice-field.tsx'
import { drawForTest } from './draw-for-test.tsx'
import { ErrorSummary } from './error-summary.tsx'
import { FilesField, writeSize } from './files-field.tsx'
import { Form } from './form.tsx'
import { LongTextField } from './long-text-field.tsx'
import { SelectField } from './select-field.tsx'
import { DateTimeField, NikField, PasswordField, TextField } from './text-field.tsx'

const names = ['judul', 'uraian', 'desa', 'kapan', 'berkas', 'nik', 'sandi', 'terbuka', 'setuju']
const faults = names.map((field) => ({ field, text: `Periksa ${field}.` }))

const typed = { judul: '<b>Lampu</b>', desa: 'd2', terbuka: 'rahasia', setuju: 'ya', sandi: 'terlihat' }
const villages = [
  {
    group: 'Kecamatan A',
    options: [
      { value: 'd1', text: 'Satu' },
      { value: 'd2', text: 'Dua' },
    ],
  },
]

const wholeForm = (
  <>
    <ErrorSummary faults={faults} />
    <Form action="/lapor" faults={faults} values={typed} idempotencyKey="kunci-1" files>
      <TextField name="judul" label="Judul" help="Satu kalimat." />
      <LongTextField name="uraian" label="Uraian" optional maxLength={100} />
      <SelectField name="desa" label="Desa" options={villages} />
      <DateTimeField name="kapan" label="Kapan" />
      <FilesField name="berkas" label="Berkas" kept={[{ id: 'f1', name: 'foto.jpg', bytes: 1_430_000 }]} />
      <NikField name="nik" label="NIK" />
      <PasswordField name="sandi" label="Kata sandi" />
      <ChoiceField name="terbuka" label="Siapa" choices={[{ value: 'terbuka', label: 'Umum' }, { value: 'rahasia', label: 'Rahasia' }]} />
      <CheckField name="setuju" label="Setuju" />
    </Form>
  </>
)

const html = drawForTest(wholeForm)
const attribute = ' [\\w-]+(?:="[^"]*")?'
const tagWithId = (id: string) => html.match(new RegExp(`<(?:input|select|textarea)(?:${attribute})*? id="${id}"(?:${attribute})*/?>`))?.[0] ?? ''

test('each fault in the summary links to a control that is there once', () => {
  for (const name of names) {
    expect(html).toContain(`<a href="#${name}">Periksa ${name}.</a>`)
    expect(html.split(` id="${name}"`).length - 1, name).toBe(1)
    expect(tagWithId(name), name).not.toBe('')
  }
})

test('a wrong control says so and names the fault beside it', () => {
  expect(tagWithId('judul')).toContain('aria-invalid="true"')
  expect(tagWithId('judul')).toContain('aria-describedby="judul-help judul-error"')
  expect(html).toMatch(/<p class="fault" id="judul-error">.*?Periksa judul\./)
})

test('the summary is read out and can take the focus; without faults there is none', () => {
  expect(html).toMatch(/<div class="error-summary" role="alert" tabindex="-1"/i)
  expect(drawForTest(<ErrorSummary faults={[]} />)).toBe('')
})

test('all that was typed is kept, escaped; a password is not', () => {
  expect(tagWithId('judul')).toContain('value="&lt;b>Lampu&lt;/b>"')
  expect(html).toMatch(/<option value="d2" selected(="")?>Dua/)
  expect(html).toMatch(/value="rahasia" checked/)
  expect(tagWithId('setuju')).toContain('checked')
  expect(html).not.toContain('terlihat')
})

test('a form carries its token and the key that makes sending twice harmless', () => {
  expect(html).toContain('<input type="hidden" name="_csrf" value="token-1"/>')
  expect(html).toContain('<input type="hidden" name="kunci" value="kunci-1"/>')
  expect(html).toMatch(/<form[^>]*enctype="multipart\/form-data"[^>]*data-once="Mengirim…"/)
})

test('a search form carries neither token nor lock', () => {
  const search = drawForTest(
    <Form action="/cari" method="get">
      <TextField name="q" label="Cari" />
    </Form>,
  )
  expect(search).not.toContain('_csrf')
  expect(search).not.toContain('data-once')
})

test('a field that may be empty says so; the others are required for assistive technology', () => {
  expect(html).toMatch(/Uraian <span class="optional">\(boleh kosong\)/)
  expect(tagWithId('uraian')).not.toContain('aria-required')
  expect(tagWithId('judul')).toContain('aria-required="true"')
})

test('kept files travel by id and can be taken out', () => {
  expect(html).toContain('<input type="hidden" name="berkas_ada" value="f1"/>')
  expect(html).toMatch(/<input type="checkbox"[^>]*name="berkas_hapus" value="f1"/)
  expect(html).toContain('1,4 MB')
})

test('sizes are written in decimal units', () => {
  expect(writeSize(400, 'id-ID')).toBe('1 kB')
  expect(writeSize(999_000, 'id-ID')).toBe('999 kB')
  expect(writeSize(10_000_000, 'en-GB')).toBe('10 MB')
})

test('two forms of one page with the same fields keep their ids apart, and their summaries find them', () => {
  const html = drawForTest(
    <>
      <ErrorSummary faults={[{ field: 'alasan', text: 'Tulis alasan.' }]} fieldPrefix="tolak" />
      <Form action="/tolak" fieldPrefix="tolak" faults={[{ field: 'alasan', text: 'Tulis alasan.' }]}>
        <TextField name="alasan" label="Alasan" />
      </Form>
      <Form action="/tunda" fieldPrefix="tunda">
        <TextField name="alasan" label="Alasan" />
      </Form>
    </>,
  )
  expect(html).toContain('href="#tolak-alasan"')
  expect(html).toMatch(/id="tolak-alasan" name="alasan"[^>]*aria-describedby="tolak-alasan-error"/)
  expect(html).toMatch(/<label for="tunda-alasan">/)
})

test('a field may be drawn with its own value and fault, without a form around it', () => {
  const field = drawForTest(<TextField name="hp" label="Telepon" value="0800" error="Terlalu pendek." />)
  expect(field).toContain('value="0800"')
  expect(field).toContain('Terlalu pendek.')
})
