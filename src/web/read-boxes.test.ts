import { describe, expect, test } from 'vitest'
import { boxQuery, boxValues, readBoxes, readBoxQuery } from './read-boxes.ts'

describe('boxes of a form', () => {
  test('are read with comma or point, numbered anew without gaps, the new one last', () => {
    const sent = readBoxes({ 'kiri-3': '10,5', 'atas-3': '20', 'lebar-3': '30', 'tinggi-3': '15.25', 'kiri-7': '', 'atas-7': '', 'lebar-7': ' ', 'tinggi-7': '', 'kiri-baru': '0', 'atas-baru': '0', 'lebar-baru': '100', 'tinggi-baru': '5', lain: 'x' })
    expect(sent.boxes).toEqual([{ x: 10.5, y: 20, width: 30, height: 15.3 }, { x: 0, y: 0, width: 100, height: 5 }])
    expect(sent).toMatchObject({ count: 2, faults: [], values: { 'kiri-1': '10,5', 'tinggi-1': '15.25', 'kiri-2': '0' } })
  })

  test('are left out one by one', () => {
    const values = boxValues([{ x: 1, y: 1, width: 1, height: 1 }, { x: 2, y: 2.5, width: 2, height: 2 }])
    expect(values).toMatchObject({ 'atas-2': '2,5' })
    expect(readBoxes(values, '1').boxes).toEqual([{ x: 2, y: 2.5, width: 2, height: 2 }])
  })

  test('with faults name each field, and nothing typed is lost', () => {
    const sent = readBoxes({ 'kiri-1': 'sepuluh', 'atas-1': '-1', 'lebar-1': '0', 'tinggi-1': '' })
    expect(sent.faults).toEqual([
      { field: 'kiri-1', text: 'Kotak 1, dari kiri: isi angka dari 0 sampai 99,9.' }, { field: 'atas-1', text: 'Kotak 1, dari atas: isi angka dari 0 sampai 99,9.' },
      { field: 'lebar-1', text: 'Kotak 1, lebar: isi angka dari 0,1 sampai 100.' }, { field: 'tinggi-1', text: 'Kotak 1, tinggi: isi angka dari 0,1 sampai 100.' },
    ])
    expect(sent.values).toEqual({ 'kiri-1': 'sepuluh', 'atas-1': '-1', 'lebar-1': '0', 'tinggi-1': '' })
  })

  test('end at the edge of the picture', () => {
    expect(readBoxes({ 'kiri-1': '90', 'atas-1': '99,9', 'lebar-1': '50', 'tinggi-1': '50' }).boxes).toEqual([{ x: 90, y: 99.9, width: 10, height: 0.1 }])
  })

  test('stand in an address and come back the same; nonsense is no number', () => {
    const boxes = [{ x: 10.5, y: 20, width: 30, height: 15.3 }, { x: 0, y: 0, width: 100, height: 5 }]
    expect(boxQuery(boxes)).toBe('kotak=10.5,20,30,15.3&kotak=0,0,100,5')
    expect(readBoxQuery(['10.5,20,30,15.3', '0,0,100,5'])).toEqual(boxes)
    expect(readBoxQuery('10.5,20,30,15.3')).toEqual([boxes[0]])
    expect(readBoxQuery(undefined)).toEqual([])
    expect(readBoxQuery('x,y')).toEqual([{ x: Number.NaN, y: Number.NaN, width: Number.NaN, height: Number.NaN }])
  })
})
