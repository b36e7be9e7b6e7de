import { expect, test } from 'vitest'
import { decodeGlobalId, deploymentId, encodeGlobalId, parseDeploymentId } from './global-id.ts'

test('a deployment id leads back to where the deployment is', () => {
  const ref = { cluster: 'cluster-a', project: 'webshop', deployment: 'pr-17' }
  expect(parseDeploymentId(deploymentId(ref))).toEqual(ref)
})

test.each([
  ['an empty id', ''],
  ['an unknown type', Buffer.from('Pod:web').toString('base64url')],
  ['too few parts', encodeGlobalId('Deployment', 'cluster-a', 'webshop')],
  ['bytes that are no text', '_____'],
])('%s is nobody', (_, id) => {
  expect(decodeGlobalId(id)).toBeNull()
})
