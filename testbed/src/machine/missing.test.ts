import { expect, test } from 'vitest'
import { wantedPrograms, type Machine } from './machine.ts'
import { missingFor, missingMessage } from './missing.ts'

const aMachine = (changes: Partial<Machine> = {}): Machine => ({
  platform: 'linux',
  isRoot: true,
  programs: new Set(wantedPrograms),
  goVersion: '1.26',
  javaVersion: '17',
  ...changes,
})

const without = (...names: string[]): Machine =>
  aMachine({ programs: new Set(wantedPrograms.filter((name) => !names.includes(name))) })

test('a machine with everything misses nothing, at any level', () => {
  expect(missingFor('services', aMachine())).toEqual([])
  expect(missingFor('cluster', aMachine())).toEqual([])
  expect(missingFor('node', aMachine())).toEqual([])
})

test.each([
  ['Go is not there', aMachine({ goVersion: null }), 'Go'],
  [
    'Go is older than the one that fetches a newer one',
    aMachine({ goVersion: '1.19' }),
    'Go 1.21 or later (here is 1.19)',
  ],
  ['Java is not there', aMachine({ javaVersion: null }), 'Java'],
  ['Java is too old for Keycloak', aMachine({ javaVersion: '11' }), 'Java 17 or later (here is 11)'],
  ['Maven is not there', without('mvn'), 'mvn'],
])('where %s, the services cannot be started and it is said why', (_, machine, what) => {
  expect(missingFor('services', machine).map((one) => one.what)).toEqual([what])
})

test('a level needs what it needs itself and what the ones before it need', () => {
  const machine = without('mvn', 'etcd', 'containerd')
  expect(missingFor('services', machine).map(({ what }) => what)).toEqual(['mvn'])
  expect(missingFor('cluster', machine).map(({ what }) => what)).toEqual(['mvn', 'etcd'])
  expect(missingFor('node', machine).map(({ what }) => what)).toEqual(['mvn', 'etcd', 'containerd'])
})

test('only pods need root', () => {
  const machine = aMachine({ isRoot: false })
  expect(missingFor('cluster', machine)).toEqual([])
  expect(missingFor('node', machine).map(({ what }) => what)).toEqual(['root'])
})

test('elsewhere than on Linux one thing is said and not twelve', () => {
  const machine = aMachine({ platform: 'darwin', programs: new Set(), goVersion: null, javaVersion: null })
  expect(missingFor('node', machine).map(({ what }) => what)).toEqual(['Linux'])
})

test('the message names each missing thing with the command that brings it', () => {
  const message = missingMessage('cluster', missingFor('cluster', without('mvn', 'etcd')))
  expect(message).toContain('"cluster"')
  expect(message).toContain('mvn → apt-get install maven')
  expect(message).toContain('etcd → apt-get install etcd-server')
  expect(message).toContain('at once, as root: npm run testbed:install')
})
