import type { AddressSpace } from '@operations-manager/schema/resolve/hosts.ts'
import { bindStep } from '../../reconcile/bind.ts'
import type { BoundStep, StatusPart } from '../../reconcile/step.ts'
import { unknownStep } from '../factory.ts'
import { instanceOf } from '../instance.ts'
import { proofStep } from '../proofs.ts'
import { requestsOf, type ClusterService, type ServiceInput } from '../service.ts'
import { clientKind } from './client/kind.ts'
import { clientWish, singleSignOn } from './client/wish.ts'
import type { IdentityDeps } from './deps.ts'
import { clientInstance, type ClientInstance } from './instance.ts'
import { proberOutputs } from './prober-given.ts'
import { proveSignIn } from './proof.ts'
import type { IdentitySettings } from './realm/wish.ts'

const backend = 'identity'

/** One confidential client per instance, in the realm of its project. */
export function singleSignOnService(
  deps: IdentityDeps,
  installation: string,
  settings: IdentitySettings,
  space: AddressSpace,
): ClusterService {
  return {
    type: singleSignOn,
    trial: ({ spec, declared }) => {
      const isBrokered = settings.provider !== null
      const [address = null] = clientWish(spec, declared, undefined, space).addresses
      return { outputs: proberOutputs, given: { address, isBrokered } }
    },
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
  const wish = clientWish(input.spec, input.declared, requestsOf(input).reissue, space)
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

/** Which of the two ways somebody can sign in applies. */
function noticesOf({ provider, mail }: IdentitySettings): StatusPart {
  if (provider !== null) return { notices: [`People sign in through "${provider.alias}".`] }
  return {
    notices: [
      mail !== null
        ? 'The members of the project are users: each gets a mail to set a first password.'
        : 'The members of the project are users: an owner gives each a temporary password with "resetSignIn".',
    ],
  }
}
