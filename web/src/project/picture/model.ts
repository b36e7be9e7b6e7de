import type { StateOf } from '../../design/tone.ts'

/** How a part or a deployment is, in the words of the graph. */
export type Health = StateOf<'health'>

export type PartKind = 'component' | 'service'

/** A component or a service: what a node of the picture stands for. The two may have the same name. */
export type PartRef = { readonly kind: PartKind; readonly name: string }

export type PictureComponent = {
  readonly name: string
  /** The image reference; null if deployments differ or name one only themselves. */
  readonly image: string | null
  readonly ports: readonly number[]
  /** Where it is reached from outside, as a whole URL; null if it is not, or in several places. */
  readonly address: string | null
  readonly isPublished: boolean
  /** The replicas that are wished; null for the default. */
  readonly replicas: number | null
}

export type PictureService = {
  readonly name: string
  /** Its type in the catalogue, such as `postgresql`. */
  readonly type: string
  /** The name of its type for people. */
  readonly title: string
}

export type PartHealth = PartRef & {
  readonly health: Health
  /** What is worth adding in a few words, such as `1 of 3 pods ready`; null if nothing is. */
  readonly note: string | null
}

export type PictureDeployment = {
  readonly name: string
  readonly cluster: string
  readonly health: Health
  /** One for each component and service that this deployment has. */
  readonly parts: readonly PartHealth[]
}

/** All that the picture and the table of a project show. */
export type PictureModel = {
  readonly components: readonly PictureComponent[]
  readonly services: readonly PictureService[]
  readonly bindings: readonly { readonly component: string; readonly service: string }[]
  readonly calls: readonly { readonly from: string; readonly to: string }[]
  readonly deployments: readonly PictureDeployment[]
  /** The name of the deployment that is looked at; null for all. */
  readonly lookedAt: string | null
}

/** A part in one deployment; `health` is null where the deployment does not have it. */
export type PartThere = {
  readonly deployment: string
  readonly cluster: string
  readonly health: Health | null
  readonly note: string | null
}

/** How a part is in all the deployments that are looked at, put in one word. */
export type PartSummary = {
  /** The worst; null if none of them has it. */
  readonly health: Health | null
  /** In how many it is so, of how many that have it. */
  readonly count: number
  readonly total: number
  /** What is worth adding, where one deployment is looked at. */
  readonly note: string | null
}

/** The worst first: what a person has to look at wins over what is on its way. */
const severity = {
  FAILED: 0,
  DEGRADED: 1,
  PROGRESSING: 2,
  REMOVING: 3,
  UNKNOWN: 4,
  READY: 5,
} as const satisfies Record<Health, number>

/** The id of a part's node. */
export function partId({ kind, name }: PartRef): string {
  return `${kind}/${name}`
}

/** The name of the part that an id is of. */
export function nameOf(id: string): string {
  return id.slice(id.indexOf('/') + 1)
}

/** How a part is in each deployment, in the order of the deployments. */
export function everywhere(model: PictureModel, part: PartRef): readonly PartThere[] {
  return model.deployments.map(({ name, cluster, parts }) => {
    const found = parts.find((one) => one.kind === part.kind && one.name === part.name)
    return { deployment: name, cluster, health: found?.health ?? null, note: found?.note ?? null }
  })
}

/** Those of the deployments that are looked at. A deployment that is gone by now is nothing to look at. */
export function lookedAt(model: PictureModel, there: readonly PartThere[]): readonly PartThere[] {
  return model.lookedAt === null ? there : there.filter(({ deployment }) => deployment === model.lookedAt)
}

/** How a part is, put in one word: the worst that is seen. */
export function summary(there: readonly PartThere[]): PartSummary {
  const healths = there.flatMap(({ health }) => health ?? [])
  const [worst = null] = healths.toSorted((a, b) => severity[a] - severity[b])
  return {
    health: worst,
    count: healths.filter((health) => health === worst).length,
    total: healths.length,
    note: there.length === 1 ? (there[0]?.note ?? null) : null,
  }
}

/** What a component may still be bound to: the services it does not use yet. */
export function bindable(model: PictureModel, component: string): readonly string[] {
  const used = new Set(model.bindings.filter((one) => one.component === component).map(({ service }) => service))
  return model.services.map(({ name }) => name).filter((name) => !used.has(name))
}
