'use client'

import { isPlainList, isPlainMap, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { useId, type ReactNode } from 'react'
import { Group as Together } from 'react-aria-components'
import { useTranslations } from 'use-intl'
import { Field as Row, FieldNotes } from '../../design/field.tsx'
import { textOf, valueAt, type Path } from '../document/value.ts'
import { variantFor } from '../schema/field-at.ts'
import type { Field, Group } from '../schema/field.ts'
import { emptyOf } from '../schema/empty-of.ts'
import { mountable } from '../schema/offers.ts'
import { ClusterField } from './cluster-field.tsx'
import { EntryCards } from './entry-cards.tsx'
import { idOf, useForm, useSaid } from './form-context.ts'
import { GroupFields } from './group-fields.tsx'
import { ChoiceField, FlagField, NumberField, TextField } from './leaf-fields.tsx'
import { ListField } from './list-field.tsx'
import { SecretValue } from './secret-value.tsx'
import { SecretsField } from './secrets-field.tsx'
import { TextRows } from './text-rows.tsx'
import { UsesField } from './uses-field.tsx'
import { useLabels } from './use-labels.ts'
import styles from './form.module.css'

type Props = { readonly path: Path; readonly field: Field; readonly isRequired?: boolean }

/** What a group that is switched on begins with, where nothing at all would be no good answer. */
const beginnings: Readonly<Record<string, Plain>> = { publish: {}, autoscale: { min: 1, max: 3, cpu: 70 } }

/** The control for a place of the file, by what the schema says may stand there. */
export function FieldView(props: Props) {
  const words = useTranslations('edit')
  const { value } = useForm()
  const { path, field } = props
  const Own = ownFields[path.map((step, index) => (index === 1 ? '*' : step)).join('.')]
  if (Own !== undefined) return <Own path={path} field={field} />
  if (!fits(field, valueAt(value, path))) return <Strange path={path} field={field} text={words('strange')} />
  return <Usual {...props} />
}

/** The same, for those who draw what they were given. */
export const fieldView = (path: Path, field: Field, isRequired = false) => (
  <FieldView key={path.join('.')} path={path} field={field} isRequired={isRequired} />
)

/** Places that are asked for in a way of their own. */
const ownFields: Readonly<Record<string, (props: Props) => ReactNode>> = {
  'components.*.uses': UsesField,
  'components.*.secrets': SecretsField,
  'deployments.*.cluster': ClusterField,
  'registries.*.secret': RegistrySecret,
}

function RegistrySecret({ path, field }: Props) {
  const { value } = useForm()
  return (
    <>
      {field.kind === 'text' && <TextField path={path} field={field} isRequired />}
      <SecretValue name={textOf(valueAt(value, path))} of={{ registry: path[1] ?? '' }} />
    </>
  )
}

function Usual({ path, field, isRequired = false }: Props) {
  const words = useTranslations('edit')
  switch (field.kind) {
    case 'text':
      return <TextField path={path} field={field} isRequired={isRequired} />
    case 'number':
      return <NumberField path={path} field={field} isRequired={isRequired} />
    case 'flag':
      return <FlagField path={path} field={field} isRequired={isRequired} />
    case 'choice':
      return <ChoiceField path={path} field={field} isRequired={isRequired} />
    case 'list':
      return <ListField path={path} field={field} view={fieldView} />
    case 'group':
      return <InnerGroup path={path} field={field} />
    case 'map':
      if (field.item.kind === 'text') return <TextMap path={path} field={field} />
      return <EntryCards path={path} field={field} view={fieldView} />
    case 'variants':
      return <Variants path={path} field={field} isRequired={isRequired} />
    case 'unknown':
      return <Strange path={path} field={field} text={words('onlyYaml')} />
    default:
      return field satisfies never
  }
}

/** False if what is written is of another kind than the control shows, so that only YAML can mend it. */
function fits(field: Field, present: Plain | undefined): boolean {
  if (present === undefined || present === null) return true
  if (field.kind === 'group' || field.kind === 'map') return isPlainMap(present)
  if (field.kind === 'list') return isPlainList(present)
  return field.kind === 'variants' || typeof present !== 'object'
}

function Strange({ path, field, text }: Props & { readonly text: string }) {
  const { label } = useLabels()(path, field)
  const notes = useSaid(path, 'within')
  return (
    <Row id={idOf(path)} label={label} hint={text} notes={notes}>
      {(control) => <output {...control} />}
    </Row>
  )
}

function TextMap({ path, field }: Props & { readonly field: Extract<Field, { kind: 'map' }> }) {
  const { value, edit, sources } = useForm()
  const { label, full, hint } = useLabels()(path, field)
  const present = valueAt(value, path)
  const isMounts = path.at(-1) === 'mounts'
  return (
    <div className={styles['field']}>
      <span className={styles['legend']}>{label}</span>
      <div>
        <TextRows
          path={path}
          label={full}
          entries={isPlainMap(present) ? present : {}}
          rules={field.key}
          {...(isMounts && { keys: mountable(value, sources) })}
          onChange={(next) => edit(path, Object.keys(next).length === 0 ? undefined : next)}
        />
        {hint !== null && <p className={styles['hint']}>{hint}</p>}
      </div>
    </div>
  )
}

function InnerGroup({ path, field }: { readonly path: Path; readonly field: Group }) {
  const { value, edit } = useForm()
  const { label, hint } = useLabels()(path, field)
  const notes = useSaid(path, 'exactly')
  const key = path.at(-1) ?? ''
  const beginning = beginnings[key]
  const isOn = valueAt(value, path) !== undefined
  const legend = useId()
  // An entry of a list has its list's name already.
  if (/^\d+$/.test(key)) return <GroupFields path={path} field={field} view={fieldView} />
  return (
    <Together
      className={styles['group'] ?? ''}
      {...(beginning === undefined ? { 'aria-labelledby': legend } : { 'aria-label': label })}
    >
      {beginning === undefined ? (
        <span id={legend} className={styles['legend']}>
          {label}
        </span>
      ) : (
        <Row id={idOf(path)} label={label} hint={isOn ? null : hint} notes={notes}>
          {(control) => (
            <input
              {...control}
              type="checkbox"
              className={styles['check']}
              checked={isOn}
              onChange={({ target }) => edit(path, target.checked ? beginning : undefined)}
            />
          )}
        </Row>
      )}
      {beginning === undefined && <FieldNotes id={`${idOf(path)}-notes`} notes={notes} />}
      {(beginning === undefined || isOn) && (
        <div className={styles['inner']}>
          <GroupFields path={path} field={field} view={fieldView} />
        </div>
      )}
    </Together>
  )
}

/** One of several forms: a short one and one in full. */
function Variants({
  path,
  field,
  isRequired,
}: Required<Props> & { readonly field: Extract<Field, { kind: 'variants' }> }) {
  const words = useTranslations('edit')
  const { value, edit } = useForm()
  const present = valueAt(value, path)
  const chosen = variantFor(field, present)
  const { full } = useLabels()(path, field)
  const at = field.variants.indexOf(chosen)
  if (field.by !== null) return <FieldView path={path} field={chosen} isRequired={isRequired} />
  return (
    <div className={styles['variants']}>
      {chosen.kind === 'group' ? (
        <GroupFields path={path} field={chosen} view={fieldView} />
      ) : (
        fieldView(path, chosen, isRequired)
      )}
      <select
        aria-label={words('formOf', { label: full })}
        className={styles['select']}
        value={at}
        onChange={({ target }) => {
          const next = field.variants[Number(target.value)]
          if (next !== undefined) edit(path, carried(present, next))
        }}
      >
        {field.variants.map((variant, index) => (
          <option key={index} value={index}>
            {words(variant.kind === 'group' ? 'inFull' : 'short')}
          </option>
        ))}
      </select>
    </div>
  )
}

/** What was written, in another of its forms: a plain value becomes the first key of the full one, and back. */
function carried(present: Plain | undefined, next: Field): Plain {
  const plain = isPlainMap(present) ? (Object.values(present)[0] ?? null) : (present ?? null)
  if (next.kind !== 'group') return plain ?? emptyOf(next)
  const [key] = next.required
  return key === undefined || plain === null ? emptyOf(next) : { [key]: plain }
}
