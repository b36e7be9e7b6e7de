import { useCallback, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import { inReadingOrder, walk } from '../../drawing/walk.ts'
import type { CanvasState } from './canvas-context.ts'
import { linesOf, nodesOf } from './flow-parts.ts'
import { densityOf, edgesOf, sizeOf, type Placement } from './layout.ts'
import { bindable, partId, type PartRef, type PictureModel } from './model.ts'
import { useBinding, type BindingState } from './use-binding.ts'
import { useRelationWords } from './use-relation-words.ts'
import type { Rectangle } from './viewport.ts'

export type CanvasProps = {
  readonly model: PictureModel
  readonly placement: Placement
  /** The part that is open beside the picture. */
  readonly selected: PartRef | null
  readonly canBind: boolean
  readonly onOpen: (part: PartRef) => void
  readonly onBind: (component: string, service: string) => void
}

/** What is drawn, where the focus is, and what keys do. */
export function useCanvas(props: CanvasProps, show: (rectangle: Rectangle) => void) {
  const { model, placement, selected, canBind } = props
  const [focused, setFocused] = useState<string | null>(null)
  const [hovered, setHovered] = useState<string | null>(null)
  const [last, setLast] = useState<string | null>(null)
  const binding = useBinding(model, props.onBind)
  const elements = useElements()

  const source = binding.component === null ? null : partId({ kind: 'component', name: binding.component })
  const chosen = selected === null ? null : partId(selected)
  const { nodes, lines } = useDrawing(model, placement, source ?? hovered ?? focused ?? chosen, binding)
  const hasNode = (id: string | null): boolean => nodes.some((node) => node.id === id)

  const startBinding = (component: string): void => {
    const services = bindable(model, component).map((name) => partId({ kind: 'service', name }))
    const [first] = inReadingOrder(placement.nodes.filter(({ id }) => services.includes(id)))
    binding.choose(component)
    elements.focus(first?.id ?? partId({ kind: 'component', name: component }))
  }
  const stopBinding = (service?: string): void => {
    binding.end(service)
    elements.focus(source)
  }
  const state: CanvasState = {
    density: densityOf(model),
    tabStop: [last, chosen].find(hasNode) ?? nodes[0]?.id ?? null,
    canBind,
    binding: binding.component,
    startBinding,
    setHovered,
    setFocused: (id) => {
      setFocused(id)
      if (id === null) return
      setLast(id)
      const node = nodes.find((one) => one.id === id)
      if (node !== undefined) show({ ...node.position, ...sizeOf(densityOf(model)) })
    },
    register: elements.register,
    press: (part) => {
      if (!binding.isChoosing) props.onOpen(part)
      else if (part.kind === 'service') stopBinding(part.name)
    },
    keyDown: (event, part) => {
      const to = nextPart(event.key, part, props, binding)
      if (to !== null) elements.focus(to)
      else if (event.key === 'Escape' && binding.isChoosing) stopBinding()
      else if (isPlain(event, 'b') && canBind && part.kind === 'component') startBinding(part.name)
      else return
      event.preventDefault()
      event.stopPropagation()
    },
  }
  return { state, nodes, lines, binding, stopBinding }
}

/** Nodes and lines, made anew only when something that they show changed. */
function useDrawing(model: PictureModel, placement: Placement, active: string | null, binding: BindingState) {
  const say = useRelationWords()
  const receiving = binding.receiving.join('\n')
  const nodes = useMemo(
    () => nodesOf(model, placement, { active, receiving: new Set(receiving.split('\n')) }, say),
    [model, placement, active, receiving, say],
  )
  const lines = useMemo(() => linesOf(model, placement, active), [model, placement, active])
  return { nodes, lines }
}

/** While a service is chosen, keys go through the services that may be; else along the lines. */
function nextPart(key: string, part: PartRef, { model, placement }: CanvasProps, binding: BindingState): string | null {
  if (!binding.isChoosing) return walk(key, partId(part), placement.nodes, edgesOf(model))
  const choice = placement.nodes.filter(({ id }) => binding.receiving.includes(id))
  return walk(key, partId(part), choice, [])
}

/** The buttons of the nodes, so that keys can move the focus between them. */
function useElements() {
  const elements = useRef(new Map<string, HTMLElement>())
  const register = useCallback((id: string, element: HTMLElement | null) => {
    if (element === null) elements.current.delete(id)
    else elements.current.set(id, element)
  }, [])
  const focus = (id: string | null): void => {
    // The window moves by itself; the browser would scroll a box that does not scroll.
    if (id !== null) elements.current.get(id)?.focus({ preventScroll: true })
  }
  return { register, focus }
}

function isPlain(event: KeyboardEvent, key: string): boolean {
  return event.key.toLowerCase() === key && !event.ctrlKey && !event.metaKey && !event.altKey
}
