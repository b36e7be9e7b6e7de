'use client'

import dynamic from 'next/dynamic'
import { useEffect, useEffectEvent, useMemo, useState, type Dispatch } from 'react'
import { Group as Together } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import type { EditedProjectFragment, EditorSourcesFragment } from '../../generated/graph.ts'
import { isDirty, type Act, type Draft } from './document/draft.ts'
import { valueAt, type Path } from './document/value.ts'
import { EffectsPanel } from './effects-panel.tsx'
import { FormContext, idOf, type FormState } from './form/form-context.ts'
import { ProjectForm } from './form/project-form.tsx'
import { nearest, spread } from './problems/placed.ts'
import type { SaidOfFile } from './problems/said.ts'
import { fieldAt } from './schema/field-at.ts'
import type { Group } from './schema/field.ts'
import type { Checked } from './use-check.ts'
import styles from './editor.module.css'

const YamlEditor = dynamic(() => import('./yaml/yaml-editor.tsx').then((module) => module.YamlEditor), { ssr: false })

const views = ['form', 'yaml', 'effects'] as const
type View = (typeof views)[number]

type Props = {
  readonly draft: Draft
  readonly act: Dispatch<Act>
  readonly file: Group
  readonly sources: EditorSourcesFragment
  readonly saved: EditedProjectFragment | null
  readonly checked: Checked
  readonly said: readonly SaidOfFile[]
  /** The place that one came for: it is gone to once, as soon as the form is there. */
  readonly at: Path | null
}

/** The form at the left, its YAML and what saving does at the right; one of them at a time where there is no room. */
export function EditorPanes({ draft, act, file, sources, saved, checked, said, at }: Props) {
  const words = useTranslations('edit')
  const [view, setView] = useState<View>('form')
  const [goToLine, setGoToLine] = useState<{ readonly line: number } | null>(null)
  const form = useFormState({ draft, act, file, sources, saved, said, at })
  const lineNotes = useMemo(
    () => said.flatMap((one) => (one.line === null ? [] : [{ ...one, line: one.line, column: one.column ?? 1 }])),
    [said],
  )
  useBeginAt(at, file)
  const go = (one: SaidOfFile): void => {
    const path = nearest(one.path, fieldsOf(file))
    if (path !== null && draft.reading.value !== null) {
      setView('form')
      for (const entry of entriesAround(path)) form.setOpen(entry, true)
      // What was closed is drawn first.
      requestAnimationFrame(() => focusField(path))
    } else if (one.line !== null) {
      setView('yaml')
      setGoToLine({ line: one.line })
    }
  }
  return (
    <div className={styles['panes']} data-view={view}>
      <ViewChoice view={view} onChoose={setView} />
      <FormPane form={form} isOff={draft.reading.value === null} />
      <div className={styles['side']}>
        <section aria-label={words('view.yaml')} data-pane="yaml" className={styles['yaml']}>
          <YamlEditor
            text={draft.text}
            label={words('yamlLabel')}
            notes={lineNotes}
            goTo={goToLine}
            onType={(text) => act({ type: 'write', text })}
          />
        </section>
        <div data-pane="effects" className={styles['effectsPane']}>
          <EffectsPanel
            check={checked.check}
            isPresent={checked.of === draft.text}
            isAway={checked.isAway}
            isDirty={isDirty(draft)}
            said={said}
            onGoTo={go}
          />
        </div>
      </div>
    </div>
  )
}

/** The form; it is off while the text cannot be read, and then takes the focus as a whole, so that it can be scrolled. */
function FormPane({ form, isOff }: { readonly form: FormState; readonly isOff: boolean }) {
  const words = useTranslations('edit')
  return (
    <section
      aria-label={words('view.form')}
      data-pane="form"
      className={styles['formPane']}
      {...(isOff && { tabIndex: 0 })}
    >
      <fieldset className={styles['form']} disabled={isOff}>
        <legend className={styles['hidden']}>{words('view.form')}</legend>
        <FormContext value={form}>
          <ProjectForm file={form.file} />
        </FormContext>
      </fieldset>
    </section>
  )
}

type ChoiceProps = { readonly view: View; readonly onChoose: (view: View) => void }

/** Which view is shown where there is room for one only. */
function ViewChoice({ view, onChoose }: ChoiceProps) {
  const words = useTranslations('edit')
  return (
    <Together aria-label={words('views')} className={styles['views'] ?? ''}>
      {views.map((one) => (
        <button key={one} type="button" aria-pressed={view === one} onClick={() => onChoose(one)}>
          {words(`view.${one}`)}
        </button>
      ))}
    </Together>
  )
}

function useFormState({ draft, act, file, sources, saved, said, at }: Omit<Props, 'checked'>): FormState {
  const [open, setOpen] = useState<ReadonlyMap<string, boolean>>(
    () => new Map(entriesAround(at ?? []).map((entry) => [entry.join('.'), true])),
  )
  const { value } = draft
  return useMemo(() => {
    return {
      value,
      file,
      sources,
      saved,
      said: spread(said, fieldsOf(file)).atFields,
      edit: (path, next) => act({ type: 'edit', path, next }),
      rename: (path, to) => {
        // What is open stays so under its new name.
        setOpen((now) => new Map([...now, [[...path.slice(0, -1), to].join('.'), now.get(path.join('.')) ?? true]]))
        act({ type: 'rename', path, to })
      },
      remove: (path) => act({ type: 'remove', path }),
      isOpen: (path) => open.get(path.join('.')) ?? Object.keys(valueAt(value, path.slice(0, -1)) ?? {}).length <= 2,
      setOpen: (path, isOpen) => setOpen((now) => new Map([...now, [path.join('.'), isOpen]])),
    }
  }, [value, file, sources, saved, said, open, act])
}

/** Whether a place has a field; sealed values are reached through the secrets that they are of. */
function fieldsOf(file: Group): (path: Path) => boolean {
  return (path) => path[0] !== 'sealed' && fieldAt(file, path) !== null
}

/** Goes once to the field that one came for. What is around it is open from the start. */
function useBeginAt(at: Path | null, file: Group): void {
  const begin = useEffectEvent(() => {
    const path = at === null ? null : nearest(at, fieldsOf(file))
    if (path !== null) focusField(path)
  })
  useEffect(() => begin(), [])
}

/** The entries, such as a component, that a place is in: those that can be folded. */
function entriesAround(path: Path): readonly Path[] {
  return path.flatMap((_, index) => (index % 2 === 1 ? [path.slice(0, index + 1)] : []))
}

const controls = 'input, select, textarea, button'

/** Goes to the control of a place, or to that of the nearest thing around it. */
function focusField(path: Path): void {
  for (let length = path.length; length > 0; length--) {
    const found = document.getElementById(idOf(path.slice(0, length)))
    if (found === null) continue
    found.closest('details')?.setAttribute('open', '')
    const control = found.matches(controls) ? found : found.querySelector<HTMLElement>(controls)
    ;(control ?? found).scrollIntoView({ block: 'center' })
    control?.focus()
    return
  }
}
