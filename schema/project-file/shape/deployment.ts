import { z } from 'zod'
import { explainHostLabel, explainHostName, hostLabelPattern, hostNamePattern } from '../host-name.ts'
import { namePattern } from '../names.ts'
import { tunable } from './component.ts'
import { mapOf, text } from './text.ts'

/** An address that is asked for: a word below the cluster's domain, or a whole host name. */
export type Host =
  | { readonly type: 'label'; readonly label: string }
  | { readonly type: 'custom'; readonly host: string }

const hosts = {
  host: text({
    description: "A word below the cluster's domain.",
    pattern: hostLabelPattern,
    explain: explainHostLabel,
  }).optional(),
  hosts: z
    .array(text({ description: 'A whole host name.', pattern: hostNamePattern, explain: explainHostName }))
    .max(20)
    .optional()
    .meta({ description: 'Host names of your own.' }),
}

const componentOverride = z
  .strictObject({
    enabled: z.boolean().optional().meta({ description: '`false` leaves the component out of this deployment.' }),
    ...tunable,
    ...hosts,
  })
  .transform((value) => ({
    enabled: value.enabled ?? true,
    image: value.image ?? null,
    command: value.command ?? null,
    args: value.args ?? null,
    before: value.before ?? null,
    /** Laid over the component's own. */
    env: value.env ?? {},
    /** Replaces the component's own, like everything below. */
    egress: value.egress ?? null,
    resources: value.resources ?? { cpu: null, memory: null },
    replicas: value.replicas ?? null,
    autoscale: value.autoscale ?? null,
    health: value.health ?? { path: null, expect: null, deadlineSeconds: null },
    hosts: hostsOf(value),
  }))
export type ComponentOverride = z.output<typeof componentOverride>

/** What differs for a service in a deployment; its settings are checked by its type in `rules/services.ts`. */
const serviceOverride = z
  .looseObject({ deletion: z.enum(['retain', 'delete']).optional() })
  .transform(({ deletion, ...settings }) => ({
    deletion: deletion ?? null,
    settings: settings as Readonly<Record<string, z.core.util.JSONType>>, // what YAML can hold is JSON
  }))

export const deployment = z
  .strictObject({
    cluster: z
      .string()
      .meta({ description: 'The cluster it runs in. It cannot change later.', pattern: namePattern.source }),
    ...hosts,
    services: mapOf(
      { pattern: namePattern, description: 'The name of a service.' },
      serviceOverride,
      'Settings of services that differ here.',
    ).optional(),
    components: mapOf(
      { pattern: namePattern, description: 'The name of a component.' },
      componentOverride,
      'What differs for components here. Absent ones run as they are.',
    ).optional(),
  })
  .transform((value) => ({
    cluster: value.cluster,
    hosts: hostsOf(value),
    services: value.services ?? {},
    components: value.components ?? {},
  }))
export type Deployment = z.output<typeof deployment>

function hostsOf(value: { host?: string | undefined; hosts?: readonly string[] | undefined }): readonly Host[] {
  const label = value.host === undefined ? [] : [{ type: 'label' as const, label: value.host }]
  return [...label, ...(value.hosts ?? []).map((host) => ({ type: 'custom' as const, host }))]
}
