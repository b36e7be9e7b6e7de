import { expect, test } from 'vitest'
import { imageProblem } from './image-problems.ts'

const registries = { own: { url: 'registry.example.org/shop', username: 'bot', secret: 'PULL' } }
const where = { project: 'shop', component: 'web', registries }
const privately = 'registry.example.org/shop/web:1'

/** What containerd says, as it was read in real pods. */
function said(image: string, rest: string): string {
  return `Back-off pulling image "${image}": ErrImagePull: failed to pull and unpack image "${image}": ${rest}`
}
const unresolved = (image: string, rest: string): string =>
  said(image, `failed to resolve reference "${image}": ${rest}`)

test.each([
  ['does not exist', 'ghcr.io/a/b:1', unresolved('ghcr.io/a/b:1', 'ghcr.io/a/b:1: not found'), 'IMAGE_NOT_PULLABLE'],
  [
    'is private',
    privately,
    unresolved(
      privately,
      'pulling from host registry.example.org failed with status code [manifests 1]: 401 Unauthorized',
    ),
    'REGISTRY_REFUSED',
  ],
  [
    'is hidden by Docker Hub',
    'example/web:1',
    unresolved(
      'docker.io/example/web:1',
      'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
    ),
    'REGISTRY_REFUSED',
  ],
  [
    'was asked for too often',
    'ghcr.io/a/b:1',
    unresolved(
      'ghcr.io/a/b:1',
      'pulling from host ghcr.io failed with status code [manifests 1]: 429 Too Many Requests',
    ),
    'REGISTRY_BUSY',
  ],
  [
    'is made for other processors',
    'ghcr.io/a/b:1',
    said('ghcr.io/a/b:1', 'no match for platform in manifest: not found'),
    'IMAGE_WRONG_PLATFORM',
  ],
  [
    'has a name that sounds like a refusal',
    'ghcr.io/a/access-denied:429',
    unresolved('ghcr.io/a/access-denied:429', 'ghcr.io/a/access-denied:429: not found'),
    'IMAGE_NOT_PULLABLE',
  ],
  [
    'has a path that sounds like a fault of its registry',
    'ghcr.io/a/dial-tcp-502:x509',
    unresolved('ghcr.io/a/dial-tcp-502:x509', 'ghcr.io/a/dial-tcp-502:x509: not found'),
    'IMAGE_NOT_PULLABLE',
  ],
] as const)('an image that %s', (_, image, message, code) => {
  expect(imageProblem(where, image, message, {}).code).toBe(code)
})

const refusal = (image: string): string =>
  unresolved(image, 'pulling from host failed with status code [manifests 1]: 401 Unauthorized')

test('a refused account of a declared registry is mended by setting its secret', () => {
  expect(imageProblem(where, privately, refusal(privately), {}).remedies).toEqual([
    {
      title: 'Set the password of the registry "own"',
      mutation: 'setSecret',
      input: { project: 'shop', registry: 'own', name: 'PULL' },
    },
  ])
})

test('a registry that asks for an account and is not declared is declared first', () => {
  const image = 'other.example.org:5000/team/web:1'
  expect(imageProblem(where, image, refusal(image), {}).remedies[0]).toMatchObject({
    mutation: 'putRegistry',
    input: { project: 'shop', url: 'other.example.org:5000' },
  })
})

const asked = 'failed to do request: Head "https://registry.example.org/v2/shop/web/manifests/1":'

test.each([
  ['nobody listens', `${asked} dial tcp 192.168.2.133:443: connect: connection refused`],
  ['there is no way to it', `${asked} dial tcp 120.55.105.209:443: connect: no route to host`],
  ['nobody answers', `${asked} dial tcp 34.96.108.209:443: connect: connection timed out`],
  ['its answer takes too long', `${asked} dial tcp 34.96.108.209:443: i/o timeout`],
  ['the name server fails', `${asked} dial tcp: lookup registry.example.org on 172.16.0.4:53: server misbehaving`],
  ['the name server is away', `${asked} dial tcp: lookup registry.example.org: Try again`],
  [
    'nobody knows where its tokens come from',
    'failed to authorize: failed to fetch anonymous token: Get "https://auth.example.org/token?scope=repository%3Ashop%2Fweb%3Apull": dial tcp: lookup auth.example.org on 10.96.0.10:53: no such host',
  ],
  ['it says nothing', `${asked} net/http: TLS handshake timeout`],
  [
    'nodes do not know its authority',
    `${asked} tls: failed to verify certificate: x509: certificate signed by unknown authority`,
  ],
  ['it does not speak TLS', `${asked} http: server gave HTTP response to HTTPS client`],
  ['it ends the line', `${asked} EOF`],
  ['it fails', 'pulling from host registry.example.org failed with status code [manifests 1]: 503 Service Unavailable'],
  [
    'it fails where it gives tokens out',
    'failed to authorize: failed to fetch anonymous token: unexpected status: 504 Gateway Time-out',
  ],
  [
    'it breaks off in the middle of a layer',
    'failed to copy: httpReadSeeker: failed open: failed to do request: Get "https://cdn.example.org/403?token=denied": dial tcp 104.18.124.25:443: connect: connection refused',
  ],
])('a registry that does not give out an image, since %s, is nothing that a team can mend', (_, rest) => {
  expect(imageProblem(where, privately, unresolved(privately, rest), {})).toMatchObject({
    code: 'REGISTRY_UNREACHABLE',
    fault: 'PLATFORM',
    retry: 'AUTOMATIC',
    remedies: [{ mutation: null }, { mutation: null }],
  })
})

test('why a registry is not reached is said in the words of the container runtime', () => {
  const rest = `${asked} dial tcp 192.168.2.133:443: connect: connection refused`
  expect(imageProblem(where, privately, unresolved(privately, rest), {}).message).toContain(
    'or it fails: dial tcp 192.168.2.133:443: connect: connection refused. ',
  )
})

test('a host that nobody knows is a name to be checked, where the image names that host', () => {
  const rest = `${asked} dial tcp: lookup registry.example.org on 10.96.0.10:53: no such host`
  expect(imageProblem(where, privately, unresolved(privately, rest), {})).toMatchObject({
    code: 'IMAGE_NOT_PULLABLE',
    fault: 'APPLICATION',
    message: expect.stringContaining('know no host "registry.example.org"'),
    remedies: [{ mutation: 'setImage' }],
  })
})
