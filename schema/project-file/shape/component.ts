import { z } from 'zod'
import { parseEgress, explainEgress } from '../egress.ts'
import { explainImage } from '../image.ts'
import { namePattern, variablePattern } from '../names.ts'
import { cpuPattern, explainCpu, explainSize, sizePattern } from '../quantity.ts'
import { explainMountPath, explainUrlPath } from './paths.ts'
import { mapOf, text, whole } from './text.ts'

/** A port as it is after reading: `port: n` has become `ports: { http: n }`. */
export type Port = { readonly port: number; readonly protocol: 'TCP' | 'UDP' }

/** What a component uses: a service with its variables, or another component of the same deployment. */
export type Use =
  | {
      readonly type: 'service'
      readonly service: string
      readonly prefix: string | null
      /** Own name → generated name. */
      readonly as: Readonly<Record<string, string>>
    }
  | { readonly type: 'component'; readonly component: string }

const portNumber = whole(1, 65535, 'A port, 1 to 65535.')
export const portNamePattern = /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/

const portEntry = z.union([
  portNumber,
  z.strictObject({
    port: portNumber,
    protocol: z.enum(['TCP', 'UDP']).optional().meta({ description: 'TCP unless it says otherwise.' }),
  }),
])

const publish = z
  .strictObject({
    port: z.string().optional().meta({ description: 'Name of the port; the only one, or `http`, unless it says so.' }),
    path: text({ description: 'Path below the address.', explain: explainUrlPath, maxLength: 512 }).optional(),
    stripPath: z.boolean().optional().meta({ description: 'The container sees the path without this beginning.' }),
  })
  .transform((value) => ({
    port: value.port ?? null,
    path: value.path ?? '/',
    stripPath: value.stripPath ?? false,
  }))
  .meta({ description: 'Makes the component reachable from outside. `{}` takes every default.' })

const variableName = { pattern: variablePattern, description: 'Letters, digits and underscores, no digit first.' }

const use = z
  .union([
    z.string().meta({ description: 'The name of a service.' }),
    z.strictObject({
      service: z.string().meta({ description: 'The name of a service.' }),
      prefix: text({
        description: 'Put before each variable, with an underscore, instead of the plain names.',
        pattern: variablePattern,
        maxLength: 60,
        explain: (value) =>
          variablePattern.test(value)
            ? null
            : `"${value}" cannot begin the name of a variable. Write one such as SOURCE.`,
      }).optional(),
      as: mapOf(variableName, z.string(), 'Further names for variables: own name, then the generated one.').optional(),
    }),
    z.strictObject({
      component: z.string().meta({ description: 'A component of the same deployment that this one calls.' }),
    }),
  ])
  .transform((value): Use => {
    if (typeof value === 'string') return { type: 'service', service: value, prefix: null, as: {} }
    if ('component' in value) return { type: 'component', component: value.component }
    return { type: 'service', service: value.service, prefix: value.prefix ?? null, as: value.as ?? {} }
  })

const command = (description: string) => z.array(z.string()).min(1).max(200).meta({ description })

const seconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

function secondsOf(duration: string): number | null {
  const match = /^(\d{1,5})([smh])$/.exec(duration)
  return match === null ? null : Number(match[1]) * (seconds[match[2] ?? ''] ?? 0)
}

const deadline = text({
  description: 'How long a rollout may take until the app is healthy, from 10s to 1h.',
  pattern: /^[0-9]{1,5}[smh]$/,
  examples: ['90s', '5m'],
  explain: (value) => {
    const length = secondsOf(value)
    if (length === null) return `"${value}" is no duration. Write seconds or minutes, such as 90s or 5m.`
    return length < 10 || length > 3600
      ? `"${value}" is outside 10s to 1h. A rollout that takes longer has failed.`
      : null
  },
})

const health = z
  .strictObject({
    path: text({ description: 'Answers when the app works.', explain: explainUrlPath, maxLength: 512 }).optional(),
    expect: whole(100, 599, 'The HTTP status that means healthy; 2xx, 3xx, 401 and 403 unless it says so.').optional(),
    deadline: deadline.optional(),
  })
  .transform((value) => ({
    path: value.path ?? null,
    expect: value.expect ?? null,
    deadlineSeconds: value.deadline === undefined ? null : secondsOf(value.deadline),
  }))

const resources = z
  .strictObject({
    cpu: text({
      description: 'Processor time, as in Kubernetes.',
      pattern: cpuPattern,
      explain: explainCpu,
    }).optional(),
    memory: text({ description: 'Memory, as in Kubernetes.', pattern: sizePattern, explain: explainSize }).optional(),
  })
  .transform((value) => ({ cpu: value.cpu ?? null, memory: value.memory ?? null }))

