import type { ClientRepresentation, ObservedClient } from '../../../ports/identity.ts'
import { isOurs, refuseForeign } from '../../instance.ts'
import { isMarkKey, markEntries, type Mark } from '../../mark.ts'
import { differences } from '../difference.ts'
import type { ClientInstance, ClientWish } from '../instance.ts'

export type ObservedClientState = {
  readonly client: ObservedClient | null
  readonly mark: Mark | null
  /** Whether what is published is what the server has; `null` if nothing is published. */
  readonly isPublishedRight: boolean | null
}

export type ClientAction =
  | { readonly type: 'create-client'; readonly clientId: string }
  | { readonly type: 'update-client'; readonly clientId: string; readonly changes: readonly string[] }
  | { readonly type: 'regenerate-secret'; readonly clientId: string; readonly issue: string }
  | { readonly type: 'publish-credentials'; readonly service: string }
  | { readonly type: 'remove-client'; readonly clientId: string }
  | { readonly type: 'remove-credentials'; readonly service: string }

/** A client as it is wished. `issue` is the request for which its secret was made last. */
export function clientOf(
  { clientId, owner, scopes }: ClientInstance,
  wish: ClientWish,
  issue: string,
): ClientRepresentation {
  const origins = [...new Set(wish.addresses.map((address) => new URL(address).origin))]
  return {
    clientId,
    redirectUris: origins.map((origin) => `${origin}/*`),
    webOrigins: origins,
    defaultScopes: scopes,
    attributes: {
      'pkce.code.challenge.method': 'S256',
      'post.logout.redirect.uris': origins.map((origin) => `${origin}/*`).join('##'),
      'backchannel.logout.session.required': 'true',
      ...markEntries({ ...owner, issue, retainedUntil: null }),
    },
    settings: {
      enabled: true,
      protocol: 'openid-connect',
      publicClient: false,
      clientAuthenticatorType: 'client-secret',
      standardFlowEnabled: true,
      implicitFlowEnabled: false,
      directAccessGrantsEnabled: false,
      serviceAccountsEnabled: wish.serviceAccount,
      consentRequired: false,
      bearerOnly: false,
      // Without it the roles of users are in no token.
      fullScopeAllowed: true,
    },
  }
}

/** What has to be done so that the client is as wished and its secret is published. */
export function planClient(
  instance: ClientInstance,
  wish: ClientWish,
  { client, mark, isPublishedRight }: ObservedClientState,
): readonly ClientAction[] {
  const { clientId, service } = instance
  if (client === null) return [{ type: 'create-client', clientId }]
  if (!isOurs(mark, instance.owner)) refuseForeign(`The client "${clientId}"`)
  if (wish.reissue !== undefined && mark.issue !== wish.reissue)
    return [{ type: 'regenerate-secret', clientId, issue: wish.reissue }]
  const changes = clientChanges(clientOf(instance, wish, mark.issue), client)
  if (changes.length > 0) return [{ type: 'update-client', clientId, changes }]
  return isPublishedRight === true ? [] : [{ type: 'publish-credentials', service }]
}

function clientChanges(wished: ClientRepresentation, client: ObservedClient): readonly string[] {
  const { attributes, ...rest } = wished
  const { 'post.logout.redirect.uris': uris = '', ...plain } = attributes
  const seen = client.attributes['post.logout.redirect.uris'] ?? ''
  const strangers = Object.keys(client.attributes).filter((key) => isMarkKey(key) && !(key in attributes))
  return [
    ...differences(rest, client),
    ...differences(plain, client.attributes, 'attributes'),
    // A list in one text: the server keeps its order, and somebody else may not.
    ...differences(uris.split('##'), seen.split('##'), 'post.logout.redirect.uris'),
    ...strangers,
  ]
}

/** A removed client takes nobody's data with it, so it is never kept. */
export function planClientRemoval(
  { clientId, owner, service }: ClientInstance,
  { client, mark, isPublishedRight }: ObservedClientState,
): readonly ClientAction[] {
  return [
    ...(client !== null && isOurs(mark, owner) ? [{ type: 'remove-client' as const, clientId }] : []),
    ...(isPublishedRight === null ? [] : [{ type: 'remove-credentials' as const, service }]),
  ]
}
