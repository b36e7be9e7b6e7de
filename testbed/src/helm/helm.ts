import { join } from 'node:path'
import { buildGoModule } from '../build/go-module.ts'
import type { Cache } from '../build/cache.ts'
import { runProgram } from '../run/run-program.ts'

const version = '4.3.1'

/** The path of Helm, which is made of the packages of Kubernetes at the same versions: Go compiles them once for both. */
export function buildHelm(cache: Cache): Promise<string> {
  return buildGoModule(cache, {
    part: 'helm',
    version,
    package: 'helm.sh/helm/v4/cmd/helm',
    // Charts may say which Helm they need.
    ldflags: [`-X helm.sh/helm/v4/internal/version.version=v${version}`],
    firstTime: 'half a minute',
  })
}

export type HelmOptions = {
  readonly program: string
  /** For what it keeps: nothing of a person's own Helm is used or changed. */
  readonly folder: string
  /** The cluster that it works on; `null`: none is needed. */
  readonly kubeconfig: string | null
  /** Ends it in the middle. */
  readonly signal?: AbortSignal
}

/** Runs Helm with arguments and answers what it printed; throws with its words if it fails. */
export type Helm = (...args: readonly string[]) => Promise<string>

const limitMs = 180_000

/** Helm with a home of its own. */
export function openHelm({ program, folder, kubeconfig, signal }: HelmOptions): Helm {
  const env = {
    HELM_CACHE_HOME: join(folder, 'cache'),
    HELM_CONFIG_HOME: join(folder, 'config'),
    HELM_DATA_HOME: join(folder, 'data'),
    ...(kubeconfig !== null && { KUBECONFIG: kubeconfig }),
  }
  return (...args) => runProgram(program, args, { env, limitMs, ...(signal !== undefined && { signal }) })
}
