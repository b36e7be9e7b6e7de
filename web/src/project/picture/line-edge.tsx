import type { Edge as FlowEdge, EdgeProps } from '@xyflow/react'
import { roundedPath, type Edge, type Point } from './layout.ts'
import styles from './line-edge.module.css'

export type LineData = {
  readonly kind: Edge['kind']
  readonly points: readonly Point[]
  /** Whether it hangs together with what the eye is on; null if the eye is on nothing. */
  readonly isNear: boolean | null
}

export type LineEdgeType = FlowEdge<LineData, 'line'>

/** A line as the layout drew it: solid to a service that is used, dashed to a component that is called. */
export function LineEdge({ data }: EdgeProps<LineEdgeType>) {
  const end = data?.points.at(-1)
  if (data === undefined || end === undefined) return null
  return (
    <g className={styles['line']} data-kind={data.kind} data-near={data.isNear}>
      <path className={styles['path']} d={roundedPath(data.points, 10)} />
      {data.kind === 'binding' ? (
        <circle className={styles['dot']} cx={end.x - 3.5} cy={end.y} r="3" />
      ) : (
        <path
          className={styles['arrow']}
          d={`M${end.x - 6} ${end.y - 4}L${end.x - 0.5} ${end.y}L${end.x - 6} ${end.y + 4}`}
        />
      )}
    </g>
  )
}
