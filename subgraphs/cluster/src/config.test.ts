import { describe, expect, test } from 'vitest'
import { ConfigError } from '@operations-manager/runtime/config/read-config.ts'
import { makeAuthority } from '@operations-manager/testbed/trust/authority.ts'
import { readClusterConfig } from './config.ts'

const least = {
  CLUSTER_NAME: 'cluster-a',
  INSTALLATION_ID: 'here',
  LINK_URL: 'wss://registry.example/link',
  CALLER_PUBLIC_KEY: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'x' }),
  DOMAIN: 'a.example',
  KUBERNETES_SERVICE_HOST: '10.0.0.1',
}

const { certificate: authority } = await makeAuthority('of the cluster')

describe('the settings of a cluster backend', () => {
  test('need little, and a backend without a setting is not offered', () => {
    expect(readClusterConfig(least)).toMatchObject({
      kubernetes: { type: 'in-cluster', host: '10.0.0.1', port: 443 },
      kubernetesSettings: { domain: 'a.example', scheme: 'https', quota: {} },
      postgresql: null,
      objectStorage: null,
      identity: null,
      link: { joinToken: null },
    })
  })

  test('are the same where a Secret was made of files that end with a line break', () => {
    const account = { OBJECT_STORAGE_ACCESS_KEY: 'a-key\n', OBJECT_STORAGE_SECRET_KEY: 'hunter2\r\n' }
    const config = readClusterConfig({
      ...least,
      ...account,
      OBJECT_STORAGE_URL: 'http://minio:9000',
      JOIN_TOKEN: 'omj_token\n',
      POSTGRESQL_URL: 'postgres://a:b@c/d\n',
    })
    if (config.objectStorage?.type !== 'minio') throw new Error('the object store is not the real one')
    const { accessKey, secretKey } = config.objectStorage.server
    const told = [accessKey, secretKey.reveal(), config.link.joinToken?.reveal(), config.postgresql?.url.reveal()]
    expect(told).toEqual(['a-key', 'hunter2', 'omj_token', 'postgres://a:b@c/d'])
  })

  test('may keep everything in memory but PostgreSQL', () => {
    const memory = { KUBERNETES: 'memory', OBJECT_STORAGE_URL: 'memory', IDENTITY_URL: 'memory' }
    const config = readClusterConfig({
      ...least,
      ...memory,
      MEMORY_URL: 'postgres://m',
      POSTGRESQL_URL: 'postgres://t',
    })
    expect(config).toMatchObject({
      objectStorage: { type: 'memory', region: 'us-east-1' },
      identity: { server: { type: 'memory' } },
    })
    expect(JSON.stringify(config)).not.toContain('postgres://')
  })

  test('take a real sign-in service by its address and an account, and tell nobody the secret', () => {
    const account = { IDENTITY_CLIENT_ID: 'operations-manager', IDENTITY_CLIENT_SECRET: 'hunter2' }
    const inside = readClusterConfig({ ...least, ...account, IDENTITY_URL: 'https://keycloak.svc:8443' })
    expect(inside.identity).toMatchObject({
      server: { type: 'keycloak', url: 'https://keycloak.svc:8443', clientId: 'operations-manager' },
      publicUrl: 'https://keycloak.svc:8443',
      workloadUrl: 'https://keycloak.svc:8443',
      mail: null,
    })
    expect(JSON.stringify(inside)).not.toContain('hunter2')
    const mail = { host: 'mail.example', from: 'signin@example.org', account: { user: 'u', password: 'hunter2' } }
    const outside = readClusterConfig({
      ...least,
      ...account,
      IDENTITY_URL: 'https://keycloak.svc:8443',
      IDENTITY_PUBLIC_URL: 'https://login.example',
      IDENTITY_MAIL: JSON.stringify(mail),
    })
    expect(outside.identity).toMatchObject({
      publicUrl: 'https://login.example',
      workloadUrl: 'https://login.example',
      mail: { port: 587, encryption: 'starttls' },
    })
    expect(JSON.stringify(outside)).not.toContain('hunter2')
  })

  test('name a real object store with its account, which workloads reach there too unless told otherwise', () => {
    const env = {
      ...least,
      OBJECT_STORAGE_URL: 'https://s3.example',
      OBJECT_STORAGE_ACCESS_KEY: 'operations-manager',
      OBJECT_STORAGE_SECRET_KEY: 'not for the log',
      CERTIFICATE_AUTHORITY: authority,
    }
    const config = readClusterConfig(env)
    expect(config.objectStorage).toMatchObject({
      type: 'minio',
      server: { url: 'https://s3.example', accessKey: 'operations-manager', certificateAuthority: authority },
      workload: { address: 's3.example:443', tls: true },
    })
    expect(JSON.stringify(config)).not.toContain('not for the log')
    const inside = readClusterConfig({
      ...env,
      OBJECT_STORAGE_URL: 'http://10.0.0.1:9000',
      OBJECT_STORAGE_WORKLOAD_URL: 'http://minio.storage.svc:9000',
      OBJECT_STORAGE_REGION: 'eu',
    })
    expect(inside.objectStorage).toMatchObject({
      server: { certificateAuthority: null },
      workload: { address: 'minio.storage.svc:9000', tls: false },
      region: 'eu',
    })
  })

  test.each([
    ['nothing at all: every fault at once', {}, /CLUSTER_NAME[\s\S]*LINK_URL[\s\S]*DOMAIN/],
    ['a link that is no WebSocket', { ...least, LINK_URL: 'https://registry.example/link' }, /LINK_URL/],
    [
      'an object store without an account, and say which parts are missing',
      { ...least, OBJECT_STORAGE_URL: 'https://s3.example' },
      /OBJECT_STORAGE_ACCESS_KEY[\s\S]*OBJECT_STORAGE_SECRET_KEY/,
    ],
    ['an object store that is none', { ...least, OBJECT_STORAGE_URL: 's3.example' }, /OBJECT_STORAGE_URL/],
    [
      'an object store below a path',
      { ...least, OBJECT_STORAGE_URL: 'https://s3.example/store' },
      /OBJECT_STORAGE_URL/,
    ],
    [
      'a sign-in service without an account there',
      { ...least, IDENTITY_URL: 'https://id.example' },
      /IDENTITY_CLIENT_ID/,
    ],
    ['a sign-in service that is no web server', { ...least, IDENTITY_URL: 'ldap://id.example' }, /IDENTITY_URL/],
    [
      'a mail server without a sender',
      { ...least, IDENTITY_URL: 'memory', MEMORY_URL: 'postgres://m', IDENTITY_MAIL: '{"host":"mail.example"}' },
      /IDENTITY_MAIL/,
    ],
    ['memory that would forget', { ...least, KUBERNETES: 'memory' }, /MEMORY_URL/],
    [
      'the private half of the gateway key',
      { ...least, CALLER_PUBLIC_KEY: JSON.stringify({ kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd' }) },
      /private key/,
    ],
    ['a quota that is no quantity', { ...least, QUOTA: '{"cpu":"much"}' }, /quantity/],
    ['a cluster around it where there is none', { ...least, KUBERNETES_SERVICE_HOST: undefined }, /in-cluster/],
    [
      'TLS that nobody could check',
      { ...least, POSTGRESQL_URL: 'postgres://t', POSTGRESQL_TLS: 'true' },
      /CERTIFICATE_A/,
    ],
    ['an authority that is none', { ...least, CERTIFICATE_AUTHORITY: '/etc/ca.crt' }, /CERTIFICATE_AUTHORITY/],
    [
      'a second authority that is broken',
      { ...least, CERTIFICATE_AUTHORITY: `${authority}${authority.replace('MII', 'III')}` },
      /CERTIFICATE_AUTHORITY/,
    ],
    [
      'an address of a database that speaks of TLS by itself',
      { ...least, POSTGRESQL_URL: 'postgres://t/x?sslmode=disable' },
      /POSTGRESQL_TLS[\s\S]*POSTGRESQL_URL/,
    ],
    ['broken JSON', { ...least, INGRESS: '{' }, /not valid JSON/],
  ])('refuse %s', (_name, env, fault) => {
    expect(() => readClusterConfig(env)).toThrow(fault)
    expect(() => readClusterConfig(env)).toThrow(ConfigError)
  })
})
