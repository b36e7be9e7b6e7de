import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { sampleOf } from './sample.ts'

test('the sample uses every service that a workload can prove, calls a component, and opens a place outside', () => {
  const { file, reaches } = sampleOf({
    cluster: 'cluster-a',
    image: '10.250.0.1:5000/private/kiosk:1',
    registry: { host: '10.250.0.1:5000', username: 'testbed' },
    outside: '203.0.113.0:443',
  })
  expect(reaches).toEqual({ web: 4, api: 2 })
  expect(parse(file)).toMatchObject({
    registries: { own: { url: '10.250.0.1:5000', username: 'testbed', secret: 'PULL' } },
    components: {
      web: { image: '10.250.0.1:5000/private/kiosk:1', uses: ['photos', 'signin', 'cart', { component: 'api' }] },
      api: { uses: ['orders'], egress: ['203.0.113.0:443'] },
    },
    deployments: { live: { cluster: 'cluster-a' } },
  })
})
