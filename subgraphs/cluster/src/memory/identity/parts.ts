import { Secret } from '@operations-manager/schema/secret/secret.ts'
import type { IdentityPort, ProviderRepresentation } from '../../ports/identity.ts'
import { mask, type StoredProvider, type World } from './world.ts'

type PartCalls =
  | 'readScopes'
  | 'putScope'
  | 'readProfile'
  | 'putProfile'
  | 'readProvider'
  | 'putProvider'
  | 'readFlow'
  | 'putFlow'

export function partCalls(world: World): Pick<IdentityPort, PartCalls> {
  return {
    // Every mapper of tokens has this key in an answer, whoever made it.
    readScopes: (name) =>
      world.look('readScopes', () =>
        world.realm(name).scopes.map((scope) => ({
          ...scope,
          mappers: scope.mappers
            .map((mapper) => ({ ...mapper, config: { 'introspection.token.claim': 'true', ...mapper.config } }))
            .toReversed(),
        })),
      ),
    putScope: (name, scope) =>
      world.change('putScope', name, (realm) => {
        const before = realm.scopes.find(({ name }) => name === scope.name)
        const attributes = { ...before?.attributes, ...scope.attributes }
        realm.scopes = [...realm.scopes.filter((one) => one !== before), structuredClone({ ...scope, attributes })]
      }),
    readProfile: (name) => world.look('readProfile', () => world.realm(name).profile),
    putProfile: (name, profile) =>
      world.change('putProfile', name, (realm) => (realm.profile = structuredClone(profile))),
    readProvider: (name, alias) =>
      world.look('readProvider', () => {
        const found = world.realm(name).providers.find((one) => one.alias === alias)
        return found === undefined ? null : { ...found, config: { ...found.config, clientSecret: mask } }
      }),
    putProvider: (name, provider) =>
      world.change('putProvider', name, (realm) => {
        const before = realm.providers.find(({ alias }) => alias === provider.alias)
        realm.providers = [...realm.providers.filter((one) => one !== before), stored(provider, before)]
      }),
    readFlow: (name, alias) =>
      world.look('readFlow', () => world.realm(name).flows.find((flow) => flow.alias === alias) ?? null),
    putFlow: (name, flow) =>
      world.change('putFlow', name, (realm) => {
        realm.flows = [...realm.flows.filter(({ alias }) => alias !== flow.alias), structuredClone(flow)]
      }),
  }
}

/** The mask sent back keeps the secret that is there. */
export function stored(provider: ProviderRepresentation, before: StoredProvider | undefined): StoredProvider {
  const config = Object.entries(provider.config).map(([key, value]): [string, string] => {
    const text = value instanceof Secret ? value.reveal() : value
    return [key, text === mask ? (before?.config[key] ?? '') : text]
  })
  return structuredClone({ ...provider, config: Object.fromEntries(config) })
}
