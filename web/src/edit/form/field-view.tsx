'use client'

import { isPlainList, isPlainMap, type Plain } from '@operations-manager/schema/project-file/edit/plain.ts'
import { useId } from 'react'
import { useTranslations } from 'use-intl'
import { Field as Row, FieldNotes } from '../../design/field.tsx'
import { valueAt, type Path } from '../document/value.ts'
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
export function FieldView({ path, field, isRequired = false }: Props) {
  const words = useTranslations('edit')
  const { value } = useForm()
  const present = valueAt(value, path)
  const [section, , key] = path
  if (section === 'components' && path.length === 3 && key === 'uses') return <UsesField path={path} field={field} />
  if (section === 'components' && path.length === 3 && key === 'secrets')
    return <SecretsField path={path} field={field} />
  if (section === 'deployments' && path.length === 3 && key === 'cluster' && field.kind === 'text')
    return <ClusterField path={path} field={field} />
  if (!fits(field, present)) return <Strange path={path} field={field} text={words('strange')} />
  switch (field.kind) {
    case 'text':
      return section === 'registries' && key === 'secret' ? (
        <>
          <TextField path={path} field={field} isRequired={isRequired} />
          <SecretValue name={String(present ?? '')} of={{ registry: path[1] ?? '' }} />
        </>
      ) : (
        <TextField path={path} field={field} isRequired={isRequired} />
      )
    case 'number':
      return <NumberField path={path} field={field} isRequired={isRequired} />
    case 'flag':
      return <FlagField path={path} field={field} isRequired={isRequired} />
    case 'choice':
      return <ChoiceField path={path} field={field} isRequired={isRequired} />
    case 'list':
      return <ListField path={path} field={field} view={view} />
    case 'group':
      return <InnerGroup path={path} field={field} />
    case 'map':
      return field.item.kind === 'text' ? (
        <TextMap path={path} field={field} item={field.item} />
      ) : (
        <EntryCards path={path} field={field} view={view} />
      )
    case 'variants':
      return <Variants path={path} field={field} isRequired={isRequired} />
    case 'unknown':
      return <Strange path={path} field={field} text={words('onlyYaml')} />
    default:
      return field satisfies never
  }
}

const view = (path: Path, field: Field, isRequired = false) => (
  <FieldView key={path.join('.')} path={path} field={field} isRequired={isRequired} />
)

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

function TextMap({ path, field, item }: Props & { readonly field: Extract<Field, { kind: 'map' }>; readonly item: Field }) {
  const { value, edit, sources } = useForm()
  const { label, hint } = useLabels()(path, field)
  const present = valueAt(value, path)
  const isMounts = path.at(-1) === 'mounts'
  return (
    <div className={styles['field']}>
      <span className={styles['legend']}>{label}</span>
      <div>
        <TextRows
          path={path}
          label={label}
          entries={isPlainMap(present) ? present : {}}
          rules={field.key}
          {...(isMounts && { keys: mountable(value, sources) })}
          onChange={(next) => edit(path, Object.keys(next).length === 0 ? undefined : next)}
        />
        {(hint ?? item.about) !== '' && <p className={styles['hint']}>{hint ?? item.about}</p>}
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
  if (/^\d+$/.test(key)) return <GroupFields path={path} field={field} view={view} />
  return (
    <div className={styles['group']} role="group" aria-labelledby={legend}>
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
          <GroupFields path={path} field={field} view={view} />
        </div>
      )}
    </div>
  )
}

/** One of several forms: a short one and one in full. */
function Variants({ path, field, isRequired }: Required<Props> & { readonly field: Extract<Field, { kind: 'variants' }> }) {
  const words = useTranslations('edit')
  const { value, edit } = useForm()
  const present = valueAt(value, path)
  const chosen = variantFor(field, present)
  const { label } = useLabels()(path, field)
  const at = field.variants.indexOf(chosen)
  if (field.by !== null) return <FieldView path={path} field={chosen} isRequired={isRequired} />
  return (
    <div className={styles['variants']}>
      {chosen.kind === 'group' ? <GroupFields path={path} field={chosen} view={view} /> : view(path, chosen, isRequired)}
      <select
        aria-label={words('formOf', { label })}
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
