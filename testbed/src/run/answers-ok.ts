import { ask } from './ask.ts'

/** Whether this address answers 2xx; throws where nothing answers at all, or nobody who is trusted. */
export async function answersOk(url: string, signal: AbortSignal, authority: string | null): Promise<boolean> {
  const { status } = await ask(url, { signal, authority })
  return status >= 200 && status < 300
}
