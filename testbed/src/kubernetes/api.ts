import {
  AppsV1Api,
  BatchV1Api,
  CoreV1Api,
  CustomObjectsApi,
  DiscoveryV1Api,
  Health,
  KubeConfig,
  NetworkingV1Api,
  RbacAuthorizationV1Api,
  StorageV1Api,
  VersionApi,
  type RequestContext,
} from '@kubernetes/client-node'

/** A cluster's API as the account of a kubeconfig. */
export function openApi(kubeconfig: string) {
  const config = new KeptConnections()
  config.loadFromFile(kubeconfig)
  return {
    config,
    core: config.makeApiClient(CoreV1Api),
    custom: config.makeApiClient(CustomObjectsApi),
    apps: config.makeApiClient(AppsV1Api),
    batch: config.makeApiClient(BatchV1Api),
    networking: config.makeApiClient(NetworkingV1Api),
    rbac: config.makeApiClient(RbacAuthorizationV1Api),
    storage: config.makeApiClient(StorageV1Api),
    discovery: config.makeApiClient(DiscoveryV1Api),
    version: config.makeApiClient(VersionApi),
    health: new Health(config),
  }
}
export type Api = ReturnType<typeof openApi>

/**
 * The library opens a connection for each request, so each costs a TLS handshake on both sides, which is more than most
 * answers do. This keeps those of the first request for all others.
 */
class KeptConnections extends KubeConfig {
  #kept: ReturnType<RequestContext['getDispatcher']> = undefined

  override async applySecurityAuthentication(context: RequestContext): Promise<void> {
    await super.applySecurityAuthentication(context)
    this.#kept ??= context.getDispatcher()
    if (this.#kept !== undefined) context.setDispatcher(this.#kept)
  }
}

/** Whether an error says that the thing asked for does not exist. */
export function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 404
}
