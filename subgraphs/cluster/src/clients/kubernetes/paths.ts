import { z } from 'zod'
import type { KubernetesRef } from '../../ports/kubernetes.ts'
import { PortError } from '../../ports/port-error.ts'
import type { Connection } from './connection.ts'

const ResourceList = z.looseObject({
  resources: z.array(z.looseObject({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
})

type Place = { readonly apiVersion: string; readonly kind: string; readonly namespace: string | null }

/** Paths of the API, as the server itself tells where a kind is; asked once for each group and version. */
export class Paths {
  readonly #connection: Pick<Connection, 'json'>
  readonly #known = new Map<string, Promise<ReadonlyMap<string, { plural: string; namespaced: boolean }>>>()

  constructor(connection: Pick<Connection, 'json'>) {
    this.#connection = connection
  }

  /** Where the objects of a kind are, in one namespace or in all. */
  async of({ apiVersion, kind, namespace }: Place): Promise<string> {
    const resource = (await this.#resources(apiVersion)).get(kind)
    if (resource === undefined) {
      // It may be installed later: the next one asks again.
      this.#known.delete(apiVersion)
      throw new PortError('kubernetes', 'not-found', `no matches for kind "${kind}" in version "${apiVersion}"`)
    }
    const inside = resource.namespaced && namespace !== null ? `/namespaces/${encodeURIComponent(namespace)}` : ''
    return `${base(apiVersion)}${inside}/${resource.plural}`
  }

  #resources(apiVersion: string): Promise<ReadonlyMap<string, { plural: string; namespaced: boolean }>> {
    const known = this.#known.get(apiVersion)
    if (known !== undefined) return known
    const asked = this.#ask(apiVersion)
    this.#known.set(apiVersion, asked)
    // What could not be read is asked again next time.
    asked.catch(() => this.#known.delete(apiVersion))
    return asked
  }

  async #ask(apiVersion: string): Promise<ReadonlyMap<string, { plural: string; namespaced: boolean }>> {
    const { resources } = ResourceList.parse(await this.#connection.json({ method: 'GET', path: base(apiVersion) }))
    const own = resources.filter(({ name }) => !name.includes('/'))
    return new Map(own.map(({ name, kind, namespaced }) => [kind, { plural: name, namespaced }]))
  }
}

/** Where one object is. */
export async function pathOf(paths: Paths, ref: KubernetesRef): Promise<string> {
  return `${await paths.of(ref)}/${encodeURIComponent(ref.name)}`
}

function base(apiVersion: string): string {
  return apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
}
