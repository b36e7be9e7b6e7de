import { expect, test } from 'vitest'
import { asItRuns } from './environment.ts'
import { ObjectStore } from './object-store.ts'
import type { PodObject } from './objects.ts'

const base64 = (text: string): string => Buffer.from(text).toString('base64')

function wordOf(word: string): string | undefined {
  const store = new ObjectStore()
  const secret = (name: string, data: Record<string, string>) =>
    store.write({ apiVersion: 'v1', kind: 'Secret', metadata: { name, namespace: 'shop' }, data }, new Date())
  secret('first', { KEY: base64('one'), OTHER: base64('other') })
  secret('second', { KEY: base64('two') })
  const envFrom = ['first', 'second', 'missing'].map((name) => ({ secretRef: { name } }))
  const pod: PodObject = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop' },
    spec: { containers: [{ name: 'web', image: 'ghcr.io/example/web:1', args: [word], envFrom }] },
  }
  return asItRuns(store, pod).spec.containers[0]?.args?.[0]
}

test.each([
  ['a variable is its value', '--other=$(OTHER)', '--other=other'],
  ['the last Secret that has it wins', '$(KEY)', 'two'],
  ['each of several is replaced', '$(KEY)-$(OTHER)', 'two-other'],
  ['what is no variable stays', '$(NOTHING) $KEY ${KEY}', '$(NOTHING) $KEY ${KEY}'],
  ['a doubled sign stands for itself', '$$(KEY)', '$(KEY)'],
])('in the words of a container %s', (_, word, expected) => {
  expect(wordOf(word)).toBe(expected)
})
