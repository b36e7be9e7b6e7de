import { z } from 'zod'
import type { Catalogue, ServiceType, Settings } from '../../services/service-type.ts'

/** A service after reading: the settings of its type stand apart, defaults filled in. */
export type Service = {
  readonly type: string
  readonly deletion: 'retain' | 'delete'
  readonly settings: Settings
}

/** The shape of one entry under `services`, for all types of the catalogue. */
export function serviceShape(catalogue: Catalogue): z.ZodType<Service> {
  const [first, ...rest] = [...catalogue.values()].map(ofType)
  if (first === undefined) throw new Error('A catalogue has at least one service type.')
  return z.discriminatedUnion('type', [first, ...rest])
}

function ofType(type: ServiceType) {
  const deletion = z.enum(['retain', 'delete']).meta({
    description: 'What happens to its data when it is removed: kept for some days (`retain`), or gone at once.',
  })
  return z
    .strictObject({
      type: z.literal(type.type).meta({ description: type.summary.en }),
      ...(type.data && { deletion: deletion.optional() }),
      ...type.settings.shape,
    })
    .transform((value): Service => {
      const { type: name, deletion, ...settings } = value as Record<string, unknown>
      return {
        type: String(name),
        deletion: deletion === 'delete' || !type.data ? 'delete' : 'retain',
        settings: settings as Settings, // parsed by the type's own schema
      }
    })
}
