import { expect, test } from 'vitest'
import { bindable, everywhere, lookedAt, summary, type Health, type PictureModel } from './model.ts'
import { aModel } from './testing.ts'

const orders = { kind: 'service', name: 'orders' } as const

function ordersIn(healths: Readonly<Record<string, Health | null>>, looked: string | null = null): PictureModel {
  return aModel({
    lookedAt: looked,
    deployments: Object.entries(healths).map(([name, health]) => ({
      name,
      cluster: 'north',
      health: health ?? 'UNKNOWN',
      parts: [
        { kind: 'component', name: 'orders', health: 'FAILED', note: 'a component of the same name' },
        ...(health === null ? [] : [{ ...orders, health, note: `it is ${health}` }]),
      ],
    })),
  })
}

test('a part is found in each deployment, in their order, and not taken for its namesake', () => {
  const there = everywhere(ordersIn({ production: 'READY', staging: null }), orders)
  expect(there.map(({ deployment, health }) => [deployment, health])).toEqual([
    ['production', 'READY'],
    ['staging', null],
  ])
})

test.each<[string, Record<string, Health | null>, string | null, ReturnType<typeof summary>]>([
  [
    'the worst of all deployments is what is said, with where it is so',
    { production: 'READY', staging: 'FAILED', test: 'PROGRESSING' },
    null,
    { health: 'FAILED', count: 1, total: 3, note: null },
  ],
  [
    'a deployment without the part does not count',
    { production: 'READY', staging: null },
    null,
    { health: 'READY', count: 1, total: 1, note: null },
  ],
  [
    'only the deployment that is looked at counts, with its note',
    { production: 'READY', staging: 'FAILED' },
    'production',
    { health: 'READY', count: 1, total: 1, note: 'it is READY' },
  ],
  [
    'what was never reported is worse than what works',
    { production: 'READY', staging: 'UNKNOWN' },
    null,
    { health: 'UNKNOWN', count: 1, total: 2, note: null },
  ],
  ['nothing is known of what is nowhere', { production: null }, null, { health: null, count: 0, total: 0, note: null }],
  [
    'a deployment that is gone has nothing to see',
    { a: 'READY' },
    'b',
    { health: null, count: 0, total: 0, note: null },
  ],
])('%s', (_sentence, healths, looked, expected) => {
  const model = ordersIn(healths, looked)
  expect(summary(lookedAt(model, everywhere(model, orders)))).toEqual(expected)
})

test('a component can be bound to what it does not use yet', () => {
  const model = aModel({
    components: ['web'],
    services: ['orders', 'files'],
    bindings: [{ component: 'web', service: 'orders' }],
  })
  expect(bindable(model, 'web')).toEqual(['files'])
})
