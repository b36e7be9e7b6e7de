import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import type { ClusterAccess, Services } from '@operations-manager/testbed/access.ts'
import { readTestbedConfig } from '@operations-manager/testbed/config.ts'
import { buildHelm, openHelm } from '@operations-manager/testbed/helm/helm.ts'
import { previousVersion } from '@operations-manager/testbed/images/images.ts'
import { openApi } from '@operations-manager/testbed/kubernetes/api.ts'
import { makeAccounts, postgresqlAccount } from '@operations-manager/testbed/settings/accounts.ts'
import { issue, makeAuthority } from '@operations-manager/testbed/trust/authority.ts'
import { say } from '@operations-manager/testbed/vitest/say.ts'
import { chart } from '../chart/chart.ts'
import { Line } from '../faults/line.ts'
import type { System } from '../system/start-system.ts'
import { openBackendPods, type BackendPods } from './backend-pods.ts'
import { installationValues, secretNames, type Values } from './installation-values.ts'

const Registered = z.object({
  registered: z.object({ joinToken: z.string().nullable(), problems: z.array(z.object({ message: z.string() })) }),
})
const registration = `mutation ($input: RegisterClusterInput!) {
  registered: registerCluster(input: $input) { joinToken problems { message } }
}`
const States = z.object({ cluster: z.object({ state: z.string(), profile: z.object({}).nullable() }) })

/** A cluster backend that is installed with its chart as an operator does it, in a real cluster. */
export type Installation = {
  readonly namespace: string
  /** The line between the cluster and the registry. */
  readonly line: Line
  readonly pods: BackendPods
  /** Registers the cluster, under an address or `link:`, and puts the join token where the chart finds it. */
  register(address?: string): Promise<void>
  /** `helm install`, of this version or of the one before, until it is ready. */
  install(more?: Values, version?: 'this' | 'previous'): Promise<void>
  /** `helm upgrade` to this version. */
  upgrade(more?: Values): Promise<void>
  uninstall(): Promise<void>
  /** As the registry sees it. */
  state(): Promise<string>
  /** Puts a Secret into the namespace of the backend. */
  secret(name: string, data: Readonly<Record<string, string>>, type?: string): Promise<void>
  stop(): Promise<void>
}

const release = 'cluster-backend'

/** Prepares all that an operator has before the installation: accounts, Secrets, values. */
export async function prepareInstallation(
  system: System,
  name: string,
  { services, cluster }: { readonly services: Services; readonly cluster: ClusterAccess },
): Promise<Installation> {
  const namespace = `backend-${name}`
  const folder = await mkdtemp(join(tmpdir(), 'om-installation-'))
  const program = await buildHelm({ folder: readTestbedConfig().cacheFolder, say })
  const helm = openHelm({ program, folder, kubeconfig: cluster.kubeconfig })
  const { core } = openApi(cluster.kubeconfig)
  const authority = await makeAuthority('authority of the registry')
  const tls = await issue(authority, { names: [cluster.hostAddress] })
  const line = await Line.open(system.sandbox.ports.registry, { host: cluster.hostAddress, tls })
  const { state } = await loadState(system.dataFolder)
  const link = { url: `wss://${cluster.hostAddress}:${line.port}/link`, authority: authority.certificate }
  const values = installationValues(name, cluster, { services, state, link })
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' }
  await core.createNamespace({ body: { metadata: { name: namespace, labels } } })

  const secret: Installation['secret'] = async (of, data, type = 'Opaque') => {
    await core.createNamespacedSecret({ namespace, body: { metadata: { name: of }, type, stringData: { ...data } } })
  }
  const accounts = await makeAccounts(services, null, { folder, postgresqlUrl: await postgresqlAccount(services) })
  const { minio, keycloak } = accounts
  await secret(secretNames.postgresql, { url: accounts.postgresqlUrl.reveal() })
  await secret(secretNames.minio, { accessKey: minio.accessKey, secretKey: minio.secretKey.reveal() })
  await secret(secretNames.keycloak, { clientId: keycloak.clientId, clientSecret: keycloak.clientSecret.reveal() })

  const operator = await system.as('carol')
  const run = async (verb: 'install' | 'upgrade', of: string, more: Values): Promise<void> => {
    const file = join(folder, 'values.json')
    await writeFile(file, JSON.stringify(merged(values, more)), { mode: 0o600 })
    const waiting = ['--wait', '--timeout', '2m']
    await helm(verb, release, of, '--namespace', namespace, '--values', file, ...waiting).catch(async (cause) => {
      throw new Error(`helm ${verb}: the pods say\n${await pods.logs()}`, { cause })
    })
  }
  const previous = async (): Promise<string> => {
    const versions = ['--version', previousVersion, '--app-version', previousVersion]
    await helm('package', chart, ...versions, '--destination', folder)
    return join(folder, `${release}-${previousVersion}.tgz`)
  }
  const pods = openBackendPods(cluster, namespace)
  return {
    namespace,
    line,
    pods,
    register: async (address = 'link:') => {
      const { registered } = await operator.get(Registered, registration, { input: { name, address } })
      if (registered.joinToken === null) throw new Error(`register ${name}: ${JSON.stringify(registered.problems)}`)
      await secret(secretNames.join, { token: registered.joinToken })
    },
    install: async (more = {}, version = 'this') => run('install', version === 'this' ? chart : await previous(), more),
    upgrade: (more = {}) => run('upgrade', chart, more),
    uninstall: async () => void (await helm('uninstall', release, '--namespace', namespace, '--wait')),
    state: async () => {
      const query = 'query ($name: String!) { cluster(name: $name) { state profile { domain } } }'
      return (await operator.get(States, query, { name })).cluster.state
    },
    secret,
    stop: async () => {
      const installed = await helm('list', '--namespace', namespace, '--short')
      if (installed.trim() !== '') await helm('uninstall', release, '--namespace', namespace, '--wait')
      await core.deleteNamespace({ name: namespace })
      await line.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** One level below the top, where the chart's values are: what is given there replaces or adds single ones. */
function merged(values: Values, more: Values): Values {
  const together = Object.entries(more).map(([name, value]) => {
    const usual = values[name]
    const isNested = [usual, value].every((one) => typeof one === 'object' && one !== null && !Array.isArray(one))
    return [name, isNested ? { ...(usual as Values), ...(value as Values) } : value] // both are objects, as just seen
  })
  return { ...values, ...(Object.fromEntries(together) as Values) } // from an object of the same type
}
