import { asSecrets, isPublishedAs } from '../../../credentials/outputs.ts'
import type { ObservedClient } from '../../../ports/identity.ts'
import type { Kind } from '../../../reconcile/kind.ts'
import { Waiting } from '../../../reconcile/outcome.ts'
import { parseMarkEntries } from '../../mark.ts'
import type { IdentityDeps } from '../deps.ts'
import { clientOutputs, type ClientInstance, type ClientWish } from '../instance.ts'
import { clientOf, planClient, planClientRemoval, type ClientAction, type ObservedClientState } from './plan.ts'

/** The sign-in client of one instance. The server is the record of its secret, so it is never lost and never invented. */
export function clientKind(
  deps: IdentityDeps,
  instance: ClientInstance,
  wish: ClientWish | null,
): Kind<null, ClientWish, ObservedClientState, ClientAction> {
  let seen: ObservedClient | null = null
  /** Whether nothing was written at the server since the client was seen there: then it is not asked again. */
  let isUntouched = false
  return {
    name: 'client',
    observe: async () => {
      const observed = await observeClient(deps, instance, isUntouched ? seen : undefined)
      isUntouched = false
      seen = observed.client
      return observed
    },
    plan: (desired, observed) => {
      if (observed === null) return []
      return desired === null ? planClientRemoval(instance, observed) : planClient(instance, desired, observed)
    },
    apply: async (action) => {
      // Nothing else is ever planned beside it.
      isUntouched = action.type === 'publish-credentials'
      await applyClient(deps, instance, wish, seen, action)
    },
  }
}

/** `known`: the client as it is at the server, where that is known; `null`: it is not there. */
async function observeClient(
  { port, credentials }: IdentityDeps,
  instance: ClientInstance,
  known?: ObservedClient | null,
): Promise<ObservedClientState> {
  const [client, published] = await Promise.all([
    known === undefined ? port.readClient(instance.realm, instance.clientId) : known,
    credentials.readPublished(instance.place),
  ])
  return {
    client,
    mark: parseMarkEntries(client?.attributes ?? {}),
    isPublishedRight:
      published === null ? null : client !== null && isPublishedAs(published, clientOutputs(instance, client.secret)),
  }
}

async function applyClient(
  deps: IdentityDeps,
  instance: ClientInstance,
  wish: ClientWish | null,
  seen: ObservedClient | null,
  action: ClientAction,
): Promise<void> {
  const { port, credentials } = deps
  const { realm } = instance
  switch (action.type) {
    case 'create-client':
      return port.createClient(realm, clientOf(instance, wished(wish), wished(wish).reissue ?? ''))
    case 'update-client': {
      const client = present(seen)
      const issue = parseMarkEntries(client.attributes)?.issue ?? ''
      return port.updateClient(realm, client.id, clientOf(instance, wished(wish), issue))
    }
    case 'regenerate-secret': {
      // Marked afterwards: a crash in between makes one more secret, which nobody had yet.
      const client = present(seen)
      await port.regenerateClientSecret(realm, client.id)
      return port.updateClient(realm, client.id, clientOf(instance, wished(wish), action.issue))
    }
    case 'publish-credentials': {
      const { secret, attributes } = present(seen)
      const issue = parseMarkEntries(attributes)?.issue ?? ''
      return credentials.publish(instance.place, { secret, issue, outputs: asSecrets(clientOutputs(instance, secret)) })
    }
    case 'remove-client':
      return port.removeClient(realm, present(seen).id)
    case 'remove-credentials':
      return credentials.remove(instance.place)
    default:
      return action satisfies never
  }
}

function wished(wish: ClientWish | null): ClientWish {
  if (wish === null) throw new Error('a client is written without a wish')
  return wish
}

/** Every action is planned from what was seen a moment ago, and the server's answer to it is seen again. */
function present(seen: ObservedClient | null): ObservedClient {
  if (seen === null) throw new Waiting('the sign-in client', 1_000)
  return seen
}
