import { scramVerifier } from '@operations-manager/runtime/postgresql/scram-verifier.ts'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { namespaceName } from '@operations-manager/schema/names/names.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import type { Config } from '../../../subgraphs/cluster/src/config.ts'
import { newSecret } from '../../../subgraphs/cluster/src/credentials/credential.ts'
import type { Outputs } from '../../../subgraphs/cluster/src/credentials/outputs.ts'
import { injectedOf } from '../../../subgraphs/cluster/src/kinds/binding/variables.ts'
import { offersOf } from '../../../subgraphs/cluster/src/link/profile.ts'
import { units } from '../../../subgraphs/cluster/src/services/units.ts'
import { namespaceContents, namespaceObject } from '../../../subgraphs/cluster/src/manifests/namespace.ts'
import { networkPolicies } from '../../../subgraphs/cluster/src/manifests/policies.ts'
import { componentSecrets } from '../../../subgraphs/cluster/src/manifests/secrets.ts'
import { workloadObjects } from '../../../subgraphs/cluster/src/manifests/workload.ts'
import type {
  KubernetesObject,
  KubernetesPort,
  KubernetesQuery,
} from '../../../subgraphs/cluster/src/ports/kubernetes.ts'
import { instanceOf, type Instance } from '../../../subgraphs/cluster/src/services/instance.ts'
import { ownerOf } from '../../../subgraphs/cluster/src/services/mark.ts'
import {
  statementsOf,
  storageInstance,
  storageOutputs,
} from '../../../subgraphs/cluster/src/services/object-storage/instance.ts'
import {
  postgresInstance,
  postgresOutputs,
  roleSettings,
} from '../../../subgraphs/cluster/src/services/postgresql/instance.ts'
import { clientsOf } from '../../../subgraphs/cluster/src/services/single-sign-on/client/wish.ts'
import { clientInstance, clientOutputs } from '../../../subgraphs/cluster/src/services/single-sign-on/instance.ts'
import { realmKind } from '../../../subgraphs/cluster/src/services/single-sign-on/realm/kind.ts'
import { realmWish } from '../../../subgraphs/cluster/src/services/single-sign-on/realm/wish.ts'
import { services } from './environment-file.ts'
import type { RealPorts } from './real-ports.ts'

const component = 'web'
const limitMs = 120_000

/**
 * The calls that an environment cannot be made without, on their critical path and everything else side by side: it
 * looks at nothing, keeps and marks nothing, proves nothing, and could not be run a second time.
 */
export async function makeBare(ports: RealPorts, config: Config, { spec, ...wish }: Wish): Promise<void> {
  const instance = (service: string, output: string): Instance => instanceOf(spec.installation, spec, service, output)
  const namespace = namespaceOf(ports.kubernetes, config, spec)
  const made = await Promise.all([
    databaseOf(ports, config, instance(services.database, 'password')),
    bucketOf(ports, config, instance(services.bucket, 'secretKey')),
    clientOf(ports, config, { spec, ...wish }, instance(services.signIn, 'clientSecret')),
  ])
  const outputs = new Map<string, Outputs>(made)
  const settings = config.kubernetesSettings
  const injected = await injectedOf(
    {
      settings,
      catalogue,
      outputs: (_spec, service) => Promise.resolve(outputs.get(service) ?? null),
      open: () => Promise.reject(new Error('there is no secret to open')),
    },
    spec,
    component,
  )
  const secrets = componentSecrets(spec, component, injected)
  const injection = { secrets: secrets.map(({ metadata }) => metadata.name), contentHash: 'bare' }
  const input = { spec, settings, catalogue, offers: offersOf(config, catalogue, units), injection, restartedAt: null }
  await namespace
  const workload = workloadObjects(input, component)
  await Promise.all([...secrets, ...workload].map((object) => ports.kubernetes.create(object)))
  const name = namespaceName(spec)
  const deployments = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: name }
  await untilSeen(ports.kubernetes, deployments, isReady, `a pod of ${name} is ready`)
}

/**
 * Takes its namespace away with all that is in it, and waits until that is gone. The pods go first: the controller of
 * namespaces would look only half a minute later whether they have ended.
 */
