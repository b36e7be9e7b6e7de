'use client'

import { ReactFlowProvider } from '@xyflow/react'
import type { ReactNode } from 'react'
import { useTranslations } from 'use-intl'
import { Canvas } from './canvas.tsx'
import { DeploymentChoice } from './deployment-choice.tsx'
import type { PartRef, PictureModel } from './model.ts'
import styles from './project-picture.module.css'
import { usePlacement } from './use-placement.ts'

type Props = {
  readonly model: PictureModel
  /** The part that is open beside the picture; its lines stay marked. */
  readonly selected?: PartRef | null
  /** Whether the caller may bind components to services. */
  readonly canBind?: boolean
  readonly onOpen: (part: PartRef) => void
  readonly onBind?: (component: string, service: string) => void
  /** Looks at one deployment, or at all with null. Without it there is no choice. */
  readonly onLook?: (deployment: string | null) => void
  /** What is shown of a project without any part. */
  readonly empty?: ReactNode
}

/**
 * A project as it hangs together: who calls stands left, then components, then the services that they use. States
 * change in place; only a change of structure moves anything.
 */
export function ProjectPicture({ model, selected = null, canBind = false, onOpen, onBind, onLook, empty }: Props) {
  const words = useTranslations('picture')
  const { placement, hasFailed } = usePlacement(model)
  const count = model.components.length + model.services.length
  if (count === 0) return <div className={styles['empty']}>{empty ?? words('empty')}</div>
  return (
    <section className={styles['picture']} aria-label={words('label')}>
      {model.deployments.length > 0 && <DeploymentChoice model={model} onLook={onLook} />}
      <p className={styles['heard']}>{words(canBind ? 'hintBind' : 'hint')}</p>
      <div className={styles['window']} data-size={sizeFor(count)} aria-busy={placement === null && !hasFailed}>
        {placement !== null && (
          <ReactFlowProvider>
            <Canvas
              model={model}
              placement={placement}
              selected={selected}
              canBind={canBind && onBind !== undefined}
              onOpen={onOpen}
              onBind={(component, service) => onBind?.(component, service)}
            />
          </ReactFlowProvider>
        )}
        {placement === null && <p className={styles['note']}>{words(hasFailed ? 'failed' : 'drawing')}</p>}
      </div>
    </section>
  )
}

/** The window's height is known before the layout, so that nothing below it moves. */
function sizeFor(count: number): 'small' | 'middle' | 'large' {
  if (count <= 6) return 'small'
  return count <= 18 ? 'middle' : 'large'
}
