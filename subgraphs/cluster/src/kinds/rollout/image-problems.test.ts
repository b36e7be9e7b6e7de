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
