import fc from 'fast-check'
import { expect, test } from 'vitest'
import { contrast, readColour, writeColour } from './colour.ts'
import { paper, type ThemeColours, themeColours, themeCss } from './theme.ts'

const colour = fc.integer({ min: 0, max: 0xffffff }).map((number) => `#${number.toString(16).padStart(6, '0')}`)

function textPairs(colours: ThemeColours): [text: string, ground: string][] {
  return [
    [colours.brand, paper],
    [colours.brand, '#ffffff'],
    [colours.brand, colours['brand-tint']],
    ['#ffffff', colours.brand],
    ['#ffffff', colours['brand-dark']],
    [colours['brand-dark'], colours['brand-tint']],
    ['#ffffff', colours['brand-deep']],
    [colours['on-deep-soft'], colours['brand-deep']],
    [colours['on-accent'], colours.accent],
    [colours['accent-text'], paper],
    [colours['accent-text'], colours['accent-tint']],
    ['#5d554a', colours['brand-tint']],
  ]
}

test('contrast is that of the WCAG: 21 for black on white, 4.54 for #767676 on white', () => {
  expect(contrast('#000', '#fff')).toBeCloseTo(21, 5)
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2)
})

test('a colour read into OKLCH and written again is the same', () => {
  fc.assert(
    fc.property(colour, (hex) => {
      expect(writeColour(readColour(hex))).toBe(hex)
    }),
  )
})

test('whatever colours a tenant chooses, every text reads with at least 4.5 to 1', () => {
  fc.assert(
    fc.property(colour, colour, (primary, accent) => {
      for (const [text, ground] of textPairs(themeColours({ primary, accent }))) {
        expect(contrast(text, ground), `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
      }
    }),
    { numRuns: 300 },
  )
})

test('signs on the deep ground have at least 3 to 1', () => {
  fc.assert(
    fc.property(colour, colour, (primary, accent) => {
      const colours = themeColours({ primary, accent })
      expect(contrast(colours['accent-on-deep'], colours['brand-deep'])).toBeGreaterThanOrEqual(3)
    }),
  )
})

test('even white, black and bright yellow give a theme that reads', () => {
  for (const primary of ['#ffffff', '#000000', '#ffff00']) {
    for (const [text, ground] of textPairs(themeColours({ primary, accent: primary }))) {
      expect(contrast(text, ground), `${primary}: ${text} on ${ground}`).toBeGreaterThanOrEqual(4.5)
    }
  }
})

test('a dark enough colour of the tenant is used as it is', () => {
  expect(themeColours({ primary: '#0f6b4f', accent: '#e8a33d' })).toMatchObject({ brand: '#0f6b4f', accent: '#e8a33d' })
})

test('a colour that is not #rrggbb is refused, so nothing else can enter the stylesheet', () => {
  expect(() => themeCss({ primary: 'red;}body{display:none', accent: '#fff' })).toThrow('not a colour')
  expect(themeCss({ primary: '#123456', accent: '#fa0' })).toMatch(/^@layer theme\{:root\{(--[a-z-]+:#[0-9a-f]{6};?)+\}\}\n$/)
})
