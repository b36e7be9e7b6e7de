import { toast } from '../design/toasts.tsx'
import type { Changed } from './use-change.ts'

type Payload = { readonly problems: readonly { readonly message: string }[] }

/** What a mutation gave, after everything that was wrong with it was said; null if nobody answered, which is said too. */
export function told<Data, Given extends Payload>(
  changed: Changed<Data>,
  givenBy: (data: Data) => Given,
): Given | null {
  if (!('data' in changed)) {
    toast.error(changed.failure)
    return null
  }
  const given = givenBy(changed.data)
  for (const { message } of given.problems) toast.error(message)
  return given
}
