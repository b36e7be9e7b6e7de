import type { ElkExtendedEdge, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js'
import { partId, type PictureModel } from './model.ts'

/** A line of the picture: a component uses a service, or calls another component. */
export type Edge = {
  readonly id: string
  readonly kind: 'binding' | 'call'
  readonly from: string
  readonly to: string
}

export type Point = { readonly x: number; readonly y: number }

/** Where everything stands. */
export type Placement = {
  readonly width: number
  readonly height: number
  readonly nodes: readonly (Point & { readonly id: string })[]
  readonly edges: readonly { readonly id: string; readonly points: readonly Point[] }[]
}

/** Many parts are drawn with less in each. */
export type Density = 'roomy' | 'dense'

type Size = { readonly width: number; readonly height: number }

const denseAbove = 18

/** The sizes of nodes. They do not depend on text that is measured, so a layout can be made before anything is drawn. */
const sizes = {
  roomy: { width: 232, height: 84 },
  dense: { width: 248, height: 48 },
} as const satisfies Record<Density, Size>

export function densityOf({ components, services }: PictureModel): Density {
  return components.length + services.length > denseAbove ? 'dense' : 'roomy'
}

export function sizeOf(density: Density): Size {
  return sizes[density]
}

/** The lines between parts that are there, each once. A half-edited file may name what is not there. */
export function edgesOf(model: PictureModel): readonly Edge[] {
  const components = new Set(model.components.map(({ name }) => name))
  const services = new Set(model.services.map(({ name }) => name))
  const bindings = model.bindings
    .filter(({ component, service }) => components.has(component) && services.has(service))
    .map(({ component, service }) => edge('binding', component, service))
  const calls = model.calls
    .filter(({ from, to }) => from !== to && components.has(from) && components.has(to))
    .map(({ from, to }) => edge('call', from, to))
  return [...new Map([...calls, ...bindings].map((one) => [one.id, one])).values()]
}

function edge(kind: Edge['kind'], component: string, end: string): Edge {
  const from = partId({ kind: 'component', name: component })
  const to = partId({ kind: kind === 'call' ? 'component' : 'service', name: end })
  return { id: `${from}→${to}`, kind, from, to }
}

const options: LayoutOptions = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.aspectRatio': '1.8',
  'elk.padding': '[top=0,left=0,bottom=0,right=0]',
  'elk.randomSeed': '1',
  'elk.layered.thoroughness': '20',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.nodePlacement.favorStraightEdges': 'true',
  'elk.layered.considerModelOrder.strategy': 'PREFER_NODES',
}

const spacing = {
  roomy: { node: 28, layer: 72, line: 12, component: 40 },
  dense: { node: 12, layer: 64, line: 8, component: 28 },
} as const satisfies Record<Density, Record<string, number>>

function spacingOf(density: Density): LayoutOptions {
  const { node, layer, line, component } = spacing[density]
  return {
    'elk.spacing.nodeNode': String(node),
    'elk.spacing.componentComponent': String(component),
    'elk.spacing.edgeNode': String(line),
    'elk.spacing.edgeEdge': String(line),
    'elk.layered.spacing.nodeNodeBetweenLayers': String(layer),
    'elk.layered.spacing.edgeNodeBetweenLayers': String(line + 8),
    'elk.layered.spacing.edgeEdgeBetweenLayers': String(line),
  }
}

/** A few services stand in a column of their own; of many, each stands beside those that use it, for short lines. */
const placesOfServices = {
  roomy: { 'elk.layered.layering.layerConstraint': 'LAST' },
  dense: {},
} as const satisfies Record<Density, LayoutOptions>

/**
 * The question to the layout library: who calls stands left of who is called, and services right of who uses them. A
 * line leaves its component by a port of its own and ends where all that lead to one part end: so lines to one part run
 * together and none is taken for another. It says nothing of states, so equal structure gives equal places.
 */
export function layoutQuestion(model: PictureModel): ElkNode {
  const density = densityOf(model)
  const edges = edgesOf(model)
  const node = (kind: 'component' | 'service', name: string): ElkNode => {
    const id = partId({ kind, name })
    const out = edges.filter(({ from }) => from === id).map((one) => port(`${one.id}:out`, 'EAST'))
    const into = edges.some(({ to }) => to === id) ? [port(`${id}:in`, 'WEST')] : []
    return {
      id,
      ...sizeOf(density),
      ports: [...into, ...out],
      layoutOptions: {
        'elk.portConstraints': 'FIXED_SIDE',
        'elk.spacing.portPort': '10',
        ...(kind === 'service' && placesOfServices[density]),
      },
    }
  }
  return {
    id: 'picture',
    layoutOptions: { ...options, ...spacingOf(density) },
    children: [
      ...model.components.map(({ name }) => node('component', name)),
      ...model.services.map(({ name }) => node('service', name)),
    ],
    edges: edges.map((one): ElkExtendedEdge => ({
      id: one.id,
      sources: [`${one.id}:out`],
      targets: [`${one.to}:in`],
    })),
  }
}

function port(id: string, side: 'EAST' | 'WEST') {
  return { id, width: 0, height: 0, layoutOptions: { 'elk.port.side': side } }
}

/** The library's answer in our words. */
export function readPlacement({ width = 0, height = 0, children = [], edges = [] }: ElkNode): Placement {
  return {
    width,
    height,
    nodes: children.map(({ id, x = 0, y = 0 }) => ({ id, x, y })),
    edges: edges.map(({ id, sections = [] }) => ({
      id,
      points: sections.flatMap(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]),
    })),
  }
}

/** A line through points with its corners rounded, as the `d` of an SVG path. */
export function roundedPath(points: readonly Point[], radius: number): string {
  return points
    .map((at, index) => {
      const before = points[index - 1]
      const after = points[index + 1]
      if (before === undefined) return `M${at.x} ${at.y}`
      if (after === undefined) return `L${at.x} ${at.y}`
      const reach = Math.min(radius, distance(before, at) / 2, distance(at, after) / 2)
      const start = towards(at, before, reach)
      const end = towards(at, after, reach)
      return `L${start.x} ${start.y}Q${at.x} ${at.y} ${end.x} ${end.y}`
    })
    .join('')
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y)
}

function towards(from: Point, to: Point, reach: number): Point {
  const whole = distance(from, to)
  if (whole === 0) return from
  return { x: from.x + ((to.x - from.x) * reach) / whole, y: from.y + ((to.y - from.y) * reach) / whole }
}
