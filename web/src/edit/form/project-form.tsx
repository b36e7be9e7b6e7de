'use client'

import { useTranslations } from 'use-intl'
import type { Group } from '../schema/field.ts'
import { sections } from '../schema/layout.ts'
import { EntryCount } from './entry-count.tsx'
import { FieldView, fieldView } from './field-view.tsx'
import { GroupFields } from './group-fields.tsx'
import styles from './form.module.css'

/** The whole project file as a form: its details, then a section for each kind of thing in it. */
export function ProjectForm({ file }: { readonly file: Group }) {
  const words = useTranslations('edit')
  return (
    <>
      <section aria-labelledby="section.details" className={styles['section']}>
        <h2 id="section.details">{words('details')}</h2>
        <div className={styles['inner']}>
          <GroupFields path={[]} field={file} view={fieldView} />
        </div>
      </section>
      {sections.map((section) => {
        const field = file.fields[section]
        if (field === undefined) return null
        return (
          <section key={section} aria-labelledby={`section.${section}`} className={styles['section']}>
            <h2 id={`section.${section}`}>
              {words(`section.${section}`)}
              <EntryCount path={[section]} />
            </h2>
            <p className={styles['about']}>{words(`sectionText.${section}`)}</p>
            <FieldView path={[section]} field={field} />
          </section>
        )
      })}
    </>
  )
}
