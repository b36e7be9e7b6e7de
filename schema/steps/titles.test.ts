import { expect, test } from 'vitest'
import { aComponent, aProjectFile } from '../resolve/builders.ts'
import { resolveDeployment } from '../resolve/resolve.ts'
import { catalogue } from '../services/catalogue.ts'
import { stepGraph } from './graph.ts'
import { removalGraph } from './removal.ts'
import { dutchTitles } from './titles.ts'

const everything = resolveDeployment(
  aProjectFile({
    registries: { ghcr: { url: 'ghcr.io', username: 'bot', secret: 'TOKEN' } },
    services: {
      orders: { type: 'postgresql' },
      uploads: { type: 'object-storage' },
      signin: { type: 'single-sign-on' },
      archive: { type: 'volume' },
    },
    components: {
      web: aComponent({
        port: 8080,
        publish: {},
        uses: ['signin', 'orders', 'uploads'],
        mounts: { archive: '/data' },
        before: ['node', 'migrate.js'],
      }),
    },
  }),
  'production',
  { installation: 'test', catalogue },
)
const inDutch = dutchTitles(catalogue)

test('every step that there can be has a title in Dutch of its own, with the name of what it is about', () => {
  const steps = [...stepGraph(everything, catalogue), ...removalGraph(everything, catalogue, null)]
  const names = (title: string): readonly string[] => title.match(/"[^"]*"/g) ?? []
  for (const { title } of steps) {
    expect(inDutch(title)).not.toBe(title)
    expect(names(inDutch(title))).toEqual(names(title))
  }
  expect(new Set(steps.map(({ title }) => inDutch(title))).size).toBe(new Set(steps.map(({ title }) => title)).size)
})

test('a title that nobody knows any more stays as it was recorded', () => {
  expect(inDutch('Paint the bike shed "red"')).toBe('Paint the bike shed "red"')
})
