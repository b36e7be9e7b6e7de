import { Background, BackgroundVariant, ReactFlow } from '@xyflow/react'
import '@xyflow/react/dist/base.css'
import { useTranslations } from 'use-intl'
import { CanvasContext } from './canvas-context.ts'
import { CanvasTools } from './canvas-tools.tsx'
import styles from './canvas.module.css'
import { densityOf } from './layout.ts'
import { LineEdge } from './line-edge.tsx'
import { nameOf } from './model.ts'
import { PartNode } from './part-node.tsx'
import { useCanvas, type CanvasProps } from './use-canvas.ts'
import { useViewport } from './use-viewport.ts'
import { smallestZoom } from './viewport.ts'

const nodeTypes = { part: PartNode }
const edgeTypes = { line: LineEdge }

/** What a person moves is the window; what stands in it is where the layout put it, and its keys are ours. */
const manners = {
  nodesDraggable: false,
  nodesFocusable: false,
  edgesFocusable: false,
  elementsSelectable: false,
  disableKeyboardA11y: true,
  deleteKeyCode: null,
  selectionKeyCode: null,
  multiSelectionKeyCode: null,
  connectOnClick: false,
  connectionRadius: 28,
  minZoom: smallestZoom,
  maxZoom: 1.6,
  // The wheel belongs to the page; with Ctrl, or by pinching, it zooms.
  zoomOnScroll: false,
  zoomOnDoubleClick: false,
  preventScrolling: false,
  attributionPosition: 'top-right',
} as const

/** The drawing itself, once everything has its place. */
export function Canvas(props: CanvasProps) {
  const words = useTranslations('picture')
  const view = useViewport(props.placement, densityOf(props.model))
  const { state, nodes, lines, binding, stopBinding } = useCanvas(props, view.show)
  return (
    <CanvasContext value={state}>
      <ReactFlow
        {...manners}
        className={`${styles['flow']} ${view.isFar ? 'far' : ''}`}
        aria-label={words('label')}
        nodes={nodes}
        edges={lines}
        nodeTypes={nodeTypes}
        edgeTypes={edgeTypes}
        nodesConnectable={props.canBind}
        isValidConnection={(one) => binding.receiving.includes(one.target)}
        onConnectStart={(_, { nodeId }) => binding.drag(nodeId === null ? null : nameOf(nodeId))}
        onConnect={(one) => binding.end(nameOf(one.target))}
        onConnectEnd={() => binding.drag(null)}
        onMoveStart={(event) => event !== null && view.moved()}
        onPaneClick={() => binding.isChoosing && stopBinding()}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.25} />
        <CanvasTools
          onZoom={view.zoom}
          onFit={view.fitAll}
          choosing={binding.isChoosing ? binding.component : null}
          hasChoice={binding.receiving.length > 0}
          onStop={() => stopBinding()}
        />
      </ReactFlow>
    </CanvasContext>
  )
}
