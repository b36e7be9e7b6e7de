import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import type { SandboxPorts } from '@operations-manager/sandbox/ports/sandbox-ports.ts'
import { loadState } from '@operations-manager/sandbox/state/sandbox-state.ts'
import type { ClusterAccess, Services } from '../access.ts'
import { readTestbedConfig } from '../config.ts'
import { buildHelm, openHelm, type Helm } from '../helm/helm.ts'
import { previousVersion } from '../images/images.ts'
import { openApi } from '../kubernetes/api.ts'
import { Line } from '../line/line.ts'
import { makeAccounts, postgresqlAccount } from '../settings/accounts.ts'
import { issue, makeAuthority } from '../trust/authority.ts'
import { openBackendPods, type BackendPods } from './backend-pods.ts'
import { chart } from './chart.ts'
import { installationValues, secretNames, type LinkPlace, type Values } from './values.ts'

const Registered = z.object({
  registered: z.object({ joinToken: z.string().nullable(), problems: z.array(z.object({ message: z.string() })) }),
})
const registration = `mutation ($input: RegisterClusterInput!) {
  registered: registerCluster(input: $input) { joinToken problems { message } }
}`
const States = z.object({ cluster: z.object({ state: z.string(), profile: z.object({}).nullable() }) })

/** The system that a cluster is to join. */
export type Center = {
  readonly sandbox: { readonly ports: SandboxPorts }
  readonly dataFolder: string
  as(login: string): Promise<GraphClient>
}

export type InstallationPlace = {
  readonly services: Services
  readonly cluster: ClusterAccess
  /** Of the backend; `backend-NAME` if nothing else is said. */
  readonly namespace?: string
  /** Where the registry's link is reached on this machine, when that is not the registry's own port. */
  readonly linkPort?: number
  /** Where a folder for its files is made; among the temporary ones if nothing else is said. */
  readonly folder?: string
  readonly say: (line: string) => void
  /** Ends Helm in the middle. */
  readonly signal?: AbortSignal
}

/** A cluster backend that is installed with its chart as an operator does it, in a real cluster. */
export type Installation = {
  readonly namespace: string
  /** The line between the cluster and the registry. */
  readonly line: Line
  /** Where the cluster finds the registry. */
  readonly link: LinkPlace
  readonly pods: BackendPods
  /** The path of what is given to Helm; no secret stands in it. */
  readonly valuesFile: string
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
  /** Ends the line and removes what was written on this machine; the cluster stays as it is. */
  close(): Promise<void>
  /** Takes all of it out of the cluster again, but for what tenants have, and closes. */
  stop(): Promise<void>
}

const release = 'cluster-backend'

