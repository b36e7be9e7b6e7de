import type { z } from 'zod'

/** A text for people in both languages of the catalogue. */
export type LocalText = { readonly en: string; readonly nl: string }

/** Settings as they stand in a deployment spec: parsed by the type's own schema, defaults filled in. */
export type Settings = Readonly<Record<string, z.core.util.JSONType>>

/** What a cluster offers of a type (from its profile): upper limits and closed sets of values, by setting. */
export type ServiceOffer = {
  readonly limits: Readonly<Record<string, number>>
  readonly choices: Readonly<Record<string, readonly string[]>>
}

/**
 * One step of setting up an instance. Its key is `<deployment>/<service>/<name>`.
 * `needs` names steps of the same type, `namespace`, `policies` (before the first pod of its own), or the shared unit;
 * nothing else is known here.
 */
export type ServiceStep = {
  readonly name: string
  readonly needs: readonly string[]
  /** Imperative, for people: `Create the database "orders"`. */
  readonly title: (service: string) => LocalText
  /** The same for a removal, or null where removing needs no step of its own. */
  readonly removalTitle: ((service: string) => LocalText) | null
  readonly weight: number
  readonly deadlineSeconds: number
  /** A proof runs once the instance's other steps are done, under the same policies as the workloads. */
  readonly proof: boolean
}

/** A value that an instance has at run time: its coordinates and credentials. */
export type ServiceOutput = { readonly secret: boolean }

/**
 * A variable that a component gets from a service it uses. `<NAME>` in a name stands for the service's own name
 * in capitals. Further names are for plain bindings only; a prefix applies to the primary name alone.
 */
export type ServiceVariable = {
  readonly name: string
  readonly output: string
  readonly further: readonly { readonly name: string; readonly output: string }[]
  readonly text: LocalText
}

/**
 * What the network lets through. `backend`: workloads that use it may reach the type's backend in this cluster; `none`:
 * no traffic is needed; `pods`: each instance has pods of its own beside the workloads, which those that use it reach at
 * this port, and which reach nothing themselves.
 */
export type ServiceNetwork = 'backend' | 'none' | { readonly pods: { readonly port: number } }

/**
 * A service type is one declared unit: validation, forms, resolve, the graph of steps and the variables derive
 * from it, and nothing outside its folder names it.
 */
export type ServiceType = {
  /** As in the project file; equal to the folder's name. */
  readonly type: string
  readonly title: LocalText
  readonly summary: LocalText
  /** What people should know before they choose it. */
  readonly notes: readonly LocalText[]
  /** A strict object: unknown settings are refused. `type` and `deletion` are no settings. */
  readonly settings: z.ZodObject
  /** One text for each setting. */
  readonly settingTexts: Readonly<Record<string, LocalText>>
  /** Settings that a deployment may give a value of its own. */
  readonly overridable: readonly string[]
  /** Settings that are an amount of bytes, written as a Kubernetes quantity; limits for them are in bytes. */
  readonly quantities: readonly string[]
  /** Those of `quantities` that can grow and never shrink, where there are any. */
  readonly growing?: readonly string[]
  /** Settings for the example in the catalogue. */
  readonly example: { readonly service: string; readonly settings: Settings }
  /** True if it holds data: `deletion` applies and removing it has to be confirmed. */
  readonly data: boolean
  /** Something outside the deployment that several of them share and that has to be there first. */
  readonly sharedUnit: 'realm' | null
  /** Empty if the workload itself makes it. The order is no dependency; `needs` is. */
  readonly steps: readonly ServiceStep[]
  /** By output key; a variable names one of them. `path` of a mountable service is the component's mount path. */
  readonly outputs: Readonly<Record<string, ServiceOutput>>
  readonly variables: readonly ServiceVariable[]
  /** Gets the path of the cluster's certificate authority where the backend uses TLS; null if it has no connection. */
  readonly caVariable: string | null
  readonly network: ServiceNetwork
  /** True if a component says where it is mounted. */
  readonly mountable: boolean
  /** True if only one pod at a time may have it, so the component has one replica. */
  readonly exclusive: (settings: Settings, offer: ServiceOffer | null) => boolean
  /** What becomes reachable for everybody by these settings, or null. */
  readonly exposure: (settings: Settings) => LocalText | null
  /** What removing an instance does to what it holds. */
  readonly deletion: LocalText
  /** What is tried before an operation succeeds, or null if nothing can be. */
  readonly proof: LocalText | null
  /** True if it needs to know the project's members. */
  readonly people: boolean
}

/** The service types that exist, by type. Always handed in, so that a test or a cluster may have another one. */
export type Catalogue = ReadonlyMap<string, ServiceType>
