import { z } from 'zod'
import type { IdentityPort, MapperRepresentation, ScopeRepresentation } from '../../ports/identity.ts'
import type { Connection } from './connection.ts'
import { Config, putMappers } from './mappers.ts'

const protocol = 'openid-connect'

const Mapper = z
  .object({ id: z.string(), name: z.string(), protocolMapper: z.string(), config: Config })
  .transform(({ id, name, protocolMapper, config }) => ({ id, name, type: protocolMapper, config }))
const Scope = z
  .object({ id: z.string(), name: z.string(), attributes: Config, protocolMappers: z.array(Mapper).default([]) })
  .transform(({ id, name, attributes, protocolMappers }) => ({ id, name, attributes, mappers: protocolMappers }))
export type SeenScope = z.output<typeof Scope>

/** A scope as the server takes it, with its mappers. */
export function scopePayload({ name, attributes, mappers }: ScopeRepresentation) {
  return { name, protocol, attributes: { ...attributes }, protocolMappers: mappers.map(mapperPayload) }
}

function mapperPayload({ name, type, config }: MapperRepresentation) {
  return { name, protocol, protocolMapper: type, config: { ...config } }
}

/** A realm has a handful of scopes, and one call gives them all with their mappers. */
export function readSeenScopes({ read }: Connection, realm: string): Promise<readonly SeenScope[]> {
  return read(`read the scopes of "${realm}"`, z.array(Scope), (admin) => admin.clientScopes.find({ realm }))
}

export function scopeCalls(connection: Connection): Pick<IdentityPort, 'readScopes' | 'putScope'> {
  const seen = (realm: string): Promise<readonly SeenScope[]> => readSeenScopes(connection, realm)
  return {
    readScopes: async (realm) =>
      (await seen(realm)).map(({ name, attributes, mappers }) => ({
        name,
        attributes,
        mappers: mappers.map(({ name: mapper, type, config }) => ({ name: mapper, type, config })),
      })),
    putScope: async (realm, scope) => {
      const found = (await seen(realm)).find(({ name }) => name === scope.name)
      if (found !== undefined) return replaceScope(connection, realm, found, scope)
      await connection.create(
        `make the scope "${scope.name}" in "${realm}"`,
        (admin) => admin.clientScopes.create({ realm, ...scopePayload(scope) }),
        async () => (await seen(realm)).some(({ name }) => name === scope.name),
      )
    },
  }
}

async function replaceScope(
  { write, remove }: Connection,
  realm: string,
  { id, mappers: seen }: SeenScope,
  scope: ScopeRepresentation,
): Promise<void> {
  const doing = `change the scope "${scope.name}" in "${realm}"`
  const { protocolMappers: _mappers, ...payload } = scopePayload(scope)
  await write(doing, (admin) => admin.clientScopes.update({ realm, id }, payload))
  await putMappers(scope.mappers, seen, {
    add: (mapper) =>
      write(doing, (admin) => admin.clientScopes.addProtocolMapper({ realm, id }, mapperPayload(mapper))),
    replace: (mapperId, mapper) =>
      write(doing, (admin) =>
        admin.clientScopes.updateProtocolMapper({ realm, id, mapperId }, { id: mapperId, ...mapperPayload(mapper) }),
      ),
    remove: (mapperId) => remove(doing, (admin) => admin.clientScopes.delProtocolMapper({ realm, id, mapperId })),
  })
}
