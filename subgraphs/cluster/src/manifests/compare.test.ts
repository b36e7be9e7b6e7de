import { describe, expect, test } from 'vitest'
import type { KubernetesObject } from '../ports/kubernetes.ts'
import { contains, publicExcept } from './addresses.ts'
import { driftOf } from './compare.ts'
import { parseQuantity, sameQuantity } from './quantity.ts'

describe('drift', () => {
  test.each([
    ['what the server adds is none', { a: 1 }, { a: 1, b: 2 }, []],
    ['a changed value is named', { a: { b: 1 } }, { a: { b: 2 } }, ['spec.a.b']],
    ['a value that is gone is named', { a: 1 }, {}, ['spec.a']],
    [
      'one more item in a list is named: it may be a hole',
      { rules: [{ port: 1 }] },
      { rules: [{ port: 1 }, {}] },
      ['spec.rules'],
    ],
    [
      'a changed item is named by its place',
      { rules: [{ port: 1 }] },
      { rules: [{ port: 2, x: 1 }] },
      ['spec.rules[0].port'],
    ],
    ['an amount in another form is the same amount', { limits: { cpu: '0.5' } }, { limits: { cpu: '500m' } }, []],
    ['a text that looks like an amount is not', { host: '0.5' }, { host: '500m' }, ['spec.host']],
    ['an empty selector that is gone is named: it means everything', { podSelector: {} }, {}, ['spec.podSelector']],
    [
      'a selector that meets less is named: it may meet nothing',
      { podSelector: {} },
      { podSelector: { matchLabels: { a: 'b' } } },
      ['spec.podSelector.matchLabels'],
    ],
    [
      'a peer that became wider is named',
      { ingress: [{ from: [{ podSelector: {} }] }] },
      { ingress: [{ from: [{ podSelector: {}, namespaceSelector: {} }] }] },
      ['spec.ingress[0].from[0].namespaceSelector'],
    ],
    ['an empty list that the server drops is none', { egress: [] }, {}, []],
  ])('%s', (_, wished, seen, expected) => {
    expect(driftOf(anObject({ spec: wished }), anObject({ spec: seen }))).toEqual(expected)
  })

  test('names a variable that somebody added to a Secret of ours', () => {
    expect(driftOf(anObject({ data: { a: 'x' } }), anObject({ data: { a: 'x', b: 'y' } }))).toEqual(['data.b'])
  })

  test('names a label or annotation that was taken away, and not one that others put there', () => {
    const wished = { ...anObject({}), metadata: { name: 'x', labels: { a: '1' } } }
    const seen = { ...anObject({}), metadata: { name: 'x', labels: { b: '2' } } }
    expect(driftOf(wished, seen)).toEqual(['metadata.labels.a'])
    expect(driftOf(wished, { ...seen, metadata: { name: 'x', labels: { a: '1', b: '2' } } })).toEqual([])
  })
})

test.each([
  ['250m', 0.25],
  ['1Gi', 1_073_741_824],
  ['1.5', 1.5],
  ['2e3', 2000],
  ['500M', 5e8],
  ['abc', null],
  ['1GiB', null],
])('the quantity %s is %s', (text, expected) => {
  expect(parseQuantity(text)).toBe(expected)
})

test('1024Mi and 1Gi are the same, 1G and 1Gi are not', () => {
  expect(sameQuantity('1024Mi', '1Gi')).toBe(true)
  expect(sameQuantity('1G', '1Gi')).toBe(false)
})

test.each([
  ['10.0.0.0/8', '10.1.0.0/16', true],
  ['10.1.0.0/16', '10.0.0.0/8', false],
  ['0.0.0.0/0', '192.0.2.1', true],
  ['192.0.2.0/24', '192.0.3.1/32', false],
  ['fd00::/8', '10.0.0.0/8', false],
])('%s holds %s: %s', (outer, inner, expected) => {
  expect(contains(outer, inner)).toBe(expected)
})

test('ranges left out of the public ones do not overlap', () => {
  const ranges = publicExcept(['10.96.0.0/12', '203.0.113.0/24'], false)
  expect(ranges).toContain('203.0.113.0/24')
  expect(ranges).not.toContain('10.96.0.0/12')
})

function anObject(fields: Readonly<Record<string, unknown>>): KubernetesObject {
  return { apiVersion: 'v1', kind: 'Thing', metadata: { name: 'x' }, ...fields }
}
