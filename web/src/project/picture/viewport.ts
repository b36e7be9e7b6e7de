import type { Point } from './layout.ts'

export type Viewport = Point & { readonly zoom: number }
export type Box = { readonly width: number; readonly height: number }
export type Rectangle = Point & Box

const padding = 28
const largest = 1
/** Below this even names cannot be read, so a part is shown and is moved; in a narrow window, of which all can be read. */
const smallestAtFirst = { wide: 0.5, narrow: 0.85 }
const narrowBelow = 480
export const smallestZoom = 0.2

/**
 * Shows a drawing in a window: all of it and in the middle if that can be read, else its beginning. `isAll` asks for
 * all of it in any case.
 */
export function fit(window: Box, drawing: Box, isAll: boolean): Viewport {
  const wished = Math.min(
    (window.width - 2 * padding) / Math.max(drawing.width, 1),
    (window.height - 2 * padding) / Math.max(drawing.height, 1),
  )
  const smallest = isAll ? smallestZoom : smallestAtFirst[window.width < narrowBelow ? 'narrow' : 'wide']
  const zoom = Math.min(largest, Math.max(smallest, wished))
  return {
    x: start(window.width, drawing.width * zoom),
    y: start(window.height, drawing.height * zoom),
    zoom,
  }
}

function start(window: number, drawing: number): number {
  return Math.max(padding, (window - drawing) / 2)
}

/** Moves the window as little as needed to show a rectangle of the drawing; `null` if it is shown already. */
export function reveal(viewport: Viewport, window: Box, { x, y, width, height }: Rectangle): Viewport | null {
  const { zoom } = viewport
  const right = push(viewport.x + x * zoom, width * zoom, window.width)
  const down = push(viewport.y + y * zoom, height * zoom, window.height)
  return right === 0 && down === 0 ? null : { x: viewport.x + right, y: viewport.y + down, zoom }
}

const margin = 16

function push(begin: number, length: number, window: number): number {
  if (begin < margin) return margin - begin
  return Math.min(0, Math.max(window - margin - (begin + length), margin - begin))
}
