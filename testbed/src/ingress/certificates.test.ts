import type { V1Ingress } from '@kubernetes/client-node'
import { expect, test } from 'vitest'
import { hostsToCertify, issuerName } from './certificates.ts'

function ingress(hosts: string[], issuer: string | null = issuerName): V1Ingress {
  const annotations: Record<string, string> = issuer === null ? {} : { 'cert-manager.io/cluster-issuer': issuer }
  return { metadata: { annotations }, spec: { tls: [{ hosts, secretName: 'tls' }] } }
}

test('a certificate is for the hosts that ask this issuer for one', () => {
  const asked = [ingress(['b.localhost', 'a.localhost']), ingress(['a.localhost'])]
  const others = [ingress(['c.localhost'], 'another'), ingress(['d.localhost'], null)]
  expect(hostsToCertify([...asked, ...others])).toEqual(['a.localhost', 'b.localhost'])
})

test('a name that is no host ends in no file', () => {
  expect(hostsToCertify([ingress(['../secrets', 'a/b.localhost'])])).toEqual([])
})
