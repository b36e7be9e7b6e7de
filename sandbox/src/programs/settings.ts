import { join } from 'node:path'
import type { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { SandboxConfig } from '../config.ts'
import { auditorsGroup, operatorsGroup } from '../identity/people.ts'
import { apiResource, webClientId } from '../identity/settings.ts'
import type { SandboxPorts } from '../ports/sandbox-ports.ts'
import type { Databases } from '../postgres/databases.ts'
import type { SandboxState } from '../state/sandbox-state.ts'
import { certificateFiles } from './cluster-ways.ts'
import { simulatedParts, withSettings, type ClusterSettings } from './cluster-settings.ts'

export const clusterNames = ['cluster-a', 'cluster-b'] as const
export type ClusterName = (typeof clusterNames)[number]
export type ProgramName = 'registry' | 'gateway' | 'identity' | ClusterName

export type ProgramSettings = {
  /** The module to run, from the top of the checkout. */
  readonly module: string
  readonly env: Readonly<Record<string, string>>
  /** Answers 2xx when the program can do its work. */
  readonly readyUrl: string
  /** The file with the certificate that this server has, where nobody else signed it. */
  readonly readyCertificate?: string | undefined
  /** For Node itself. */
  readonly nodeFlags?: readonly string[]
}

/** What the settings of all programs are made of. */
export type Given = {
  readonly config: SandboxConfig
  readonly state: SandboxState
  readonly ports: SandboxPorts
  readonly databases: Databases
  /** What was given for clusters, in the place of what is simulated. */
  readonly clusterSettings?: Readonly<Partial<Record<ClusterName, ClusterSettings>>>
}

/** The environment of each program: the same settings that a real installation gives them. */
export function programSettings(given: Given): (name: ProgramName) => ProgramSettings {
  return (name) => {
    switch (name) {
      case 'registry':
        return registry(given)
      case 'gateway':
        return gateway(given)
      case 'identity':
        return identity(given)
      case 'cluster-a':
      case 'cluster-b':
        return cluster(given, name)
      default:
        return name satisfies never
    }
  }
}

const local = (port: number): string => `http://127.0.0.1:${port}`

/** The same address at another port, where one is given. */
function atPort(address: Secret, port: number | undefined): string {
  const url = new URL(revealed(address))
  if (port !== undefined) url.port = String(port)
  return url.href
}

const revealed = (secret: Secret): string => secret.reveal()

function shared({ config, state }: Given): Record<string, string> {
  return {
    INTERNAL_SECRET: revealed(state.internalSecret),
    ...(config.otlpEndpoint === null ? {} : { OTLP_ENDPOINT: config.otlpEndpoint }),
  }
}

function registry(given: Given): ProgramSettings {
  const { config, state, ports, databases } = given
  return {
    module: 'subgraphs/registry/src/main.ts',
    readyUrl: `${local(ports.registry)}/health/ready`,
    env: {
      ...shared(given),
      PORT: String(ports.registry),
      REGISTRY_URL: local(ports.registry),
      DATABASE_URL: atPort(databases.url('registry'), config.postgresPorts?.registry),
      REPOSITORY: config.repository ?? join(config.dataFolder, 'projects.git'),
      REPOSITORY_COPY: join(config.dataFolder, 'copy-of-projects.git'),
      // Nobody tells of pushes to a repository on the own machine, so it is looked at often.
      REPOSITORY_POLL_SECONDS: '2',
      INSTALLATION_ID: state.installation,
      CALLER_PUBLIC_KEY: JSON.stringify(state.gatewayPublicKey),
      OPERATOR_GROUPS: operatorsGroup,
      AUDITOR_GROUPS: auditorsGroup,
      WEBHOOK_SECRET: revealed(state.webhookSecret),
      // Nobody else has this audience, so an identity made for another installation is good for nothing here.
      ...(config.ciIssuers === ''
        ? {}
        : { CI_ISSUERS: config.ciIssuers, CI_AUDIENCE: `operations-manager-${state.installation}` }),
    },
  }
}

function gateway(given: Given): ProgramSettings {
  const { config, state, ports } = given
  return {
    module: 'gateway/src/main.ts',
    // As its own `start` script does: answers live longer than a young generation of the usual size.
    nodeFlags: ['--max-semi-space-size=32'],
    readyUrl: `${local(ports.gateway)}/health/ready`,
    env: {
      ...shared(given),
      PORT: String(ports.gateway),
      REGISTRY_URL: local(ports.registry),
      // The web application, which speaks for whoever sits before it.
      TRUSTED_PROXIES: '127.0.0.1,::1',
      CALLER_PRIVATE_KEY: revealed(state.gatewayPrivateKey),
      OIDC_ISSUER: config.oidc?.issuer ?? local(ports.identity),
      OIDC_AUDIENCE: config.oidc?.audience ?? apiResource,
    },
  }
}

function identity({ state, ports }: Given): ProgramSettings {
  return {
    module: 'sandbox/src/identity/main.ts',
    readyUrl: `${local(ports.identity)}/.well-known/openid-configuration`,
    env: {
      PORT: String(ports.identity),
      SIGNING_KEY: JSON.stringify(state.identityKey),
      COOKIE_KEY: revealed(state.cookieKey),
      WEB_CLIENT_SECRET: revealed(state.webClientSecret),
      WEB_URL: local(ports.web),
    },
  }
}

/** The environment of the web application: a client of the gateway and of the provider, with a database of its own. */
export function webEnvironment({ config, state, ports, databases }: Given): Readonly<Record<string, string>> {
  return {
    GRAPHQL_URL: `${local(ports.gateway)}/graphql`,
    PUBLIC_URL: local(ports.web),
    OIDC_ISSUER: config.oidc?.issuer ?? local(ports.identity),
    OIDC_CLIENT_ID: config.oidc?.web.clientId ?? webClientId,
    OIDC_CLIENT_SECRET: revealed(config.oidc?.web.clientSecret ?? state.webClientSecret),
    ...(config.oidc === null ? { OIDC_SCOPE: 'openid email profile groups', OIDC_RESOURCE: apiResource } : {}),
    DATABASE_URL: revealed(databases.url('web')),
    SESSION_KEY: revealed(state.webSessionKey),
  }
}

function cluster(given: Given, name: ClusterName): ProgramSettings {
  const { config, state, ports, databases } = given
  const backends = backendSettings(given, name)
  const tls = certificateFiles(config, name)
  const memory = databases.url(`sandbox_${name.replace('-', '_')}`)
  return {
    module: 'subgraphs/cluster/src/main.ts',
    // As its own `start` script does: it has little that lives for long, and V8 would rather take memory than collect.
    nodeFlags: ['--max-semi-space-size=4', '--heap-growing-percent=25'],
    readyUrl: `${tls === null ? 'http' : 'https'}://127.0.0.1:${ports[name]}/health/ready`,
    readyCertificate: tls?.certificate,
    env: {
      ...shared(given),
      // One pool of memory for all threads, of which only one works: several leave more of it unused. Only glibc reads it.
      MALLOC_ARENA_MAX: '1',
      CLUSTER_NAME: name,
      INSTALLATION_ID: state.installation,
      LINK_URL: `ws://127.0.0.1:${config.linkPort ?? ports.registry}/link`,
      PORT: String(ports[name]),
      CALLER_PUBLIC_KEY: JSON.stringify(state.gatewayPublicKey),
      ...(tls === null ? {} : { TLS_CERTIFICATE_FILE: tls.certificate, TLS_KEY_FILE: tls.key }),
      ...backends,
      ...(simulatedParts(backends).length === 0 ? {} : { MEMORY_URL: atPort(memory, config.postgresPorts?.clusters) }),
    },
  }
}

/** Where a cluster's backends are: simulated ones, and in their place what was given. */
export function backendSettings(
  { config, ports, databases, clusterSettings = {} }: Given,
  name: ClusterName,
): ClusterSettings {
  const usual = {
    KUBERNETES: 'memory',
    OBJECT_STORAGE_URL: 'memory',
    IDENTITY_URL: 'memory',
    DOMAIN: `${name}.localhost`,
    SCHEME: 'http',
    PUBLIC_PORT: String(ports[`${name}-ingress`]),
    POSTGRESQL_URL: atPort(databases.tenants, config.postgresPorts?.clusters),
    POSTGRESQL_EXTENSIONS: 'pgcrypto,pg_trgm,citext,hstore',
    STORAGE_CLASSES: 'standard,shared',
    SHARED_STORAGE_CLASSES: 'shared',
  }
  return withSettings(usual, clusterSettings[name] ?? {})
}
