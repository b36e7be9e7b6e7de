import { refusing, type Draft } from '../draft.ts'
import type { Finding, Path } from '../finding.ts'
import type { Component } from '../model.ts'

/** How many pods: said once, as a number or as a range. */
export const scaling = refusing(({ file }: Draft) => [
  ...Object.entries(file.components).flatMap(([name, component]) => both(component, ['components', name])),
  ...Object.entries(file.deployments).flatMap(([deployment, { components }]) =>
    Object.entries(components).flatMap(([name, override]) =>
      both(override, ['deployments', deployment, 'components', name]),
    ),
  ),
])

function both({ replicas, autoscale }: Pick<Component, 'replicas' | 'autoscale'>, path: Path): readonly Finding[] {
  if (replicas === null || autoscale === null) return []
  const message =
    '`replicas` and `autoscale` both say how many pods run. Keep `autoscale` for a range, or `replicas` for a number.'
  return [{ code: 'VALUE_INVALID', path: [...path, 'replicas'], at: 'key', message }]
}
