'use client'

import { useFormatter, useTranslations } from 'use-intl'
import { relationsOf } from './flow-parts.ts'
import { HealthIcon } from './health-mark.tsx'
import { useHealthWords } from './health-words.ts'
import { everywhere, lookedAt, type PartRef, type PartThere, type PictureModel } from './model.ts'
import { PartIcon } from './part-icon.tsx'
import styles from './project-table.module.css'

type Props = {
  readonly model: PictureModel
  readonly onOpen: (part: PartRef) => void
}

/** The same as the picture, as tables: who uses what, and how each is in each deployment. */
export function ProjectTable({ model, onOpen }: Props) {
  return (
    <div className={styles['tables']}>
      <Components model={model} onOpen={onOpen} />
      <Services model={model} onOpen={onOpen} />
    </div>
  )
}

function Components({ model, onOpen }: Props) {
  const words = useTranslations('picture.table')
  const parts = useTranslations('picture')
  if (model.components.length === 0) return <p className={styles['none']}>{parts('empty')}</p>
  return (
    <Table title={words('components')} model={model} columns={['image', 'reached', 'uses', 'calls']}>
      {model.components.map((component) => {
        const { uses, calls } = relationsOf(model, { kind: 'component', ...component })
        const { name, image, address, isPublished, replicas } = component
        return (
          <tr key={name}>
            <Name part={{ kind: 'component', name }} type={null} onOpen={onOpen} />
            <td>
              <code title={image ?? undefined}>{image ?? words('perDeployment')}</code>
              {replicas !== null && <span className={styles['quiet']}> {parts('replicas', { count: replicas })}</span>}
            </td>
            <td>
              {address !== null && <a href={address}>{address.replace(/^https?:\/\//, '')}</a>}
              {address === null && (
                <span className={styles['quiet']}>{isPublished ? words('perDeployment') : words('inside')}</span>
              )}
            </td>
            <Names names={uses} />
            <Names names={calls} />
            <States model={model} part={{ kind: 'component', name }} />
          </tr>
        )
      })}
    </Table>
  )
}

function Services({ model, onOpen }: Props) {
  const words = useTranslations('picture.table')
  if (model.services.length === 0) return <p className={styles['none']}>{words('noServices')}</p>
  return (
    <Table title={words('services')} model={model} columns={['type', 'usedBy']}>
      {model.services.map((service) => (
        <tr key={service.name}>
          <Name part={{ kind: 'service', name: service.name }} type={service.type} onOpen={onOpen} />
          <td>{service.title}</td>
          <Names names={relationsOf(model, { kind: 'service', ...service }).usedBy} />
          <States model={model} part={{ kind: 'service', name: service.name }} />
        </tr>
      ))}
    </Table>
  )
}

type TableProps = {
  readonly title: string
  readonly model: PictureModel
  readonly columns: readonly ('image' | 'reached' | 'uses' | 'calls' | 'type' | 'usedBy')[]
  readonly children: React.ReactNode
}

/** A table in a box that scrolls sideways by itself, so that it can be reached by keys. */
function Table({ title, model, columns, children }: TableProps) {
  const words = useTranslations('picture.table')
  const picture = useTranslations('picture')
  return (
    // A box that scrolls has to take the focus, or keys do not reach what is outside of it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className={styles['box']} aria-label={title} tabIndex={0}>
      <table className={styles['table']}>
        <caption>{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words('name')}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {words(column)}
              </th>
            ))}
            {shownDeployments(model).map(({ name, cluster }) => (
              <th key={name} scope="col">
                <code>{name}</code> <span className={styles['quiet']}>{picture('onCluster', { cluster })}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  )
}

function shownDeployments(model: PictureModel) {
  return model.deployments.filter(({ name }) => model.lookedAt === null || name === model.lookedAt)
}

type NameProps = {
  readonly part: PartRef
  readonly type: string | null
  readonly onOpen: (part: PartRef) => void
}

function Name({ part, type, onOpen }: NameProps) {
  return (
    <th scope="row">
      <button type="button" className={styles['name']} onClick={() => onOpen(part)}>
        <PartIcon type={type} />
        {part.name}
      </button>
    </th>
  )
}

function Names({ names }: { readonly names: readonly string[] }) {
  const words = useTranslations('picture.table')
  const format = useFormatter()
  if (names.length === 0) {
    return (
      <td>
        <span className={styles['quiet']}>{words('none')}</span>
      </td>
    )
  }
  return <td className={styles['names']}>{format.list(names, { type: 'unit', style: 'short' })}</td>
}

function States({ model, part }: { readonly model: PictureModel; readonly part: PartRef }) {
  return lookedAt(model, everywhere(model, part)).map((there) => <State key={there.deployment} there={there} />)
}

function State({ there: { health, note } }: { readonly there: PartThere }) {
  const words = useTranslations('picture')
  const { word } = useHealthWords()
  return (
    <td>
      <span className={styles['state']}>
        <HealthIcon health={health} />
        <span>{health === null ? words('absent') : word(health)}</span>
      </span>
      {note !== null && <span className={styles['note']}>{note}</span>}
    </td>
  )
}
