import { inReadingOrder } from '../../drawing/walk.ts'
import { densityOf, edgesOf, sizeOf, type Edge, type Placement } from './layout.ts'
import type { LineEdgeType } from './line-edge.tsx'
import { everywhere, lookedAt, partId, type PictureModel } from './model.ts'
import type { PartData, PartNodeType } from './part-node.tsx'

/** How the lines of a part are said, by `uses`, `usedBy`, `calls` and `calledBy`. */
export type Relations = Readonly<Record<'uses' | 'usedBy' | 'calls' | 'calledBy', readonly string[]>>

/** With what a part hangs together, by name. */
export function relationsOf(model: PictureModel, { kind, name }: PartData['part']): Relations {
  const isComponent = kind === 'component'
  return {
    uses: isComponent ? model.bindings.filter((one) => one.component === name).map(({ service }) => service) : [],
    usedBy: isComponent ? [] : model.bindings.filter((one) => one.service === name).map(({ component }) => component),
    calls: isComponent ? model.calls.filter(({ from }) => from === name).map(({ to }) => to) : [],
    calledBy: isComponent ? model.calls.filter(({ to }) => to === name).map(({ from }) => from) : [],
  }
}

/** Nodes for the drawing library, in reading order. What has no place yet is not drawn. */
export function nodesOf(
  model: PictureModel,
  placement: Placement,
  eye: { readonly active: string | null; readonly receiving: ReadonlySet<string> },
  say: (relations: Relations) => readonly string[],
): PartNodeType[] {
  const density = densityOf(model)
  const near = neighbours(edgesOf(model), eye.active)
  const parts = new Map(partsOf(model).map((part) => [partId(part), part]))
  return inReadingOrder(placement.nodes).flatMap(({ id, x, y }) => {
    const part = parts.get(id)
    if (part === undefined) return []
    const data: PartData = {
      part,
      there: lookedAt(model, everywhere(model, part)),
      isOne: model.lookedAt !== null,
      relations: say(relationsOf(model, part)),
      emphasis: id === eye.active ? 'self' : near.has(id) ? 'near' : null,
      canReceive: eye.receiving.has(id),
    }
    return [{ id, type: 'part', position: { x, y }, ...sizeOf(density), data }]
  })
}

/** Lines for the drawing library. */
export function linesOf(model: PictureModel, placement: Placement, active: string | null): LineEdgeType[] {
  const points = new Map(placement.edges.map((one) => [one.id, one.points]))
  return edgesOf(model).flatMap(({ id, kind, from, to }) => {
    const drawn = points.get(id)
    if (drawn === undefined) return []
    const isNear = active === null ? null : from === active || to === active
    return [
      {
        id,
        type: 'line',
        source: from,
        target: to,
        zIndex: isNear === true ? 1 : 0,
        data: { kind, points: drawn, isNear },
        // Each node says its lines in words.
        domAttributes: { 'aria-hidden': true },
      },
    ]
  })
}

function partsOf({ components, services }: PictureModel): readonly PartData['part'][] {
  return [
    ...components.map((one) => ({ kind: 'component' as const, ...one })),
    ...services.map((one) => ({ kind: 'service' as const, ...one })),
  ]
}

function neighbours(edges: readonly Edge[], id: string | null): ReadonlySet<string> {
  return new Set(edges.flatMap(({ from, to }) => (from === id ? to : to === id ? from : [])))
}
