import { describe, expect, test } from 'vitest'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { sealText } from '@operations-manager/schema/sealing/envelope.ts'
import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { aProfile } from '../../test/registry-with-clusters.ts'
import { aFile } from '../../test/projects.ts'
import { ClusterAway } from '../link/errors.ts'
import type { AskCluster } from '../link/requests.ts'
import { createProjectFiles } from '../project-files.ts'
import type { ClusterRow } from '../store/tables.ts'
import type { Evaluation } from './evaluate.ts'
import { resealFor } from './reseal.ts'
import type { World } from './world.ts'

const files = createProjectFiles(catalogue)
const recipient = await identityToRecipient(await generateX25519Identity())
const envelope = await sealText('value', [recipient])

function fileWith(deployments: Record<string, unknown>) {
  const text = aFile({
    name: 'shop',
    components: { web: { image: 'x/y:1', uses: ['orders'], secrets: ['KEY'] } },
    deployments,
    sealed: { 'web/KEY': envelope },
  })
  const { file, problems } = files.read(text)
  if (file === null) throw new Error(JSON.stringify(problems))
  return file
}

const clusterRow = (name: string): [string, ClusterRow] => [
  name,
  { name, state: 'CONNECTED', profile: aProfile({ agePublicKey: `age-of-${name}` }) } as ClusterRow, // what is looked at
]
const world = { clusters: new Map([clusterRow('cluster-a'), clusterRow('cluster-b')]) } as unknown as World // likewise
const before = fileWith({ production: { cluster: 'cluster-a' } })
const evaluation = (deployments: Record<string, unknown>) => ({ file: fileWith(deployments) }) as unknown as Evaluation // likewise

function asking(answer: () => string): { asked: unknown[]; ask: AskCluster } {
  const asked: unknown[] = []
  const ask = async function* ask(cluster: string, question: unknown) {
    asked.push([cluster, question])
    yield { envelope: answer() }
  } as unknown as AskCluster // only what is asked here
  return { asked, ask }
}

describe('a deployment on a new cluster', () => {
  const both = { production: { cluster: 'cluster-a' }, staging: { cluster: 'cluster-b' } }

  test('has its secrets sealed again by a cluster that can open them, for all that need them', async () => {
    const { asked, ask } = asking(() => 'again')
    const { resealed, notices } = await resealFor(ask, before, evaluation(both), world)
    expect(resealed).toEqual({ 'web/KEY': { from: envelope, to: 'again' } })
    expect(notices).toEqual([])
    expect(asked).toEqual([
      ['cluster-a', { type: 'reseal', envelope, recipients: ['age-of-cluster-a', 'age-of-cluster-b'] }],
    ])
  })

  test('tells which value has to be given again where no cluster can', async () => {
    const { ask } = asking(() => {
      throw new ClusterAway('cluster-a')
    })
    const { resealed, notices } = await resealFor(ask, before, evaluation(both), world)
    expect(resealed).toEqual({})
    expect(notices).toMatchObject([{ code: 'SECRET_NOT_SET', path: ['sealed', 'web/KEY'] }])
  })

  test('asks nobody while no cluster comes', async () => {
    const { asked, ask } = asking(() => 'again')
    await resealFor(
      ask,
      before,
      evaluation({ production: { cluster: 'cluster-a' }, other: { cluster: 'cluster-a' } }),
      world,
    )
    expect(asked).toEqual([])
  })
})
