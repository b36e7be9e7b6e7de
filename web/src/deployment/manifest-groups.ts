import type { ManifestRowFragment } from '../../generated/graph.ts'

type Owned = Pick<ManifestRowFragment, 'component' | 'kind' | 'name' | 'state'>

export type ManifestGroup<One> = { readonly component: string | null; readonly manifests: readonly One[] }

/** What the whole deployment has first, then each component's; in each, what is not as generated comes first. */
export function manifestsByOwner<One extends Owned>(objects: readonly One[]): readonly ManifestGroup<One>[] {
  const owners = [...new Set(objects.map(({ component }) => component))].toSorted((a, b) =>
    (a ?? '') < (b ?? '') ? -1 : 1,
  )
  return owners.map((component) => ({
    component,
    manifests: objects
      .filter((one) => one.component === component)
      .toSorted(
        (a, b) =>
          Number(a.state === 'IN_SYNC') - Number(b.state === 'IN_SYNC') ||
          `${a.kind} ${a.name}`.localeCompare(`${b.kind} ${b.name}`, 'en'),
      ),
  }))
}

/** Names an object within its deployment, short enough for an address. */
export function manifestKey({ kind, name }: Pick<ManifestRowFragment, 'kind' | 'name'>): string {
  return `${kind}/${name}`
}

/** All of them as one YAML stream. */
export function allManifests(objects: readonly Pick<ManifestRowFragment, 'manifest'>[]): string {
  return objects.map(({ manifest }) => `---\n${manifest.trimEnd()}\n`).join('')
}
