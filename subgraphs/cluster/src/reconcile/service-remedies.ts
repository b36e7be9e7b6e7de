import type { Remedy } from '@operations-manager/schema/problems/remedy.ts'

/** A service of a deployment, as mutations of the graph name it. */
type ServicePlace = { readonly project: string; readonly deployment: string; readonly service: string }

/** Where the credentials are gone, or are no longer taken. */
export function reissue(input: ServicePlace): Remedy {
  return { title: 'Issue new credentials', mutation: 'reissueCredentials', input }
}

/** Where a removal keeps the data: somebody has to say what becomes of it. */
export function restoreOrPurge(input: ServicePlace): readonly Remedy[] {
  return [
    { title: 'Bring it back', mutation: 'restoreRetained', input },
    { title: 'Remove it for good', mutation: 'purgeRetained', input },
  ]
}
