import { makeInformer, type KubernetesListObject, type KubernetesObject } from '@kubernetes/client-node'
import type { Api } from './api.ts'

/** Objects of one kind in the whole cluster, kept up to date. */
export type Followed<T> = {
  readonly list: () => readonly T[]
  /** Returns once all objects that are there are known. */
  readonly start: () => Promise<void>
  readonly close: () => Promise<void>
}

const againMs = 300

/**
 * Follows objects from its start on, and says when any of them changed. The library's informer gives up when its
 * connection ends; this one starts it again.
 */
export function follow<T extends KubernetesObject>(
  api: Api,
  path: string,
  list: () => Promise<KubernetesListObject<T>>,
  onChange: () => void,
): Followed<T> {
  const informer = makeInformer(api.config, path, list)
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  for (const verb of ['add', 'update', 'delete'] as const) informer.on(verb, onChange)
  const again = (): void => {
    if (isClosed) return
    clearTimeout(timer)
    // The API server may be away for as long as a test wants it to be.
    timer = setTimeout(() => void informer.start().catch(again), againMs)
  }
  informer.on('error', again)
  return {
    list: () => informer.list(),
    start: () => informer.start(),
    close: async () => {
      isClosed = true
      clearTimeout(timer)
      await informer.stop()
    },
  }
}