export async function removeBare(kubernetes: KubernetesPort, spec: Wish['spec']): Promise<void> {
  const name = namespaceName(spec)
  const deployments = { apiVersion: 'apps/v1', kind: 'Deployment', namespace: name }
  const ended = untilSeen(kubernetes, deployments, (_object, isGone) => isGone, `the pods of ${name} have ended`)
  await Promise.all([kubernetes.remove({ ...deployments, name: component }), ended])
  const place = { apiVersion: 'v1', kind: 'Namespace', namespace: null }
  const gone = untilSeen(
    kubernetes,
    place,
    ({ metadata }, isGone) => isGone && metadata.name === name,
    `the namespace ${name} is gone`,
  )
  await Promise.all([kubernetes.remove({ ...place, name }), gone])
}

async function namespaceOf(kubernetes: KubernetesPort, config: Config, spec: Wish['spec']): Promise<void> {
  const input = { spec, settings: config.kubernetesSettings, catalogue, offers: offersOf(config, catalogue, units) }
  await kubernetes.create(namespaceObject({ ...spec }))
  const contents = [...namespaceContents(input), ...networkPolicies(input)]
  await Promise.all(contents.map((object) => kubernetes.create(object)))
}

type Made = readonly [service: string, outputs: Outputs]

async function databaseOf({ database: port }: RealPorts, { postgresql }: Config, place: Instance): Promise<Made> {
  if (postgresql === null) throw new Error('there is no PostgreSQL')
  const { workload, tls, statementTimeout, idleInTransactionTimeout } = postgresql
  const settings = { ...workload, tls, canary: 'unused', statementTimeout, idleInTransactionTimeout }
  const instance = postgresInstance(place, settings)
  const { role: name, database } = instance
  const password = newSecret()
  await port.createRole({
    name,
    canLogin: true,
    connectionLimit: 20,
    settings: roleSettings(instance),
    comment: 'bare',
    verifier: await scramVerifier(password),
  })
  await port.createDatabase(database, name)
  await port.ownDatabase(database, name, 'bare')
  await port.createSchema(database, database, name)
  return [place.service, postgresOutputs(instance, password)]
}

async function bucketOf({ storage: port }: RealPorts, { objectStorage }: Config, place: Instance): Promise<Made> {
  if (objectStorage === null) throw new Error('there is no object store')
  const instance = storageInstance(place, {
    ...objectStorage.workload,
    region: objectStorage.region,
    canary: 'unused',
  })
  const { bucket, accessKey, policy } = instance
  const secret = newSecret()
  const user = Promise.all([port.setPolicy(policy, statementsOf(instance, '')), port.setUser(accessKey, secret)])
  await Promise.all([
    port.createBucket(bucket).then(() => port.setTags(bucket, { made: 'bare' })),
    user.then(() => port.attachPolicy(accessKey, policy)),
  ])
  return [place.service, storageOutputs(instance, secret)]
}

async function clientOf({ signIn: port }: RealPorts, config: Config, wish: Wish, place: Instance): Promise<Made> {
  const { identity: settings, kubernetesSettings: space } = config
  if (settings === null) throw new Error('there is no identity server')
  const instance = clientInstance(place, settings)
  const { installation, cluster, project } = wish.spec
  const owner = { ...ownerOf(installation, { cluster, project, deployment: '' }, ''), deployment: '' }
  const wished = realmWish(settings, owner, [wish], clientsOf([wish], installation, settings, space))
  await realmKind(port, wished.realm, owner, wished, null).apply({ type: 'create-realm', realm: wished.realm })
  const client = await port.readClient(wished.realm, instance.clientId)
  return [place.service, clientOutputs(instance, client?.secret ?? new Secret(''))]
}

/** Follows objects until one is seen as hoped. */
async function untilSeen(
  kubernetes: KubernetesPort,
  query: KubernetesQuery,
  isIt: (object: KubernetesObject, isGone: boolean) => boolean,
  hope: string,
): Promise<void> {
  const ended = AbortSignal.timeout(limitMs)
  const seen = new AbortController()
  await kubernetes.watch(
    query,
    (object, isGone) => {
      if (isIt(object, isGone)) seen.abort()
    },
    AbortSignal.any([ended, seen.signal]),
  )
  if (ended.aborted) throw new Error(`after ${limitMs / 1_000} s it is not so that ${hope}`)
}

function isReady({ status }: KubernetesObject & { readonly status?: unknown }): boolean {
  return (status as { readonly readyReplicas?: number } | undefined)?.readyReplicas === 1 // as the server writes it
}
