import { useCallback } from 'react'
import { useFormatter, useTranslations } from 'use-intl'
import type { Relations } from './flow-parts.ts'

const kinds = ['uses', 'usedBy', 'calls', 'calledBy'] as const satisfies readonly (keyof Relations)[]

/** Says the lines of a part in words, those that it has. */
export function useRelationWords(): (relations: Relations) => readonly string[] {
  const words = useTranslations('picture')
  const format = useFormatter()
  return useCallback(
    (relations) =>
      kinds
        .filter((kind) => relations[kind].length > 0)
        .map((kind) => words(kind, { names: format.list(relations[kind]) })),
    [words, format],
  )
}
