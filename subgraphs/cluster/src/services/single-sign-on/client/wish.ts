import { z } from 'zod'
import type { Wish } from '@operations-manager/schema/link/messages.ts'
import { urlOf, type AddressSpace } from '@operations-manager/schema/resolve/hosts.ts'
import type { DeploymentSpec, ServiceSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import type { ClientRepresentation } from '../../../ports/identity.ts'
import { instanceOf } from '../../instance.ts'
import { clientInstance, type ClientWish } from '../instance.ts'
import type { IdentitySettings } from '../realm/wish.ts'
import { clientOf } from './plan.ts'

export const singleSignOn = 'single-sign-on'

/** The settings of an instance; what is not said is off. */
const Settings = z.object({ development: z.boolean().default(false), serviceAccount: z.boolean().default(false) })

/** What a developer's machine is reached at. */
const developmentAddresses = [3000, 4000, 5173, 8000, 8080].map((port) => `http://localhost:${port}`)

/** What is wished of the client of a service; `reissue` is the request for a new secret, if there is one. */
export function clientWish(
  spec: DeploymentSpec,
  declared: ServiceSpec,
  reissue: string | undefined,
  space: AddressSpace,
): ClientWish {
  const { development, serviceAccount } = Settings.parse(declared.settings)
  return {
    addresses: [...addressesOf(spec, space), ...(development ? developmentAddresses : [])],
    serviceAccount,
    reissue,
  }
}

/** Every address of the deployment, each once, in a fixed order. */
function addressesOf({ components }: DeploymentSpec, space: AddressSpace): readonly string[] {
  const hosts = Object.values(components).flatMap(({ publish }) => publish?.hosts ?? [])
  return [...new Set(hosts.map((host) => urlOf(host, space)))].sort()
}

/** The clients of everybody who uses a realm, so that a new realm is made with them in one call. */
export function clientsOf(
  users: readonly Wish[],
  installation: string,
  settings: IdentitySettings,
  space: AddressSpace,
): readonly ClientRepresentation[] {
  return users.flatMap(({ spec, reissue }) => {
    const { project, cluster, deployment } = spec
    return Object.entries(spec.services)
      .filter(([, { type }]) => type === singleSignOn)
      .map(([service, declared]) => {
        const place = instanceOf(installation, { project, cluster, deployment }, service, 'clientSecret')
        const wish = clientWish(spec, declared, reissue[service], space)
        return clientOf(clientInstance(place, settings), wish, wish.reissue ?? '')
      })
  })
}
