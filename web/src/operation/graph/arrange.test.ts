import { expect, test } from 'vitest'
import { arrange, orderSteps, type Lane } from './arrange.ts'
import { aStep } from './testing.ts'

const steps = [
  aStep('namespace'),
  aStep('policies', ['namespace']),
  aStep('orders/role', ['namespace']),
  aStep('orders/database', ['orders/role']),
  aStep('web/binding', ['namespace', 'orders/database']),
  aStep('web/rollout', ['web/binding', 'policies']),
  aStep('orders/proof', ['orders/database', 'policies', 'web/binding']),
]

function only(lanes: readonly Lane[]): Lane {
  expect(lanes).toHaveLength(1)
  return lanes[0]!
}

function drawn({ cells, rows, columns }: Lane): readonly string[] {
  const name = (key: string | undefined): string => (key ?? '').replace('production/', '')
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_, column) =>
      name(cells.find((cell) => cell.row === row && cell.column === column)?.key),
    ).join('|'),
  )
}

test('steps stand right of all that they need, a row for each part, the deployment first', () => {
  expect(drawn(only(arrange(steps)))).toEqual([
    'namespace|policies|||',
    '|orders/role|orders/database||orders/proof',
    '|||web/binding|web/rollout',
  ])
})

test('two steps of a part at one place stand below each other', () => {
  const lane = only(arrange([aStep('web/a'), aStep('web/b'), aStep('files/a')]))
  expect(drawn(lane)).toEqual(['web/a', 'web/b', 'files/a'])
  expect(lane.parts).toEqual([
    { part: 'web', row: 0, rows: 2 },
    { part: 'files', row: 2, rows: 1 },
  ])
})

test('a line is drawn for a need only where it does not follow from another', () => {
  const short = (key: string): string => key.replace('production/', '')
  expect(only(arrange(steps)).lines.map(({ from, to }) => `${short(from)} → ${short(to)}`)).toEqual([
    'namespace → policies',
    'namespace → orders/role',
    'orders/role → orders/database',
    'orders/database → web/binding',
    'web/binding → web/rollout',
    'policies → web/rollout',
    'policies → orders/proof',
    'web/binding → orders/proof',
  ])
})

test('nothing moves while states change', () => {
  const later = steps.map((step) => ({ ...step, state: 'FAILED' as const, attempts: 3, message: 'no' }))
  expect(arrange(later)).toEqual(arrange(steps))
})

test('each deployment has a lane, and needs of another one do not move it', () => {
  const other = aStep('namespace', ['web/rollout'], { key: 'staging/namespace', deployment: 'staging' })
  expect(arrange([...steps, other]).map(({ deployment, columns }) => [deployment, columns])).toEqual([
    ['production', 5],
    ['staging', 1],
  ])
})

test('needs in a circle, of itself, and of what is not there are set out all the same', () => {
  const lane = only(arrange([aStep('a/1', ['a/2']), aStep('a/2', ['a/1']), aStep('a/3', ['a/3', 'gone'])]))
  expect(lane.cells.map(({ column, row }) => [column, row])).toEqual([
    [1, 0],
    [0, 0],
    [0, 1],
  ])
})

test('a list has each step after what it needs, by deployment', () => {
  const mixed = [...steps.toReversed(), aStep('namespace', [], { key: 'staging/namespace', deployment: 'staging' })]
  expect(orderSteps(mixed).map(({ key }) => key)).toEqual([
    'production/namespace',
    'production/orders/role',
    'production/policies',
    'production/orders/database',
    'production/web/binding',
    'production/orders/proof',
    'production/web/rollout',
    'staging/namespace',
  ])
})
