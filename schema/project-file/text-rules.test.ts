import { describe, expect, test } from 'vitest'
import { explainEgress, forbiddenRange, parseEgress } from './egress.ts'
import { explainHostLabel, explainHostName } from './host-name.ts'
import { explainImage, parseImage } from './image.ts'
import { canonicalRange, formatRange, overlaps, parseRange } from './ip-range.ts'
import { explainName, nameLike } from './names.ts'
import { explainCpu, explainSize, parseQuantity } from './quantity.ts'
import { runsAsRoot } from './root-images.ts'
import { explainRegistryUrl } from './registry-url.ts'
import { explainMountPath, explainUrlPath, isNested } from './shape/paths.ts'
import { nearest, offer } from './suggest.ts'

type Explain = (text: string) => string | null

const rules: readonly {
  readonly what: string
  readonly explain: Explain
  readonly fine: readonly string[]
  /** A refused text, and a part of what people are told. */
  readonly refused: readonly (readonly [string, string])[]
}[] = [
  {
    what: 'the name of a project',
    explain: (text) => explainName('project', text),
    fine: ['ab', 'web-shop', 'a1', 'a'.repeat(30)],
    refused: [
      ['a', 'too short'],
      ['a'.repeat(31), 'limit is 30'],
      ['Web_Shop', 'Write "web-shop"'],
      ['1a', 'begin with a small letter'],
      ['a-', 'do not end in a hyphen'],
      ['a--b', 'Write "a-b"'],
      ['', 'is no project name'],
      ['kube-x', 'Kubernetes keeps'],
      ['new', 'reserved'],
      ['constructor', 'reserved'],
      ['a\n', 'is no project name'],
    ],
  },
  {
    what: 'the name of a deployment',
    explain: (text) => explainName('deployment', text),
    fine: ['a', 'pr-17', 'production'],
    refused: [
      ['registries', 'reserved'],
      ['Prod', 'Write "prod"'],
    ],
  },
  {
    what: 'an image',
    explain: explainImage,
    fine: [
      'nginx',
      'nginx:1.29',
      'ghcr.io/example/web:1.4.0',
      'localhost:5000/a/b',
      'registry.example.org:5000/a_b/c.d/e-f__g:V1',
      `a/b@sha256:${'0'.repeat(64)}`,
      `a/b:1@sha256:${'f'.repeat(64)}`,
    ],
    refused: [
      ['', 'empty'],
      ['https://ghcr.io/a:1', 'Leave that away: ghcr.io/a:1'],
      ['ghcr.io/Example/web', 'Write "example"'],
      ['a b', 'blank'],
      ['a/b:', 'is no tag'],
      ['a/b:.x', 'is no tag'],
      ['a/b@sha256:abc', 'is no digest'],
      ['a//b', 'is no image reference'],
      ['-a/b', 'is no image reference'],
      [`a/${'b'.repeat(300)}`, '255'],
      ['a'.repeat(600), '512'],
    ],
  },
  {
    what: 'processor time',
    explain: explainCpu,
    fine: ['1', '250m', '0.5', '1.25'],
    refused: [
      ['', 'no amount'],
      ['1 core', 'no amount'],
      ['-1', 'no amount'],
      ['1e3', 'no amount'],
      ['0', 'no processor time'],
      ['0m', 'no processor time'],
      ['1Gi', 'no amount'],
    ],
  },
  {
    what: 'a size',
    explain: explainSize,
    fine: ['512Mi', '2Gi', '1G', '1.5Gi', '1048576'],
    refused: [
      ['2GB', '2Gi'],
      ['500 MB', '500Mi'],
      ['500m', '500Mi'],
      ['', 'no size'],
      ['0', 'no size'],
      ['1e9', 'no size'],
      ['-1Gi', 'no size'],
      ['Gi', 'no size'],
    ],
  },
  {
    what: 'a word below the domain of a cluster',
    explain: explainHostLabel,
    fine: ['webshop', '1st', 'a'.repeat(63)],
    refused: [
      ['shop.example.org', 'hosts: [shop.example.org]'],
      ['Shop', 'small letters'],
      ['-a', 'small letters'],
      ['a'.repeat(64), 'at most 63'],
      ['', 'small letters'],
    ],
  },
  {
    what: 'a host name',
    explain: explainHostName,
    fine: ['shop.example.org', 'a.b-c.d1'],
    refused: [
      ['https://shop.example.org/x', 'shop.example.org'],
      ['Shop.Example.org', 'shop.example.org'],
      ['*.example.org', 'wildcard'],
      ['shop', 'one word'],
      ['192.0.2.1', 'no host name'],
      [`${'a.'.repeat(130)}org`, '253'],
      ['a..b', 'no host name'],
    ],
  },
  {
    what: 'a destination',
    explain: explainEgress,
    fine: [
      'api.example.org:443',
      '192.0.2.0/24:5432',
      '192.0.2.7:53',
      '2001:db8::/32:443',
      '[2001:db8::1]:443',
      '10.0.0.0/8:1',
    ],
    refused: [
      ['api.example.org', 'names no port'],
      ['api.example.org:0', 'between 1 and 65535'],
      ['api.example.org:70000', 'between 1 and 65535'],
      ['169.254.169.254:80', 'link-local'],
      ['169.0.0.0/8:80', 'link-local'],
      ['0.0.0.0/0:443', 'link-local'],
      ['::/0:443', 'link-local'],
      ['fe80::1:80', 'link-local'],
      ['127.0.0.1:80', 'the machine itself'],
      ['10.1.2.3/8:443', '10.0.0.0/8:443'],
      ['300.1.1.1:80', 'no range'],
      ['10.0.0.0/33:80', 'no range'],
      ['010.0.0.1:80', 'no range'],
      ['localhost:80', 'needs no egress'],
      ['api.default.svc.cluster.local:80', 'inside the cluster'],
      ['*.example.org:443', 'wildcard'],
    ],
  },
  {
    what: 'a path of an address',
    explain: explainUrlPath,
    fine: ['/', '/a/b', '/a%20b', '/~x'],
    refused: [
      ['a', 'Write "/a"'],
      ['/a?b=1', 'query'],
      ['/a#b', 'fragment'],
      ['/a//b', 'empty parts'],
      ['/a/../b', '".."'],
      ['/é', 'percent-encoded'],
      ['/a b', 'percent-encoded'],
    ],
  },
  {
    what: 'a place to mount',
    explain: explainMountPath,
    fine: ['/data', '/tmp', '/var/lib/app', '/opt/x'],
    refused: [
      ['/', 'image itself'],
      ['data', 'Write "/data"'],
      ['/a/', 'Write "/a"'],
      ['/a/../b', 'Write "/b"'],
      ['/etc', '/etc'],
      ['/etc/x', '/etc'],
      ['/usr/local', '/usr'],
      ['/var', '/var/data'],
      ['/a:b', 'colon'],
      ['/proc/1', '/proc'],
    ],
  },
  {
    what: 'the address of a registry',
    explain: explainRegistryUrl,
    fine: ['ghcr.io', 'ghcr.io/example', 'registry.example.org:5000/a/b'],
    refused: [
      ['https://ghcr.io', 'Leave that away: ghcr.io'],
      ['bot@ghcr.io', '`username`'],
      ['', 'no address'],
      ['GHCR.io', 'no address'],
    ],
  },
]

