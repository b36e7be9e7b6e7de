import ElkConstructor from 'elkjs/lib/elk.bundled.js'
import { expect, test } from 'vitest'
import { densityOf, edgesOf, layoutQuestion, readPlacement, roundedPath, sizeOf, type Placement } from './layout.ts'
import type { PictureModel } from './model.ts'
import { aModel } from './testing.ts'

async function place(model: PictureModel): Promise<Placement> {
  return readPlacement(await new ElkConstructor().layout(layoutQuestion(model)))
}

const shop = aModel({
  components: ['web', 'api', 'worker'],
  services: ['orders', 'files'],
  calls: [{ from: 'web', to: 'api' }],
  bindings: [
    { component: 'api', service: 'orders' },
    { component: 'worker', service: 'orders' },
    { component: 'worker', service: 'files' },
  ],
})

const many = aModel({
  components: Array.from({ length: 40 }, (_, index) => `component-${index}`),
  services: Array.from({ length: 12 }, (_, index) => `service-${index}`),
  calls: Array.from({ length: 30 }, (_, index) => ({ from: `component-${index % 7}`, to: `component-${index + 8}` })),
  bindings: Array.from({ length: 60 }, (_, index) => ({
    component: `component-${index % 40}`,
    service: `service-${(index * 5) % 12}`,
  })),
})

test('who calls stands left of who is called, and services right of who uses them', async () => {
  const { nodes } = await place(shop)
  const left = (id: string): number => nodes.find((one) => one.id === id)!.x
  expect(left('component/web')).toBeLessThan(left('component/api'))
  expect(left('component/api')).toBeLessThan(left('service/orders'))
  expect(left('component/worker')).toBeLessThan(left('service/files'))
})

test('a change of states, addresses and images moves nothing', async () => {
  const later: PictureModel = {
    ...shop,
    components: shop.components.map((one) => ({ ...one, image: 'registry.example/web:2', replicas: 9 })),
    deployments: [{ name: 'production', cluster: 'north', health: 'FAILED', parts: [] }],
    lookedAt: 'production',
  }
  expect(await place(later)).toEqual(await place(shop))
})

test('forty components and twelve services do not lie on each other, and every line is drawn', async () => {
  const { nodes, edges } = await place(many)
  const { width, height } = sizeOf(densityOf(many))
  const overlapping = nodes.flatMap((a, index) =>
    nodes
      .slice(index + 1)
      .filter((b) => a.x < b.x + width && b.x < a.x + width && a.y < b.y + height && b.y < a.y + height),
  )
  expect(nodes).toHaveLength(52)
  expect(overlapping).toEqual([])
  expect(edges.map(({ id }) => id).toSorted()).toEqual(
    edgesOf(many)
      .map(({ id }) => id)
      .toSorted(),
  )
  expect(edges.filter(({ points }) => points.length < 2)).toEqual([])
})

test('components that call each other in a circle are placed all the same', async () => {
  const { nodes } = await place(
    aModel({
      components: ['a', 'b'],
      calls: [
        { from: 'a', to: 'b' },
        { from: 'b', to: 'a' },
      ],
    }),
  )
  expect(nodes).toHaveLength(2)
})

test('a line to something that is not there, to itself, or given twice is not drawn', () => {
  const half = aModel({
    components: ['web'],
    services: ['orders'],
    calls: [
      { from: 'web', to: 'web' },
      { from: 'web', to: 'gone' },
    ],
    bindings: [
      { component: 'web', service: 'orders' },
      { component: 'web', service: 'orders' },
      { component: 'web', service: 'gone' },
    ],
  })
  expect(edgesOf(half).map(({ id }) => id)).toEqual(['component/web→service/orders'])
})

test.each([
  ['a straight line stays straight', [0, 0, 40, 0], 'M0 0L40 0'],
  ['a corner is rounded', [0, 0, 40, 0, 40, 40], 'M0 0L32 0Q40 0 40 8L40 40'],
  ['a short piece is rounded by half of it', [0, 0, 40, 0, 40, 8], 'M0 0L36 0Q40 0 40 4L40 8'],
  ['two points in one place do no harm', [0, 0, 0, 0, 9, 0], 'M0 0L0 0Q0 0 0 0L9 0'],
])('%s', (_sentence, numbers, path) => {
  const points = Array.from({ length: numbers.length / 2 }, (_, index) => ({
    x: numbers[index * 2]!,
    y: numbers[index * 2 + 1]!,
  }))
  expect(roundedPath(points, 8)).toBe(path)
})