const autoscale = z
  .strictObject({
    min: whole(1, 1000, 'The least number of pods.'),
    max: whole(1, 1000, 'The greatest number of pods.'),
    cpu: whole(1, 100, 'Share of the requested processor time to aim at, in percent.'),
  })
  .check((ctx) => {
    if (ctx.value.min <= ctx.value.max) return
    const message = `The least number of pods (${ctx.value.min}) is above the greatest (${ctx.value.max}). Exchange them.`
    ctx.issues.push({ code: 'custom', message, input: ctx.value, path: ['min'] })
  })

const env = mapOf(
  variableName,
  text({ description: 'Always text: quote numbers and booleans.' }),
  'Variables with their values. A value is never interpreted.',
)

const image = text({
  description: 'Reference of the container image.',
  examples: ['ghcr.io/example/web:1.4.0'],
  explain: explainImage,
})

const egress = z
  .array(
    text({ description: '`host:port` or `cidr:port`.', examples: ['api.example.org:443'], explain: explainEgress }),
  )
  .transform((list) => list.map(parseEgress).filter((each) => each !== null))
  .meta({ description: 'Where it may open connections to outside the deployment.' })

/** What both a component and its deployment-specific form may say. */
export const tunable = {
  image: image.optional(),
  command: command('Replaces the entry point of the image.').optional(),
  args: command('Replaces the arguments of the image.').optional(),
  before: command('Runs once before new pods start, with all variables; its failure stops the rollout.').optional(),
  env: env.optional(),
  egress: egress.optional(),
  resources: resources.optional(),
  replicas: whole(0, 1000, 'How many pods run.').optional(),
  autoscale: autoscale.optional(),
  health: health.optional(),
} as const

/** One component as written, and after reading: short forms made long, absent ones null or empty. */
export const component = z
  .strictObject({
    ...tunable,
    image,
    port: portNumber.optional().meta({ description: 'Short for `ports: { http: … }`.' }),
    ports: mapOf(
      { pattern: portNamePattern, description: 'At most 15 small letters, digits and hyphens.' },
      portEntry,
      'Ports by name. Without any the component is a worker.',
    ).optional(),
    publish: publish.optional(),
    uses: z.array(use).optional().meta({ description: 'Services and components it uses.' }),
    secrets: z
      .array(z.string())
      .optional()
      .meta({ description: 'Names of secret variables. Their values are set apart and sealed.' }),
    mounts: mapOf(
      { pattern: namePattern, description: 'The name of a service that can be mounted.' },
      text({ description: 'An absolute path in the container.', explain: explainMountPath }),
      'Services to paths.',
    ).optional(),
    writableRoot: z.boolean().optional().meta({ description: 'The root file system may be written to.' }),
  })
  .check((ctx) => {
    if (ctx.value.port === undefined || ctx.value.ports === undefined) return
    const message = '`port` is short for `ports: { http: … }`, and both stand here. Put it under `ports`.'
    ctx.issues.push({ code: 'custom', message, input: ctx.value, path: ['port'] })
  })
  .transform((value) => ({
    image: value.image,
    command: value.command ?? null,
    args: value.args ?? null,
    before: value.before ?? null,
    ports: portsOf(value.port, value.ports),
    publish: value.publish ?? null,
    uses: value.uses ?? [],
    env: value.env ?? {},
    secrets: value.secrets ?? [],
    mounts: value.mounts ?? {},
    egress: value.egress ?? [],
    resources: value.resources ?? { cpu: null, memory: null },
    /** Null where `autoscale` or the default of one pod holds. */
    replicas: value.replicas ?? null,
    autoscale: value.autoscale ?? null,
    health: value.health ?? { path: null, expect: null, deadlineSeconds: null },
    writableRoot: value.writableRoot ?? false,
  }))
export type Component = z.output<typeof component>

function portsOf(
  port: number | undefined,
  ports: Readonly<Record<string, z.output<typeof portEntry>>> = {},
): Record<string, Port> {
  if (port !== undefined) return { http: { port, protocol: 'TCP' } }
  return Object.fromEntries(
    Object.entries(ports).map(([name, entry]) => [
      name,
      typeof entry === 'number'
        ? { port: entry, protocol: 'TCP' as const }
        : { port: entry.port, protocol: entry.protocol ?? 'TCP' },
    ]),
  )
}
