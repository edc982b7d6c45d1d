import { expect, test } from 'vitest'
import { findPdfFault } from './check-pdf.ts'
import { handmadePdf, packedObject } from './fixture-files.ts'

const program = 'PDF yang memuat program (JavaScript)'

test('a plain PDF passes', () => {
  expect(findPdfFault(handmadePdf())).toBeUndefined()
  expect(findPdfFault(handmadePdf(packedObject('<< /Type /Font >>')))).toBeUndefined()
})

test('a PDF that runs JavaScript on opening is found', () => {
  expect(findPdfFault(handmadePdf('4 0 obj\n<< /S /JavaScript /JS (app.alert(1)) >>\nendobj', '/OpenAction 4 0 R'))).toBe(program)
  expect(findPdfFault(handmadePdf('', '/OpenAction << /S /Rendition /JS 4 0 R >>'))).toBe(program)
})

test('escapes in the name do not hide it', () => {
  expect(findPdfFault(handmadePdf('4 0 obj\n<< /S /J#61vaScr#69pt >>\nendobj'))).toBe(program)
})

test('an object stream does not hide it', () => {
  const bytes = handmadePdf(packedObject('<< /S /JavaScript /JS (app.alert(1)) >>'))
  expect(bytes.includes('JavaScript')).toBe(false)
  expect(findPdfFault(bytes)).toBe(program)
})

test('launching programs and carrying other files are found', () => {
  expect(findPdfFault(handmadePdf('', '/OpenAction << /S /Launch /F (cmd.exe) >>'))).toBe('PDF yang menjalankan program lain')
  expect(findPdfFault(handmadePdf('', '/Names << /EmbeddedFiles 4 0 R >>'))).toBe('PDF yang menyimpan berkas lain di dalamnya')
})

test('an object stream that cannot be read is refused, since it cannot be checked', () => {
  const locked = handmadePdf('5 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Length 9 >>\nstream\nencrypted\nendstream\nendobj')
  expect(findPdfFault(locked)).toBe('PDF yang terkunci atau rusak, sehingga tidak dapat kami periksa')
})

test('a packed stream that would inflate without end is not inflated', () => {
  expect(findPdfFault(handmadePdf(packedObject(' '.repeat(70 * 1024 * 1024))))).toBe(
    'PDF yang terkunci atau rusak, sehingga tidak dapat kami periksa',
  )
})

test('half a PDF is found', () => {
  expect(findPdfFault(handmadePdf().subarray(0, 150))).toBe('PDF yang rusak atau tidak lengkap')
})

test('the letters JS in a name or in a text are no program', () => {
  expect(findPdfFault(handmadePdf('4 0 obj\n<< /JSON 1 /Title (Dinas JS 12) /JavaScripts 2 >>\nendobj'))).toBeUndefined()
})