/** Prepares all that an operator has before the installation: accounts, Secrets, values. */
export async function prepareInstallation(
  center: Center,
  name: string,
  place: InstallationPlace,
): Promise<Installation> {
  const folder = await mkdtemp(join(place.folder ?? tmpdir(), 'om-installation-'))
  try {
    return await prepareIn(folder, center, name, place)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function prepareIn(
  folder: string,
  center: Center,
  name: string,
  { services, cluster, namespace = `backend-${name}`, linkPort, say, signal }: InstallationPlace,
): Promise<Installation> {
  const program = await buildHelm({ folder: readTestbedConfig().cacheFolder, say })
  const { kubeconfig } = cluster
  const helm = openHelm({ program, folder, kubeconfig, ...(signal !== undefined && { signal }) })
  const { state } = await loadState(center.dataFolder)
  const operator = await center.as('carol')
  const secret = await prepareNamespace({ services, cluster, namespace, folder })
  const { line, link } = await openLine(cluster, linkPort ?? center.sandbox.ports.registry)
  const pods = openBackendPods(cluster, namespace)
  const values = installationValues(name, cluster, { services, state, link })
  const valuesFile = join(folder, 'values.json')
  const verbs = helmVerbs(helm, { namespace, values, valuesFile, pods, folder })
  const close = async (): Promise<void> => {
    await line.close()
    await rm(folder, { recursive: true, force: true })
  }
  return {
    namespace,
    line,
    link,
    pods,
    valuesFile,
    ...verbs,
    register: async (address = 'link:') => {
      const { registered } = await operator.get(Registered, registration, { input: { name, address } })
      if (registered.joinToken === null) throw new Error(`register ${name}: ${JSON.stringify(registered.problems)}`)
      await secret(secretNames.join, { token: registered.joinToken })
    },
    state: async () => {
      const query = 'query ($name: String!) { cluster(name: $name) { state profile { domain } } }'
      return (await operator.get(States, query, { name })).cluster.state
    },
    secret,
    close,
    stop: async () => {
      const installed = await helm('list', '--namespace', namespace, '--short')
      if (installed.trim() !== '') await verbs.uninstall()
      await openApi(kubeconfig).core.deleteNamespace({ name: namespace })
      await close()
    },
  }
}

/** A line of TLS to the registry, which itself has none, at the address of this machine that pods know. */
async function openLine({ hostAddress }: ClusterAccess, port: number): Promise<{ line: Line; link: LinkPlace }> {
  const authority = await makeAuthority('authority of the registry')
  const tls = await issue(authority, { names: [hostAddress] })
  const line = await Line.open(port, { host: hostAddress, tls })
  return { line, link: { url: `wss://${hostAddress}:${line.port}/link`, authority: authority.certificate } }
}

type Prepared = { readonly folder: string; readonly namespace: string }

/** Makes the namespace of the backend with its accounts at the backends of services in Secrets. */
async function prepareNamespace({
  services,
  cluster,
  namespace,
  folder,
}: Prepared & Pick<InstallationPlace, 'services' | 'cluster'>): Promise<Installation['secret']> {
  const { core } = openApi(cluster.kubeconfig)
  const labels = { 'pod-security.kubernetes.io/enforce': 'restricted' }
  await core.createNamespace({ body: { metadata: { name: namespace, labels } } })
  const secret: Installation['secret'] = async (name, data, type = 'Opaque') => {
    await core.createNamespacedSecret({ namespace, body: { metadata: { name }, type, stringData: { ...data } } })
  }
  const accounts = await makeAccounts(services, null, { folder, postgresqlUrl: await postgresqlAccount(services) })
  const { minio, keycloak } = accounts
  await secret(secretNames.postgresql, { url: accounts.postgresqlUrl.reveal() })
  await secret(secretNames.minio, { accessKey: minio.accessKey, secretKey: minio.secretKey.reveal() })
  await secret(secretNames.keycloak, { clientId: keycloak.clientId, clientSecret: keycloak.clientSecret.reveal() })
  return secret
}

type HelmGiven = Prepared & Pick<Installation, 'pods' | 'valuesFile'> & { readonly values: Values }

/** What an operator does with Helm. */
function helmVerbs(
  helm: Helm,
  { namespace, values, valuesFile, pods, folder }: HelmGiven,
): Pick<Installation, 'install' | 'upgrade' | 'uninstall'> {
  const run = async (verb: 'install' | 'upgrade', of: string, more: Values): Promise<void> => {
    await writeFile(valuesFile, JSON.stringify(merged(values, more)), { mode: 0o600 })
    const waiting = ['--wait', '--timeout', '2m']
    await helm(verb, release, of, '--namespace', namespace, '--values', valuesFile, ...waiting).catch(async (cause) => {
      throw new Error(`helm ${verb}: the pods say\n${await pods.logs()}`, { cause })
    })
  }
  const previous = async (): Promise<string> => {
    const versions = ['--version', previousVersion, '--app-version', previousVersion]
    await helm('package', chart, ...versions, '--destination', folder)
    return join(folder, `${release}-${previousVersion}.tgz`)
  }
  return {
    install: async (more = {}, version = 'this') => run('install', version === 'this' ? chart : await previous(), more),
    upgrade: (more = {}) => run('upgrade', chart, more),
    uninstall: async () => void (await helm('uninstall', release, '--namespace', namespace, '--wait')),
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
