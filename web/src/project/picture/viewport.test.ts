import { expect, test } from 'vitest'
import { fit, reveal } from './viewport.ts'

const window = { width: 800, height: 400 }

test.each([
  [
    'a small drawing stands in the middle at its own size',
    { width: 400, height: 200 },
    false,
    { x: 200, y: 100, zoom: 1 },
  ],
  ['a larger one is made smaller until it fits', { width: 992, height: 300 }, false, { x: 28, y: 87.5, zoom: 0.75 }],
  [
    'one that would be too small to read begins at its beginning',
    { width: 4000, height: 300 },
    false,
    { x: 28, y: 125, zoom: 0.5 },
  ],
  ['all of it is shown if that is asked for', { width: 2976, height: 300 }, true, { x: 28, y: 162.5, zoom: 0.25 }],
  ['nothing at all does no harm', { width: 0, height: 0 }, false, { x: 400, y: 200, zoom: 1 }],
])('%s', (_sentence, drawing, isAll, viewport) => {
  expect(fit(window, drawing, isAll)).toEqual(viewport)
})

test('a narrow window shows a part of which all can be read', () => {
  expect(fit({ width: 320, height: 400 }, { width: 900, height: 200 }, false)).toEqual({ x: 28, y: 115, zoom: 0.85 })
})

test.each([
  ['what is shown already moves nothing', { x: 100, y: 100 }, null],
  ['what is right of the window comes in at its right', { x: 900, y: 100 }, { x: -216, y: 0, zoom: 1 }],
  ['what is above and left comes in at its corner', { x: -50, y: -10 }, { x: 66, y: 26, zoom: 1 }],
])('%s', (_sentence, at, viewport) => {
  expect(reveal({ x: 0, y: 0, zoom: 1 }, window, { ...at, width: 100, height: 50 })).toEqual(viewport)
})

test('what is larger than the window shows its beginning', () => {
  expect(reveal({ x: 0, y: 0, zoom: 1 }, window, { x: 300, y: 100, width: 2000, height: 50 })).toEqual({
    x: -284,
    y: 0,
    zoom: 1,
  })
})