describe.each(rules)('$what', ({ explain, fine, refused }) => {
  test.each(fine)('%j is fine', (text) => {
    expect(explain(text)).toBeNull()
  })

  test.each(refused)('%j is refused', (text, part) => {
    expect(explain(text)).toContain(part)
  })
})

test.each([
  ['1', 1],
  ['250m', 0.25],
  ['1Ki', 1024],
  ['1.5Gi', 1.5 * 1024 ** 3],
  ['2G', 2e9],
  ['1E', null],
  ['1 Gi', null],
  ['', null],
])('the quantity %j is %s', (text, amount) => {
  expect(parseQuantity(text)).toBe(amount)
})

test.each([
  ['ghcr.io/a/b:1.0', { name: 'ghcr.io/a/b', tag: '1.0', digest: null }],
  ['localhost:5000/b', { name: 'localhost:5000/b', tag: null, digest: null }],
  [`b:1@sha256:${'0'.repeat(64)}`, { name: 'b', tag: '1', digest: `sha256:${'0'.repeat(64)}` }],
  ['A', null],
])('the image %j has these parts', (text, parts) => {
  expect(parseImage(text)).toEqual(parts)
})

test.each([
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', true],
  ['10.0.0.0/8', '11.0.0.0/8', false],
  ['0.0.0.0/0', '192.0.2.1', true],
  ['2001:db8::/32', '2001:db8:1::/48', true],
  ['::/0', '0.0.0.0/0', false],
])('%s and %s overlap: %s', (a, b, expected) => {
  expect(overlaps(parseRange(a)!, parseRange(b)!)).toBe(expected)
})

test.each([
  ['10.1.2.3/8', '10.0.0.0/8'],
  ['2001:db8:0:0:1::5/64', '2001:db8::/64'],
  ['::1', '::1/128'],
  ['1:2:3:4:5:6:7:8/128', '1:2:3:4:5:6:7:8/128'],
])('%s written in its shortest form is %s', (text, expected) => {
  expect(formatRange(canonicalRange(parseRange(text)!))).toBe(expected)
})

test('a destination in a range of the cluster is found, and a host is in none', () => {
  expect(forbiddenRange(parseEgress('10.96.0.10:443')!, ['192.168.0.0/16', '10.96.0.0/12'])).toBe('10.96.0.0/12')
  expect(forbiddenRange(parseEgress('192.0.2.1:443')!, ['10.96.0.0/12'])).toBeNull()
  expect(forbiddenRange(parseEgress('a.example.org:443')!, ['0.0.0.0/0'])).toBeNull()
})

test.each([
  ['/data', '/data/x', true],
  ['/data', '/data', true],
  ['/data', '/data2', false],
])('%s and %s lie inside each other: %s', (a, b, expected) => {
  expect(isNested(a, b)).toBe(expected)
})

test.each([
  ['postgres', 'postgresql'],
  ['prot', 'port'],
  ['Image', 'image'],
  ['zzz', null],
])('%j was meant as %j', (wrong, meant) => {
  expect(nearest(wrong, ['port', 'image', 'postgresql', 'volume']).meant).toBe(meant)
})

test('what is offered says all there is, the nearest first, or that there is nothing', () => {
  expect(offer('imagee', ['port', 'image'], 'key')).toBe('Did you mean "image"? There is "image", "port".')
  expect(offer('zzz', [], 'service')).toBe('There is no service to choose from.')
})

test.each([
  ['Web Shop!', 'web-shop'],
  ['Été 2026', 'ete-2026'],
  ['123', ''],
  ['a'.repeat(40), 'a'.repeat(30)],
])('a name like %j is %j', (text, name) => {
  expect(nameLike(text, 30)).toBe(name)
})

test.each([
  ['nginx', true],
  ['nginx:1.29', true],
  ['docker.io/library/nginx@sha256:' + '0'.repeat(64), true],
  ['docker.io/nginx', true],
  ['nginxinc/nginx-unprivileged:1.29', false],
  ['ghcr.io/example/nginx:1', false],
  ['no image at all', false],
])('%s is known to run as root: %s', (image, expected) => {
  expect(runsAsRoot(image)).toBe(expected)
})
