/** The views of a deployment, in the order in which they are asked for most. */
export const views = ['overview', 'logs', 'variables', 'manifests', 'events'] as const
export type View = (typeof views)[number]

export function viewOf(asked: string | null): View {
  return views.find((view) => view === asked) ?? 'overview'
}

/** The component that a view is about: the one that the address names if it exists, else the first. */
export function componentOf(asked: string | null, names: readonly string[]): string | null {
  return names.find((name) => name === asked) ?? names[0] ?? null
}

/** Names what a view was asked for, the same on the server and in the browser. */
export const partKey = {
  overview: 'overview',
  manifests: 'manifests',
  events: 'events',
  variables: (component: string) => `variables ${component}`,
  logs: (of: {
    readonly component: string
    readonly pod: string | null
    readonly tail: number
    readonly previous: boolean
  }) => `logs ${of.component} ${of.pod ?? '*'} ${of.tail} ${of.previous ? 'previous' : 'present'}`,
} as const
