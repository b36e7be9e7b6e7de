/** Where a problem was met, so that what mends it can be done from there. */
export type ProblemPlace = {
  readonly project: string
  readonly deployment?: string | undefined
  /** The operation in which it was met. */
  readonly operation?: string | undefined
}

/** A remedy as the graph gives it. */
export type Remedy = { readonly title: string; readonly mutation: string | null; readonly input: unknown }

export type ServiceInput = { readonly project: string; readonly deployment: string; readonly service: string }

/** What pressing a remedy does: it leads to the place of the file to be changed, does it at once, or asks before it does. */
export type RemedyWay =
  | { readonly type: 'edit'; readonly href: string }
  | { readonly type: 'retry'; readonly operation: string }
  | { readonly type: 'restore'; readonly input: ServiceInput }
  | { readonly type: 'purge' | 'reissue'; readonly input: ServiceInput }

type Input = Readonly<Record<string, unknown>>

type Path = readonly string[]

/** Where in the file it is changed; null where the remedy does not say. */
const placesInFile: Readonly<Record<string, (input: Input) => Path | null>> = {
  setImage: (input) => ofComponent(input, 'image'),
  setReplicas: (input) => ofComponent(input, 'replicas'),
  putComponent: (input) => ofComponent(input, 'resources'),
  setSecret: (input) => ofComponent(input, 'secrets') ?? named('registries', input['registry']),
  putRegistry: (input) => named('registries', input['registry']) ?? ['registries'],
  putService: (input) => named('services', input['service']),
  putDeployment: (input) => named('deployments', input['deployment']) ?? ['deployments'],
}

/** What is done to one service of one deployment. */
const actsOnServices: Readonly<Record<string, 'restore' | 'purge' | 'reissue'>> = {
  restoreRetained: 'restore',
  purgeRetained: 'purge',
  reissueCredentials: 'reissue',
}

/** How a remedy is done from a place; null where a person has to act elsewhere, or something to do it with is unknown. */
export function wayOf({ mutation, input: given }: Remedy, place: ProblemPlace): RemedyWay | null {
  if (mutation === null) return null
  const input: Input = typeof given === 'object' && given !== null ? { ...given } : {}
  const placeInFile = placesInFile[mutation]
  if (placeInFile !== undefined) return inFile(input, place, placeInFile(input))
  const act = actsOnServices[mutation]
  if (act !== undefined) return ofService(act, input, place)
  if (mutation !== 'retryOperation' || place.operation === undefined) return null
  return { type: 'retry', operation: place.operation }
}

function inFile(input: Input, place: ProblemPlace, path: Path | null): RemedyWay {
  const project = text(input['project']) ?? place.project
  const at = path === null ? '' : `?${new URLSearchParams({ at: path.join('.') }).toString()}`
  return { type: 'edit', href: `/projects/${encodeURIComponent(project)}/edit${at}` }
}

function ofComponent(input: Input, key: string): Path | null {
  const name = text(input['component'])
  return name === null ? null : ['components', name, key]
}

function named(of: string, name: unknown): Path | null {
  const known = text(name)
  return known === null ? null : [of, known]
}

function ofService(type: 'restore' | 'purge' | 'reissue', given: Input, place: ProblemPlace): RemedyWay | null {
  const deployment = text(given['deployment']) ?? place.deployment
  const service = text(given['service'])
  if (deployment === undefined || service === null) return null
  return { type, input: { project: text(given['project']) ?? place.project, deployment, service } }
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}
