import { useTranslations } from 'use-intl'
import type { Health, PartSummary, PartThere } from './model.ts'

/** How health is said: the same words as everywhere, and how many deployments they are true of. */
export function useHealthWords() {
  const words = useTranslations('picture')
  const status = useTranslations('status')
  const word = (health: Health): string => status(`health.${health}`)
  return {
    word,
    /** In one deployment, or that it is not there. */
    there: ({ deployment, health }: PartThere): string =>
      words('there', { deployment, state: health === null ? words('absent') : word(health) }),
    /** In all that are looked at; where they differ, in how many it is so. */
    summary: ({ health, count, total, note }: PartSummary, isOne: boolean): string => {
      if (health === null) return words(isOne ? 'notHere' : 'nowhere')
      if (note !== null) return note
      return count === total ? word(health) : words('partial', { state: word(health), count, total })
    },
  }
}
