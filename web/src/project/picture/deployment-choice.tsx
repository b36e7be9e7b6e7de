import { useId } from 'react'
import { useTranslations } from 'use-intl'
import styles from './deployment-choice.module.css'
import { HealthIcon } from './health-mark.tsx'
import { useHealthWords } from './health-words.ts'
import type { PictureModel } from './model.ts'

type Props = {
  readonly model: PictureModel
  readonly onLook: ((deployment: string | null) => void) | undefined
}

/** The deployments with their clusters and states, in the order of the dots; one of them or all are looked at. */
export function DeploymentChoice({ model, onLook }: Props) {
  const words = useTranslations('picture')
  const { word } = useHealthWords()
  const group = useId()
  const choices = [null, ...model.deployments]
  return (
    <fieldset className={styles['choice']}>
      <legend className={styles['heard']}>{words('look')}</legend>
      {choices.map((one) => (
        <label key={one?.name ?? ''} className={styles['one']}>
          <input
            type="radio"
            name={group}
            className={styles['heard']}
            checked={model.lookedAt === (one?.name ?? null)}
            disabled={onLook === undefined}
            onChange={() => onLook?.(one?.name ?? null)}
          />
          {one === null ? (
            <span>{words('all')}</span>
          ) : (
            <>
              <HealthIcon health={one.health} />
              <span className={styles['heard']}>{word(one.health)}</span>
              <span className={styles['name']}>{one.name}</span>
              <span className={styles['cluster']}>{words('onCluster', { cluster: one.cluster })}</span>
            </>
          )}
        </label>
      ))}
    </fieldset>
  )
}
