import { expect, test } from 'vitest'
import { parseAllDocuments } from 'yaml'
import { allManifests, manifestsByOwner } from './manifest-groups.ts'

type State = 'IN_SYNC' | 'DRIFTED'
const object = (kind: string, component: string | null = null, state: State = 'IN_SYNC') => ({
  kind,
  name: 'one',
  component,
  state,
})

test('what belongs to the whole deployment comes first, then the components by name', () => {
  const groups = manifestsByOwner([object('Service', 'web'), object('Deployment', 'api'), object('Namespace')])
  expect(groups.map(({ component }) => component)).toEqual([null, 'api', 'web'])
})

test('what is not as it was generated comes first in its group', () => {
  const [group] = manifestsByOwner([object('Deployment', 'web'), object('Service', 'web', 'DRIFTED')])
  expect(group?.manifests.map(({ kind }) => kind)).toEqual(['Service', 'Deployment'])
})

test('all of them are one stream that a client of Kubernetes reads', () => {
  const text = allManifests([{ manifest: 'kind: Namespace\n' }, { manifest: 'kind: Service' }])
  expect(parseAllDocuments(text).map((document) => (document as { toJS(): unknown }).toJS())).toEqual([
    { kind: 'Namespace' },
    { kind: 'Service' },
  ])
})
