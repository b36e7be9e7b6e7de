import { Handle, Position, type Node, type NodeProps } from '@xyflow/react'
import { Globe } from 'lucide-react'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { useCanvasState } from './canvas-context.ts'
import { useChangeCount } from './change-count.ts'
import { HealthDots, HealthIcon, toneOf } from './health-mark.tsx'
import { useHealthWords } from './health-words.ts'
import { shortImage } from './image.ts'
import { summary, type PartRef, type PartThere, type PictureComponent, type PictureService } from './model.ts'
import { PartIcon } from './part-icon.tsx'
import styles from './part-node.module.css'

/** What a node shows. */
export type PartData = {
  readonly part: ({ readonly kind: 'component' } & PictureComponent) | ({ readonly kind: 'service' } & PictureService)
  /** How it is in the deployments that are looked at. */
  readonly there: readonly PartThere[]
  readonly isOne: boolean
  /** Its lines in words. */
  readonly relations: readonly string[]
  /** Whether it is what the eye is on, or hangs together with that. */
  readonly emphasis: 'self' | 'near' | null
  readonly canReceive: boolean
}

export type PartNodeType = Node<PartData, 'part'>

/** A component or service in the picture: a button that opens it, and the place where lines end and begin. */
export function PartNode({ data, id }: NodeProps<PartNodeType>) {
  const { part, there, isOne, relations, emphasis, canReceive } = data
  const { density, tabStop, press, keyDown, setFocused, setHovered, register } = useCanvasState()
  const words = useTranslations('picture')
  const health = useHealthWords()
  const details = useId()
  const seen = summary(there)
  const state = health.summary(seen, isOne)
  const changes = useChangeCount(signatureOf(part, there))
  const reference: PartRef = { kind: part.kind, name: part.name }
  return (
    <div
      className={styles['part']}
      data-kind={part.kind}
      data-density={density}
      data-tone={toneOf(seen.health)}
      data-emphasis={emphasis}
      data-receiving={canReceive || undefined}
      data-absent={seen.health === null || undefined}
    >
      {changes > 0 && <span key={changes} aria-hidden className={styles['glow']} />}
      <button
        type="button"
        className={`nodrag nopan ${styles['button']}`}
        ref={(element) => register(id, element)}
        tabIndex={tabStop === id ? 0 : -1}
        aria-label={words('part', { kind: words(part.kind), name: part.name, state })}
        aria-describedby={details}
        onClick={() => press(reference)}
        onKeyDown={(event) => keyDown(event, reference)}
        onFocus={() => setFocused(id)}
        onBlur={() => setFocused(null)}
        onPointerEnter={() => setHovered(id)}
        onPointerLeave={() => setHovered(null)}
      >
        <Head part={part} there={isOne ? [] : there} />
        <span className={styles['what']}>
          <What part={part} />
        </span>
        <span className={styles['line']}>
          <HealthIcon health={seen.health} />
          <span className={styles['state']}>{state}</span>
        </span>
      </button>
      <span id={details} hidden>
        {[...relations, ...(isOne ? [] : there.map(health.there))].join('. ')}
      </span>
      <Ends part={part} isReceiving={canReceive} />
    </div>
  )
}

/** What a person would call a change of the part: a glow follows it. */
function signatureOf(part: PartData['part'], there: readonly PartThere[]): string {
  const wished = part.kind === 'component' ? [part.image, part.replicas, part.address] : [part.type]
  return JSON.stringify([wished, there.map(({ deployment, health, note }) => [deployment, health, note])])
}

function Head({ part, there }: { readonly part: PartData['part']; readonly there: readonly PartThere[] }) {
  return (
    <span className={styles['line']}>
      <PartIcon type={part.kind === 'component' ? null : part.type} className={styles['kind']} />
      <span className={styles['name']} title={part.name}>
        {part.name}
      </span>
      {there.length > 1 && <HealthDots there={there} />}
    </span>
  )
}

/** What it is: the image of a component with where it listens, the type of a service. */
function What({ part }: { readonly part: PartData['part'] }) {
  const words = useTranslations('picture')
  if (part.kind === 'service') return <span className={styles['type']}>{part.title}</span>
  const { image, replicas, ports, isPublished, address } = part
  return (
    <>
      <span className={styles['image']} title={image ?? undefined}>
        {image === null ? words('table.perDeployment') : shortImage(image)}
      </span>
      {replicas !== null && <span title={words('replicas', { count: replicas })}>×{replicas}</span>}
      {ports.length > 0 && <span className={styles['ports']}>:{ports.join(' :')}</span>}
      {isPublished && (
        <span title={address ?? words('published')} className={styles['globe']}>
          <Globe aria-hidden />
        </span>
      )}
    </>
  )
}

/** Where lines end. The one of a component that may be bound can be dragged, or pressed. */
function Ends({ part, isReceiving }: { readonly part: PartData['part']; readonly isReceiving: boolean }) {
  const words = useTranslations('picture')
  const { canBind, startBinding, binding } = useCanvasState()
  const canStart = part.kind === 'component' && canBind
  const label = words('drag', { component: part.name })
  return (
    <>
      <Handle
        type="target"
        position={Position.Left}
        className={isReceiving ? styles['receive'] : styles['end']}
        isConnectableStart={false}
        isConnectable={isReceiving}
      />
      {part.kind === 'component' && (
        <Handle
          type="source"
          position={Position.Right}
          className={canStart ? styles['start'] : styles['end']}
          data-active={binding === part.name || undefined}
          isConnectable={canStart}
          isConnectableEnd={false}
          {...(canStart && { title: label, onClick: () => startBinding(part.name) })}
        />
      )}
    </>
  )
}
