import { createContext, use } from 'react'
import type { KeyboardEvent } from 'react'
import type { Density } from './layout.ts'
import type { PartRef } from './model.ts'

/** What the nodes share with their canvas. */
export type CanvasState = {
  readonly density: Density
  /** The one node that the Tab key reaches; arrow keys reach the others. */
  readonly tabStop: string | null
  readonly canBind: boolean
  /** The component for which a service is being chosen or dragged to. */
  readonly binding: string | null
  readonly press: (part: PartRef) => void
  readonly startBinding: (component: string) => void
  readonly keyDown: (event: KeyboardEvent, part: PartRef) => void
  readonly setFocused: (id: string | null) => void
  readonly setHovered: (id: string | null) => void
  readonly register: (id: string, element: HTMLElement | null) => void
}

export const CanvasContext = createContext<CanvasState | null>(null)

export function useCanvasState(): CanvasState {
  const canvas = use(CanvasContext)
  if (canvas === null) throw new Error('a node of the picture stands outside its canvas')
  return canvas
}
