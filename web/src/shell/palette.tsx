'use client'

import { Command } from 'cmdk'
import { Boxes, Braces, Copy, FilePlus2, FolderGit2, Layers, Rocket, ScrollText } from 'lucide-react'
import { usePathname, useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { toast } from '../design/toasts.tsx'
import { useTranslations } from 'use-intl'
import { PaletteProjectsDocument, type PaletteProjectsQuery } from '../../generated/graph.ts'
import { useQuestion } from '../graph/use-question.ts'
import styles from './palette.module.css'

type Found = PaletteProjectsQuery['projects']['nodes']

const waitMs = 120

/** Goes anywhere: places, projects, deployments; and copies the id of what is open. */
export function Palette({ mayAudit, onClose }: { readonly mayAudit: boolean; readonly onClose: () => void }) {
  const words = useTranslations('shell')
  const router = useRouter()
  const path = usePathname()
  const [text, setText] = useState('')
  const [value, setValue] = useState('')
  // What is found comes later than the places, and is what Enter should go to.
  const found = useFound(text, ([first]) => setValue(first === undefined ? '' : nameOf(first)))
  const go = (href: string): void => {
    onClose()
    router.push(href)
  }
  const copy = async (value: string): Promise<void> => {
    onClose()
    await navigator.clipboard.writeText(value)
    toast.success(words('copied'))
  }
  const last = decodeURIComponent(path.split('/').at(-1) ?? '')
  return (
    <Command.Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      label={words('goTo')}
      value={value}
      onValueChange={setValue}
      filter={(one, search) => (one.toLowerCase().includes(search.trim().toLowerCase()) ? 1 : 0)}
      overlayClassName={styles['veil'] ?? ''}
      contentClassName={styles['palette'] ?? ''}
    >
      <Command.Input value={text} onValueChange={setText} placeholder={words('goTo')} className={styles['input']} />
      <Command.List className={styles['list']}>
        <Command.Empty className={styles['empty']}>{words('nothingFound')}</Command.Empty>
        <FoundProjects found={found} go={go} />
        <Command.Group heading={words('places')}>
          <Place icon={FolderGit2} name={words('projects')} onSelect={() => go('/')} />
          <Place icon={FilePlus2} name={words('newProject')} onSelect={() => go('/projects/new')} />
          <Place icon={Boxes} name={words('clusters')} onSelect={() => go('/clusters')} />
          <Place icon={Layers} name={words('services')} onSelect={() => go('/services')} />
          {mayAudit && <Place icon={ScrollText} name={words('audit')} onSelect={() => go('/audit')} />}
          <Place icon={Braces} name={words('playground')} onSelect={() => location.assign('/playground')} />
          {last !== '' && <Place icon={Copy} name={words('copyId', { id: last })} onSelect={() => void copy(last)} />}
        </Command.Group>
      </Command.List>
    </Command.Dialog>
  )
}

/** What it is found by; unlike the places it is never one word. */
function nameOf({ name, displayName }: Found[number]): string {
  return `${displayName} ${name}`
}

function FoundProjects({ found, go }: { readonly found: Found; readonly go: (href: string) => void }) {
  const words = useTranslations('shell')
  if (found.length === 0) return null
  return (
    <Command.Group heading={words('projects')}>
      {found.flatMap((project) => [
        <Command.Item key={project.name} value={nameOf(project)} onSelect={() => go(`/projects/${project.name}`)}>
          <FolderGit2 aria-hidden />
          {project.displayName}
          <code>{project.name}</code>
        </Command.Item>,
        ...project.deployments.map(({ id, name }) => (
          <Command.Item
            key={id}
            value={`${nameOf(project)} ${name}`}
            onSelect={() => go(`/projects/${project.name}/deployments/${name}`)}
          >
            <Rocket aria-hidden />
            {name}
            <code>{project.name}</code>
          </Command.Item>
        )),
      ])}
    </Command.Group>
  )
}

function Place({
  icon: Icon,
  name,
  onSelect,
}: {
  readonly icon: typeof Copy
  readonly name: string
  readonly onSelect: () => void
}) {
  return (
    <Command.Item value={name} onSelect={onSelect}>
      <Icon aria-hidden />
      {name}
    </Command.Item>
  )
}

/** What the server finds for what is typed; the newest question wins. */
function useFound(text: string, onFound: (found: Found) => void): Found {
  const ask = useQuestion(PaletteProjectsDocument)
  const [found, setFound] = useState<Found>([])
  const latest = useRef(onFound)
  useEffect(() => {
    latest.current = onFound
  })
  useEffect(() => {
    const state = { isOver: false }
    const timer = setTimeout(() => {
      ask({ search: text }).then(
        ({ projects }) => {
          if (state.isOver) return
          setFound(projects.nodes)
          latest.current(projects.nodes)
        },
        () => {
          // Places can be gone to all the same; the page behind says that the platform does not answer.
          if (!state.isOver) setFound([])
        },
      )
    }, waitMs)
    return () => {
      state.isOver = true
      clearTimeout(timer)
    }
  }, [ask, text])
  return found
}
