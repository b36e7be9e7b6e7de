import { readDocument, type ReadDocument } from './document.ts'

/**
 * Reads a long text beside the page, which goes on meanwhile: wild text of the largest size takes a second or more. Where
 * a browser cannot do that, it is read at once.
 */
export function readAside(text: string, signal: AbortSignal): Promise<ReadDocument> {
  return new Promise((resolve) => {
    // One for each text, so that a later text never waits for an earlier one.
    const worker = new Worker(new URL('./read-worker.ts', import.meta.url), { type: 'module' })
    worker.addEventListener('message', ({ data }: MessageEvent<ReadDocument>) => {
      worker.terminate()
      resolve(data)
    })
    worker.addEventListener('error', () => {
      worker.terminate()
      if (!signal.aborted) resolve(readDocument(text))
    })
    signal.addEventListener('abort', () => worker.terminate())
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker has no origin of its own to name
    worker.postMessage(text)
  })
}
