import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { example } from '../system/example.ts'
import { changed, finished, type Operation } from '../system/graph.ts'
import { reportAt } from './application.ts'
import { parkFile } from './park-file.ts'
import { startRealSystem, succeeded, type RealSystem } from './real-system.ts'

let system: RealSystem
let alice: GraphClient
let operation: Operation

beforeAll(async () => {
  system = await startRealSystem(inject('services'), inject('clusters'))
  alice = await system.as('alice')
  const file = parkFile({
    name: 'parks',
    deployments: { production: 'cluster-a', staging: 'cluster-b' },
    image: system.image('1'),
  })
  operation = await finished(alice, await changed(alice, 'applyProjectFile', { file }), 240_000)
})

afterAll(() => system?.stop())

const Addresses = z.object({
  project: z.object({
    deployments: z.array(
      z.object({
        name: z.string(),
        status: z.object({ health: z.string() }),
        addresses: z.array(z.object({ url: z.string(), state: z.string() })),
        live: z.object({
          workloads: z.array(z.object({ component: z.string(), state: z.string(), ready: z.number() })),
        }),
      }),
    ),
  }),
})

describe('a project file over two clusters with real backends', () => {
  test('goes from saved to proven, and nothing of it was simulated', () => {
    expect(operation).toMatchObject({ state: 'SUCCEEDED', problems: [] })
    const proofs = operation.steps.flatMap((step) => step.proofs)
    expect(proofs.filter((proof) => !proof.passed)).toEqual([])
    expect(new Set(proofs.map((proof) => proof.from))).toEqual(new Set(['BACKEND', 'WORKLOAD']))
    for (const deployment of ['production', 'staging']) {
      const proven = operation.steps.filter((step) => step.key.startsWith(`${deployment}/`) && step.proofs.length > 0)
      expect(proven.map((step) => step.key)).toEqual(
        expect.arrayContaining([
          `${deployment}/visits/proof`,
          `${deployment}/photos/proof`,
          `${deployment}/signin/proof`,
          `${deployment}/web/address`,
        ]),
      )
    }
  })

  test('each service and each call was proved from where its pods stand, with its own credentials', () => {
    for (const deployment of ['production', 'staging']) {
      const reach = operation.steps.find(({ key }) => key === `${deployment}/web/reach`)
      expect(new Set(reach?.proofs.map(({ from }) => from))).toEqual(new Set(['WORKLOAD']))
      expect(reach?.proofs.map(({ tried }) => tried)).toEqual([
        `Signed in as "parks_${deployment}_visits", created and dropped a table.`,
        "Tried to connect to the platform's own database.",
        `As "parks-${deployment}-photos", put, read back and deleted an object.`,
        "Tried to list the platform's own bucket.",
        'Read the discovery document through the address that workloads use.',
        expect.stringMatching(/^Asked to sign in and return to https?:/),
        "Asked to sign in and return to somebody else's address.",
        `Asked for a token as "parks-${deployment}-signin" with its secret.`,
        'Call "api" at api:8080.',
      ])
    }
  })

  test('no pod that proved something is left', async () => {
    const left = async (name: string, deployment: string) => {
      const all = await system.view(name).objects('parks', deployment)
      return all.filter(({ kind }) => kind === 'Job').map(({ metadata }) => metadata.name)
    }
    await vi.waitFor(
      async () => {
        expect([...(await left('cluster-a', 'production')), ...(await left('cluster-b', 'staging'))]).toEqual([])
      },
      { timeout: 20_000, interval: 250 },
    )
  })

  test('its pods are ready on the real kubelets', async () => {
    const { project } = await alice.get(
      Addresses,
      `{ project(name: "parks") { deployments {
        name status { health } addresses { url state } live { workloads { component state ready } }
      } } }`,
    )
    for (const { live, status, addresses } of project.deployments) {
      expect(status.health).toBe('READY')
      expect(live.workloads.map(({ component, state, ready }) => [component, state, ready])).toEqual([
        ['api', 'READY', 1],
        ['web', 'READY', 1],
      ])
      expect(addresses.map(({ state }) => state)).toEqual(['WORKING'])
    }
  })

  test.each([
    ['cluster-a', 'production'],
    ['cluster-b', 'staging'],
  ])(
    'in %s the application uses all that it was given, with the injected variables alone',
    async (name, deployment) => {
      const cluster = system.cluster(name)
      const url = await system.addressOf(alice, 'parks', deployment)
      const report = await reportAt(cluster, url)
      expect(report).toMatchObject({ ok: true, version: '1', publicHost: url })
      const works = Object.fromEntries(Object.entries(report.checks).map(([check, { ok }]) => [check, ok]))
      expect(works).toEqual({ 'call:api': true, database: true, objectStore: true, signIn: true, volume: true })
    },
  )

  test('the second time nothing is written', async () => {
    const versions = async () => {
      const all = await Promise.all([
        system.view('cluster-a').objects('parks', 'production'),
        system.view('cluster-b').objects('parks', 'staging'),
      ])
      // A status that a controller writes is none of ours, so a Deployment's own generation counts. A Job may still be
      // ending that proved something.
      const kept = all.flat().filter(({ kind }) => kind !== 'Job')
      return kept.map(({ kind, metadata }) => `${kind}/${metadata.name} ${metadata.uid} ${metadata.generation}`)
    }
    const before = await versions()
    for (const deployment of ['production', 'staging']) {
      const id = await changed(alice, 'refreshDeployment', { project: 'parks', deployment })
      expect((await finished(alice, id)).state).toBe('SUCCEEDED')
    }
    expect(await versions()).toEqual(before)
  })
})

test('the sample of the README is proven over both clusters', async () => {
  await changed(alice, 'applyProjectFile', { file: await example('webshop.yaml') })
  const secret = { project: 'webshop', component: 'api', name: 'PAYMENT_KEY', value: 'planted-payment' }
  succeeded(await finished(alice, await changed(alice, 'setSecret', secret), 180_000))
})
