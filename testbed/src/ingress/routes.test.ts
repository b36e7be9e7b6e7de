import type { V1EndpointSlice, V1Ingress, V1Service } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import { planRoutes, type ClusterObjects } from './routes.ts'

type IngressWish = {
  host?: string
  path?: string
  pathType?: string
  service?: string
  created?: string
  annotations?: Record<string, string>
}

function ingress(wish: IngressWish = {}): V1Ingress {
  const { host = 'shop.alpha.localhost', path = '/', pathType = 'Prefix', service = 'web' } = wish
  return {
    metadata: {
      name: `${service}-${path}`,
      namespace: 'shop',
      creationTimestamp: new Date(wish.created ?? '2026-01-01T00:00:00Z'),
      annotations: wish.annotations ?? {},
    },
    spec: {
      rules: [
        { host, http: { paths: [{ path, pathType, backend: { service: { name: service, port: { number: 80 } } } }] } },
      ],
    },
  }
}

function service(name = 'web'): V1Service {
  return { metadata: { name, namespace: 'shop' }, spec: { ports: [{ name: 'http', port: 80 }] } }
}

function slice(
  addresses: string[],
  ready: boolean | undefined = true,
  of = 'web',
  namespace = 'shop',
): V1EndpointSlice {
  return {
    addressType: 'IPv4',
    metadata: { namespace, labels: { 'kubernetes.io/service-name': of } },
    ports: [{ name: 'http', port: 8080 }],
    endpoints: addresses.map((address) => ({ addresses: [address], conditions: ready === undefined ? {} : { ready } })),
  }
}

function plan(objects: Partial<ClusterObjects>) {
  return Object.fromEntries(planRoutes({ ingresses: [ingress()], services: [service()], slices: [], ...objects }))
}

const host = 'shop.alpha.localhost'

test('a host leads to the ready pods of its service, at the port that the pods listen on', () => {
  expect(plan({ slices: [slice(['10.244.0.3', '10.244.0.2']), slice(['10.244.0.9'], true, 'other')] })).toEqual({
    [host]: [{ path: '/', isExact: false, strip: null, endpoints: ['10.244.0.2:8080', '10.244.0.3:8080'] }],
  })
})

test('a pod that is not ready gets nothing, one that says nothing of it does', () => {
  const slices = [slice(['10.244.0.2'], false), slice(['10.244.0.3'], undefined)]
  expect(plan({ slices })[host]?.[0]?.endpoints).toEqual(['10.244.0.3:8080'])
})

test('without a service or pods the host is still known, with nobody to answer', () => {
  expect(plan({ services: [] })[host]?.[0]?.endpoints).toEqual([])
})

test('pods of a service with the same name in another namespace get nothing', () => {
  expect(plan({ slices: [slice(['10.244.0.4'], true, 'web', 'other')] })[host]?.[0]?.endpoints).toEqual([])
})

test('a prefix is taken off where the annotations of ingress-nginx ask for it', () => {
  const stripping = ingress({
    path: '/api(/|$)(.*)',
    pathType: 'ImplementationSpecific',
    annotations: { 'nginx.ingress.kubernetes.io/rewrite-target': '/$2' },
  })
  expect(plan({ ingresses: [stripping] })[host]).toEqual([
    { path: '/api', isExact: false, strip: '/api', endpoints: [] },
  ])
})

test('of two that want the same path the older one has it, whatever the order of the list', () => {
  const objects = {
    services: [service('web'), service('late')],
    slices: [slice(['10.244.0.2']), slice(['10.244.0.7'], true, 'late')],
  }
  const late = ingress({ service: 'late', created: '2026-02-01T00:00:00Z' })
  expect(plan({ ...objects, ingresses: [late, ingress()] })[host]?.map(({ endpoints }) => endpoints)).toEqual([
    ['10.244.0.2:8080'],
  ])
})

test.each([
  ['a host with a line break', { host: 'a\n.localhost' }],
  ['a host with a variable of nginx', { host: '$host.localhost' }],
  ['a wildcard host', { host: '*.localhost' }],
])('%s is left out', (_, wish) => {
  expect(plan({ ingresses: [ingress(wish)] })).toEqual({})
})

test.each([
  ['a path that ends the directive', '/a;return 200'],
  ['a path with a variable of nginx', '/$host'],
  ['a path with a quote', '/"'],
  ['a path that is a pattern without the annotation', '/a(/|$)(.*)'],
])('%s is left out', (_, path) => {
  expect(plan({ ingresses: [ingress({ path })] })[host]).toEqual([])
})
