import type { ELK, ElkNode } from 'elkjs/lib/elk-api.js'
import { readPlacement, type Placement } from './layout.ts'

type Engine = Pick<ELK, 'layout'>

let engine: Promise<Engine> | null = null

/**
 * Answers a layout question, given as JSON. The library is large and is loaded at the first picture, into a worker, so
 * that a large project does not make the page stumble.
 */
export async function place(question: string): Promise<Placement> {
  engine ??= startEngine().catch((cause: unknown) => {
    engine = null // so that the next picture tries again
    throw new Error('loading the layout library', { cause })
  })
  // What `layoutQuestion` made, and JSON keeps it as it is.
  return readPlacement(await (await engine).layout(JSON.parse(question) as ElkNode))
}

async function startEngine(): Promise<Engine> {
  try {
    return await startWorker()
  } catch {
    // A browser or a policy that allows no worker: the same library on the page itself.
    const { default: Bundled } = await import('elkjs/lib/elk.bundled.js')
    return new Bundled()
  }
}

async function startWorker(): Promise<Engine> {
  const { default: ElkConstructor } = await import('elkjs/lib/elk-api.js')
  const worker = new Worker(new URL('elkjs/lib/elk-worker.min.js', import.meta.url))
  const inWorker = new ElkConstructor({ workerFactory: () => worker })
  const broken = new Promise<never>((_, reject) => {
    worker.addEventListener('error', () => reject(new Error('the layout worker could not be started')), { once: true })
  })
  try {
    await Promise.race([inWorker.knownLayoutAlgorithms(), broken])
  } catch (cause) {
    worker.terminate()
    throw cause
  }
  return inWorker
}
