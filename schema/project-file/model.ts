import { z } from 'zod'
import type { Catalogue } from '../services/service-type.ts'
import { explainName, namePattern, variablePattern } from './names.ts'
import { explainRegistryUrl } from './registry-url.ts'
import { component, type Component } from './shape/component.ts'
import { deployment, type Deployment } from './shape/deployment.ts'
import { serviceShape, type Service } from './shape/service.ts'
import { mapOf, text } from './shape/text.ts'

/** The format that this version reads and writes. */
export const apiVersion = 'operations-manager/v1'

/** What a member may be, the most rights first. */
export const memberRoles = ['owner', 'admin', 'developer', 'viewer'] as const

/** Who takes part in the project, and as what. */
const member = z.strictObject({
  email: text({
    description: 'An e-mail address, as the sign-in provider verifies it.',
    maxLength: 254,
    explain: (value) =>
      /^[^\s@"<>,;:]+@[^\s@"<>,;:]+\.[^\s@"<>,;:.]+$/.test(value)
        ? null
        : `"${value}" is no e-mail address. Write one such as alice@example.org.`,
  }),
  role: z.enum(memberRoles).meta({ description: 'owner, admin, developer or viewer.' }),
})
export type Member = z.output<typeof member>

const registry = z.strictObject({
  url: text({
    description: 'Host of the registry, with a path where needed, without a scheme.',
    explain: explainRegistryUrl,
  }),
  username: text({
    description: 'The user name for it.',
    maxLength: 255,
    explain: (value) => (value === '' ? 'The user name is empty. Write the name that the registry knows.' : null),
  }),
  secret: text({
    description: 'The name of the sealed secret with its password or token.',
    pattern: variablePattern,
    explain: (value) =>
      variablePattern.test(value) ? null : `"${value}" is no name of a secret. Write one such as REGISTRY_TOKEN.`,
  }),
})
/** Where private images come from. */
export type ImageRegistry = z.output<typeof registry>

/** One project as people wrote it, short forms made long and defaults filled in. */
export type ProjectFile = {
  readonly apiVersion: typeof apiVersion
  readonly name: string
  readonly displayName: string
  readonly description: string
  readonly members: readonly Member[]
  readonly registries: Readonly<Record<string, ImageRegistry>>
  readonly services: Readonly<Record<string, Service>>
  readonly components: Readonly<Record<string, Component>>
  readonly deployments: Readonly<Record<string, Deployment>>
  /** Age envelopes by `component/NAME`, `deployment/component/NAME` or `registries/KEY/NAME`. */
  readonly sealed: Readonly<Record<string, string>>
}

export type { Component, Port, Use } from './shape/component.ts'
export type { ComponentOverride, Deployment, Host } from './shape/deployment.ts'
export type { Service } from './shape/service.ts'
export type { Egress } from './egress.ts'

const named = (kind: string) => ({ pattern: namePattern, description: `The name of a ${kind}.` })

// Making a shape takes longer than reading a file with it, and catalogues do not change.
const shapes = new WeakMap<Catalogue, z.ZodType<ProjectFile>>()

/** The one shape of a project file, for the service types that a catalogue holds. */
export function projectFileShape(catalogue: Catalogue): z.ZodType<ProjectFile> {
  const shape = shapes.get(catalogue) ?? makeShape(catalogue)
  shapes.set(catalogue, shape)
  return shape
}

function makeShape(catalogue: Catalogue): z.ZodType<ProjectFile> {
  return z
    .strictObject({
      apiVersion: z.literal(apiVersion).meta({ description: 'The version of this format.' }),
      name: text({
        description: 'The technical name. It never changes.',
        pattern: namePattern,
        explain: (value) => explainName('project', value),
        code: 'NAME_INVALID',
      }),
      displayName: text({ description: 'The name that people read.', maxLength: 100 }).optional(),
      description: text({ description: 'What the project is for.', maxLength: 2000 }).optional(),
      members: z.array(member).meta({ description: 'Who takes part. At least one is owner.' }),
      registries: mapOf(named('registry'), registry, 'Registries of private images.').optional(),
      services: mapOf(
        named('service'),
        serviceShape(catalogue),
        'What the platform gives. Each deployment gets its own instance.',
      ).optional(),
      components: mapOf(named('component'), component, 'What runs.').optional(),
      deployments: mapOf(named('deployment'), deployment, 'Where it runs: one entry for each environment.').optional(),
      sealed: mapOf(
        {
          pattern: /^[^/]+(\/[^/]+){1,2}$/,
          description: '`component/NAME`, `deployment/component/NAME` or `registries/KEY/NAME`.',
        },
        z.string(),
        'Sealed values of secrets, written by the platform.',
      ).optional(),
    })
    .transform((value) => ({
      ...value,
      displayName: value.displayName ?? value.name,
      description: value.description ?? '',
      registries: value.registries ?? {},
      services: value.services ?? {},
      components: value.components ?? {},
      deployments: value.deployments ?? {},
      sealed: value.sealed ?? {},
    }))
}
