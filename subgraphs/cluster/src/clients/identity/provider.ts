import { z } from 'zod'
import type { IdentityPort, MapperRepresentation, ProviderRepresentation } from '../../ports/identity.ts'
import type { Connection } from './connection.ts'
import { Config, putMappers } from './mappers.ts'
import { revealed } from './revealed.ts'

/** What the server leaves out of an answer where it is off. */
const switches = { trustEmail: false, linkOnly: false, storeToken: false, addReadTokenRoleOnCreate: false }

const Provider = z.object({ alias: z.string(), config: Config }).catchall(z.json())
const Mapper = z
  .object({ id: z.string(), name: z.string(), identityProviderMapper: z.string(), config: Config })
  .transform(({ id, name, identityProviderMapper, config }) => ({ id, name, type: identityProviderMapper, config }))

/** A provider as the server takes it, without its mappers. */
export function providerPayload({ alias, settings, config }: ProviderRepresentation) {
  return { alias, ...settings, config: revealed(config) as Record<string, string> } // secrets were its only other values
}

export function providerMapperPayload(alias: string, { name, type, config }: MapperRepresentation) {
  return { name, identityProviderAlias: alias, identityProviderMapper: type, config: { ...config } }
}

export function providerCalls(connection: Connection): Pick<IdentityPort, 'readProvider' | 'putProvider'> {
  const { read, find, write, create } = connection
  const mappersOf = (realm: string, alias: string) =>
    read(`read the mappers of "${alias}" in "${realm}"`, z.array(Mapper), (admin) =>
      admin.identityProviders.findMappers({ realm, alias }),
    )
  const settingsOf = (realm: string, alias: string) =>
    find(`read the provider "${alias}" of "${realm}"`, 'part', Provider, (admin) =>
      admin.identityProviders.findOne({ realm, alias }),
    )
  return {
    readProvider: async (realm, alias) => {
      const provider = await settingsOf(realm, alias)
      if (provider === null) return null
      const mappers = await mappersOf(realm, alias)
      const { alias: _alias, config, ...settings } = provider
      return {
        alias,
        settings: { ...switches, ...settings },
        config,
        mappers: mappers.map(({ name, type, config: own }) => ({ name, type, config: own })),
      }
    },
    putProvider: async (realm, provider) => {
      const { alias } = provider
      const doing = `change the provider "${alias}" of "${realm}"`
      const isThere = async (): Promise<boolean> => (await settingsOf(realm, alias)) !== null
      if (await isThere())
        await write(doing, (admin) => admin.identityProviders.update({ realm, alias }, providerPayload(provider)))
      else
        await create(
          `make the provider "${alias}" in "${realm}"`,
          (admin) => admin.identityProviders.create({ realm, ...providerPayload(provider) }),
          isThere,
        )
      await putProviderMappers(connection, realm, provider, await mappersOf(realm, alias), doing)
    },
  }
}

function putProviderMappers(
  { write, remove }: Connection,
  realm: string,
  { alias, mappers }: ProviderRepresentation,
  seen: readonly z.output<typeof Mapper>[],
  doing: string,
): Promise<void> {
  return putMappers(mappers, seen, {
    add: (mapper) =>
      write(doing, (admin) =>
        admin.identityProviders.createMapper({
          realm,
          alias,
          identityProviderMapper: providerMapperPayload(alias, mapper),
        }),
      ),
    replace: (id, mapper) =>
      write(doing, (admin) =>
        admin.identityProviders.updateMapper({ realm, alias, id }, { id, ...providerMapperPayload(alias, mapper) }),
      ),
    remove: (id) => remove(doing, (admin) => admin.identityProviders.delMapper({ realm, alias, id })),
  })
}
