'use client'

import { Table2, Workflow } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useRouter, useSearchParams } from 'next/navigation'
import { useMemo } from 'react'
import { useTranslations } from 'use-intl'
import { BindServiceDocument, type ProjectPageQuery } from '../../generated/graph.ts'
import { told } from '../graph/told.ts'
import { useChange } from '../graph/use-change.ts'
import { pictureModel } from './picture-model.ts'
import type { PartRef } from './picture/model.ts'
import type { ProjectOf } from './project-page.tsx'
import styles from './project.module.css'

const views = [
  { name: 'picture', icon: Workflow },
  { name: 'table', icon: Table2 },
] as const
type View = (typeof views)[number]['name']

const ProjectPicture = dynamic(() => import('./picture/project-picture.tsx').then((loaded) => loaded.ProjectPicture), {
  ssr: false,
  loading: () => <div className={styles['drawing']} />,
})
const ProjectTable = dynamic(() => import('./picture/project-table.tsx').then((loaded) => loaded.ProjectTable))

type Props = { readonly project: ProjectOf; readonly serviceTypes: ProjectPageQuery['serviceTypes'] }

/** What the project consists of, as a picture or as tables; which one and of which deployment stands in the address. */
export function Picture({ project, serviceTypes }: Props) {
  const words = useTranslations('project')
  const [view, lookedAt, show] = useShown()
  const open = useOpen(project)
  const bind = useBind(project)
  const model = useMemo(
    () =>
      pictureModel(project, serviceTypes, lookedAt, {
        ready: (ready, desired) => words('ready', { ready, desired }),
        older: words('older'),
      }),
    [project, serviceTypes, lookedAt, words],
  )
  return (
    <section aria-labelledby="parts" className={styles['parts']}>
      <header className={styles['partsHead']}>
        <h2 id="parts">{words('parts')}</h2>
        <fieldset aria-label={words('view')} className={styles['views']}>
          {views.map(({ name, icon: Icon }) => (
            <button key={name} type="button" aria-pressed={view === name} onClick={() => show({ view: name })}>
              <Icon aria-hidden />
              {words(name)}
            </button>
          ))}
        </fieldset>
      </header>
      {view === 'picture' ? (
        <ProjectPicture
          model={model}
          canBind={project.viewerCan.edit.allowed}
          onOpen={open}
          onBind={(component, service) => void bind(component, service)}
          onLook={(deployment) => show({ deployment })}
        />
      ) : (
        <ProjectTable model={model} onOpen={open} />
      )}
    </section>
  )
}

type Shown = { readonly view?: View; readonly deployment?: string | null }

function useShown(): readonly [View, string | null, (shown: Shown) => void] {
  const router = useRouter()
  const asked = useSearchParams()
  const view = asked.get('view') === 'table' ? 'table' : 'picture'
  const show = (shown: Shown): void => {
    const next = new URLSearchParams(asked)
    if (shown.view !== undefined) next.set('view', shown.view)
    if (shown.deployment === null) next.delete('deployment')
    else if (shown.deployment !== undefined) next.set('deployment', shown.deployment)
    router.replace(`?${next.toString()}`, { scroll: false })
  }
  return [view, asked.get('deployment'), show]
}

/** A component opens where it runs; a service where it is set up. */
function useOpen(project: ProjectOf): (part: PartRef) => void {
  const router = useRouter()
  return ({ kind, name }) => {
    const [first] = project.deployments
    const there = `/projects/${project.name}/deployments/${first?.name ?? ''}`
    router.push(first === undefined ? `/projects/${project.name}/edit` : `${there}#${kind}-${name}`)
  }
}

function useBind(project: ProjectOf): (component: string, service: string) => Promise<void> {
  const router = useRouter()
  const [, bind] = useChange(BindServiceDocument)
  return async (component, service) => {
    const { name, revision } = project
    const changed = await bind({
      input: { project: name, component, service, expectedRevision: revision, dryRun: false },
    })
    const operation = told(changed, (data) => data.bindService)?.operation ?? null
    if (operation !== null) router.push(`/operations/${operation.id}`)
  }
}
