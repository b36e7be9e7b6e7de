'use client'

import { useTranslations } from 'use-intl'
import { scopes } from './token-input.ts'
import styles from './tokens.module.css'

/** How much a token may do, from the least to the most. */
export function ScopeChoice() {
  const words = useTranslations('tokens')
  return (
    <fieldset className={styles['scopes']}>
      <legend>{words('scope')}</legend>
      {scopes.map((scope) => (
        <label key={scope}>
          <input type="radio" name="scope" value={scope} defaultChecked={scope === 'READ'} />
          {words(`scopes.${scope}`)}
          <span>{words(`scopeTexts.${scope}`)}</span>
        </label>
      ))}
    </fieldset>
  )
}
