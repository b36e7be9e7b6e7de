import { armor, generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { Secret } from '../secret/secret.ts'
import { aComponent, aProjectFile } from '../resolve/builders.ts'
import { isEnvelope, recipientCount } from './envelope.ts'
import { resolveDeployment } from '../resolve/resolve.ts'
import { catalogue } from '../services/catalogue.ts'
import { formatSecretKey, narrowestKey, parseSecretKey } from './keys.ts'
import { missingSecrets } from './missing.ts'
import { secretRecipients } from './recipients.ts'
import { fingerprint, openSecret, sealSecret } from './secret-envelope.ts'

const clear = 'planted-value-$(X)-ünïcode\nsecond line'

async function aKey() {
  const identity = await generateX25519Identity()
  return { identity: new Secret(identity), recipient: await identityToRecipient(identity) }
}

test('each recipient opens an envelope and gets the value byte for byte', async () => {
  const [a, b] = [await aKey(), await aKey()]
  const envelope = await sealSecret(new Secret(clear), [a.recipient, b.recipient])
  expect(recipientCount(envelope)).toBe(2)
  expect((await openSecret(envelope, a.identity)).reveal()).toBe(clear)
  expect((await openSecret(envelope, b.identity)).reveal()).toBe(clear)
})

test('nothing of the clear text remains in an envelope', async () => {
  const { recipient } = await aKey()
  const envelope = await sealSecret(new Secret(clear), [recipient])
  const raw = Buffer.from(armor.decode(envelope)).toString('latin1')
  for (const text of [envelope, raw]) {
    expect(text).not.toContain('planted')
    expect(text).not.toContain('second line')
    expect(text).not.toContain(Buffer.from('planted').toString('base64').slice(0, 8))
  }
})

test('who is no recipient cannot open it, and is told so', async () => {
  const [ours, other] = [await aKey(), await aKey()]
  const envelope = await sealSecret(new Secret(clear), [ours.recipient])
  await expect(openSecret(envelope, other.identity)).rejects.toMatchObject({ fault: 'not-for-us' })
})

test('a changed envelope is damaged, not somebody else’s', async () => {
  const { identity, recipient } = await aKey()
  const file = armor.decode(await sealSecret(new Secret(clear), [recipient]))
  file[file.length - 1] = (file[file.length - 1] ?? 0) ^ 1
  await expect(openSecret(armor.encode(file), identity)).rejects.toMatchObject({ fault: 'damaged' })
})

test('an empty value is a value', async () => {
  const { identity, recipient } = await aKey()
  expect((await openSecret(await sealSecret(new Secret(''), [recipient]), identity)).reveal()).toBe('')
})

test('a value is never sealed for nobody', async () => {
  await expect(sealSecret(new Secret(clear), [])).rejects.toThrow('at least one recipient')
})

test.each([
  ['clear text', 'hunter2'],
  ['an empty text', ''],
  ['armour around something else', armor.encode(new TextEncoder().encode('hello'))],
  ['a header without a stanza', armor.encode(new TextEncoder().encode('age-encryption.org/v1\n--- abc\n'))],
])('%s is no envelope', async (_, text) => {
  const { identity } = await aKey()
  expect(isEnvelope(text)).toBe(false)
  await expect(openSecret(text, identity)).rejects.toMatchObject({ fault: 'unreadable' })
})

test('a value sealed twice gives two envelopes and one fingerprint', async () => {
  const { recipient } = await aKey()
  const value = new Secret(clear)
  const key = new Secret('key')
  expect(await sealSecret(value, [recipient])).not.toBe(await sealSecret(value, [recipient]))
  expect(fingerprint(value, key)).toBe(fingerprint(new Secret(clear), key))
  expect(fingerprint(value, key)).not.toBe(fingerprint(value, new Secret('another key')))
  expect(fingerprint(value, key)).not.toBe(fingerprint(new Secret('other'), key))
})

test.each([
  ['api/TOKEN', { type: 'component', component: 'api', name: 'TOKEN' }],
  ['production/api/TOKEN', { type: 'deployment', deployment: 'production', component: 'api', name: 'TOKEN' }],
  ['registries/ghcr/TOKEN', { type: 'registry', registry: 'ghcr', name: 'TOKEN' }],
] as const)('the key %s leads there and back', (text, key) => {
  expect(parseSecretKey(text)).toEqual(key)
  expect(formatSecretKey(key)).toBe(text)
})

test.each(['', 'TOKEN', 'a/', '/TOKEN', 'a/b/c/d', 'a//TOKEN'])('"%s" is no key', (text) => {
  expect(parseSecretKey(text)).toBeNull()
})

const file = aProjectFile({
  components: { api: aComponent({ secrets: ['TOKEN'] }) },
  deployments: {
    production: { cluster: 'cluster-c' },
    staging: { cluster: 'cluster-b' },
    review: { cluster: 'cluster-b' },
    closed: { cluster: 'cluster-a', components: { api: { enabled: false } } },
  },
  sealed: { 'production/api/TOKEN': 'envelope', 'api/TOKEN': 'envelope' },
})

test.each([
  ['the default goes to clusters without a narrower value', 'api/TOKEN', ['cluster-b']],
  ['another secret of the component goes to all clusters where it runs', 'api/OTHER', ['cluster-b', 'cluster-c']],
  ['a value for one deployment goes to its cluster alone', 'production/api/TOKEN', ['cluster-c']],
  ['nobody needs a value where the component does not run', 'closed/api/TOKEN', []],
  ['a registry’s secret goes everywhere', 'registries/ghcr/TOKEN', ['cluster-a', 'cluster-b', 'cluster-c']],
])('%s', (_, key, clusters) => {
  const parsed = parseSecretKey(key)
  expect(parsed && secretRecipients(file, parsed)).toEqual(clusters)
})

test('a deployment’s value wins over the default, and a missing one is missing', () => {
  const at = (deployment: string, name = 'TOKEN') => narrowestKey(file.sealed, { deployment, component: 'api', name })
  expect(at('production')).toBe('production/api/TOKEN')
  expect(at('staging')).toBe('api/TOKEN')
  expect(at('staging', 'OTHER')).toBeNull()
})

test('a deployment knows which of its secrets have no value', () => {
  const needy = aProjectFile({
    registries: {
      ghcr: { url: 'ghcr.io', username: 'bot', secret: 'PULL' },
      own: { url: 'own.example.org', username: 'x', secret: 'OWN' },
    },
    components: { api: aComponent({ secrets: ['TOKEN', 'OTHER'] }), off: aComponent({ secrets: ['TOKEN'] }) },
    deployments: { production: { cluster: 'cluster-a', components: { off: { enabled: false } } } },
    sealed: { 'production/api/TOKEN': 'envelope', 'registries/own/OWN': 'envelope' },
  })
  const spec = resolveDeployment(needy, 'production', { installation: 'test', catalogue })
  expect(missingSecrets(spec).map((key) => formatSecretKey(key))).toEqual(['api/OTHER', 'registries/ghcr/PULL'])
})
