import { z } from 'zod'
import type { MapperRepresentation } from '../../ports/identity.ts'

export const Config = z.record(z.string(), z.string()).default({})

export type SeenMapper = MapperRepresentation & { readonly id: string }

/** How mappers of one owner are written. */
export type MapperWrites = {
  readonly add: (mapper: MapperRepresentation) => Promise<void>
  readonly replace: (id: string, mapper: MapperRepresentation) => Promise<void>
  readonly remove: (id: string) => Promise<void>
}

/** Brings the mappers of one owner to exactly the wished ones, in any order: each has a name of its own. */
export async function putMappers(
  wished: readonly MapperRepresentation[],
  seen: readonly SeenMapper[],
  { add, replace, remove }: MapperWrites,
): Promise<void> {
  const strangers = seen.filter(({ name }) => !wished.some((mapper) => mapper.name === name))
  await Promise.all([
    ...strangers.map(({ id }) => remove(id)),
    ...wished.map((mapper) => {
      const found = seen.find(({ name }) => name === mapper.name)
      return found === undefined ? add(mapper) : replace(found.id, mapper)
    }),
  ])
}
