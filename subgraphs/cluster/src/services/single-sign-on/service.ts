import { z } from 'zod'
import { urlOf, type AddressSpace } from '@operations-manager/schema/resolve/hosts.ts'
import type { DeploymentSpec } from '@operations-manager/schema/spec/deployment-spec.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { BoundStep, StatusPart } from '../../reconcile/step.ts'
import { unknownStep } from '../factory.ts'
import { instanceOf } from '../instance.ts'
import { proofStep } from '../proofs.ts'
import { requestsOf, type ClusterService, type ServiceInput } from '../service.ts'
import { clientKind } from './client/kind.ts'
import type { IdentityDeps } from './deps.ts'
import { clientInstance, type ClientInstance, type ClientWish } from './instance.ts'
import { proveSignIn } from './proof.ts'
import type { IdentitySettings } from './realm/wish.ts'

export const singleSignOn = 'single-sign-on'
const backend = 'identity'

/** The settings of an instance as the type's schema leaves them: parsed, defaults filled in. */
const Settings = z.object({ development: z.boolean(), serviceAccount: z.boolean() })

/** What a developer's machine is reached at. */
const developmentAddresses = [3000, 4000, 5173, 8000, 8080].map((port) => `http://localhost:${port}`)

/** One confidential client per instance, in the realm of its project. */
export function singleSignOnService(
  deps: IdentityDeps,
  installation: string,
  settings: IdentitySettings,
  space: AddressSpace,
): ClusterService {
  return {
    type: singleSignOn,
    bind: (input) => {
      const place = instanceOf(installation, input.target.ref, input.service, 'clientSecret')
      const instance = clientInstance(place, settings)
      if (input.removal === null) return bindWish(deps, instance, input, space)
      return bindStep({
        backend,
        kind: clientKind(deps, instance, null),
        id: null,
        desired: () => null,
      })
    },
  }
}

function bindWish(deps: IdentityDeps, instance: ClientInstance, input: ServiceInput, space: AddressSpace): BoundStep {
  const wish = wishOf(input, space)
  switch (input.step) {
    case 'client':
      return bindStep({
        backend,
        kind: clientKind(deps, instance, wish),
        id: null,
        desired: () => wish,
        status: () => noticesOf(instance.settings),
      })
    case 'proof':
      return proofStep(backend, () => proveSignIn(deps, instance, wish, input.context.now))
    default:
      return unknownStep(singleSignOn, input.step)
  }
}

function wishOf(input: ServiceInput, space: AddressSpace): ClientWish {
  const { development, serviceAccount } = Settings.parse(input.declared.settings)
  return {
    addresses: [...addressesOf(input.spec, space), ...(development ? developmentAddresses : [])],
    serviceAccount,
    reissue: requestsOf(input).reissue,
  }
}

/** Every address of the deployment, each once, in a fixed order. */
function addressesOf({ components }: DeploymentSpec, space: AddressSpace): readonly string[] {
  const hosts = Object.values(components).flatMap(({ publish }) => publish?.hosts ?? [])
  return [...new Set(hosts.map((host) => urlOf(host, space)))].sort()
}

/** Which of the two ways somebody can sign in applies. */
function noticesOf({ provider, sendsMail }: IdentitySettings): StatusPart {
  if (provider !== null) return { notices: [`People sign in through "${provider.alias}".`] }
  return {
    notices: [
      sendsMail
        ? 'The members of the project are users: each gets a mail to set a first password.'
        : 'The members of the project are users: an owner gives each a temporary password with "resetSignIn".',
    ],
  }
}
