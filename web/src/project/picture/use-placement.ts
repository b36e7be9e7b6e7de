import { useEffect, useMemo, useState } from 'react'
import { place } from './elk.ts'
import { layoutQuestion, type Placement } from './layout.ts'
import type { PictureModel } from './model.ts'

type Answer = { readonly question: string; readonly placement: Placement | null }

type State = { readonly placement: Placement | null; readonly hasFailed: boolean }

/**
 * Where the parts stand. It is asked anew only when the structure changed; until the answer is there the last one
 * holds, so that a change of states moves nothing and a change of structure moves once.
 */
export function usePlacement(model: PictureModel): State {
  // The question is the structure and nothing else, so its text tells whether it changed.
  const question = useMemo(() => JSON.stringify(layoutQuestion(model)), [model])
  const [answer, setAnswer] = useState<Answer | null>(null)
  useEffect(() => {
    let isCurrent = true
    const answered = (placement: Placement | null): void => {
      if (isCurrent) setAnswer({ question, placement })
    }
    // The picture says that it cannot be drawn; why is for the one who looks for it in the console.
    place(question).then(answered, (error: unknown) => {
      reportError(error)
      answered(null)
    })
    return () => {
      isCurrent = false
    }
  }, [question])
  return {
    placement: answer?.placement ?? null,
    hasFailed: answer !== null && answer.placement === null && answer.question === question,
  }
}
