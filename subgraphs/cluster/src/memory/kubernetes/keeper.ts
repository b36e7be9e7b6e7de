import type { Log } from '@operations-manager/runtime/log/log.ts'
import type { DocumentStore } from '../persistence.ts'
import type { MemoryKubernetes } from './memory-kubernetes.ts'

export const keptPart = 'kubernetes'
const retryMs = 1_000

type Waiting = { readonly changes: number; readonly tell: () => void }

/** Writes what changed in a simulated cluster, in batches: only what changed since, however much there is. */
export class Keeper {
  readonly #kubernetes: Pick<MemoryKubernetes, 'stored' | 'onStored'>
  readonly #documents: DocumentStore
  readonly #log: Log
  readonly #unsubscribe: () => void
  #dirty = new Set<string>()
  /** Changes so far, and how many of them are kept; who waits, waits for those that were there when it asked. */
  #changes = 0
  #kept = 0
  #waiting: readonly Waiting[] = []
  #writing: Promise<void> | null = null
  #isClosed = false
  /** Closed while the store was away. */
  #gaveUp = false

  constructor(kubernetes: Pick<MemoryKubernetes, 'stored' | 'onStored'>, documents: DocumentStore, log: Log) {
    this.#kubernetes = kubernetes
    this.#documents = documents
    this.#log = log
    this.#unsubscribe = kubernetes.onStored((key) => {
      this.#dirty.add(key)
      this.#changes += 1
      this.#start()
    })
  }

  /** Resolves when everything that changed until now is kept; what changes meanwhile is not waited for. */
  async flush(): Promise<void> {
    if (this.#changes <= this.#kept || this.#gaveUp) return
    await new Promise<void>((tell) => {
      this.#waiting = [...this.#waiting, { changes: this.#changes, tell }]
    })
  }

  /** Writes the last changes, once; a store that is away keeps nobody from ending. */
  async close(): Promise<void> {
    this.#unsubscribe()
    this.#isClosed = true
    while (this.#writing !== null) await this.#writing
  }

  #start(): void {
    this.#writing ??= Promise.resolve()
      .then(() => this.#write())
      .finally(() => {
        this.#writing = null
        // What changed between the last look at it and here starts the next writing.
        if (this.#dirty.size > 0 && !this.#gaveUp) this.#start()
      })
  }

  async #write(): Promise<void> {
    while (this.#dirty.size > 0 && !this.#gaveUp) {
      const [batch, changes] = [this.#dirty, this.#changes]
      this.#dirty = new Set()
      try {
        await this.#writeBatch(batch)
        this.#kept = changes
      } catch (error) {
        this.#log.error({ err: error }, 'could not keep the state of the simulated cluster; trying again')
        this.#dirty = new Set([...this.#dirty, ...batch])
        this.#gaveUp = this.#isClosed
        if (!this.#gaveUp) await new Promise((resolve) => setTimeout(resolve, retryMs).unref())
      }
      this.#tell()
    }
  }

  async #writeBatch(keys: ReadonlySet<string>): Promise<void> {
    const states = [...keys].map((key) => [key, this.#kubernetes.stored(key)] as const)
    const present = states.filter(([, stored]) => stored !== null)
    const gone = states.filter(([, stored]) => stored === null).map(([key]) => key)
    if (present.length > 0) await this.#documents.put(keptPart, new Map(present))
    if (gone.length > 0) await this.#documents.remove(keptPart, gone)
  }

  #tell(): void {
    const told = this.#waiting.filter((one) => this.#gaveUp || one.changes <= this.#kept)
    this.#waiting = this.#waiting.filter((one) => !told.includes(one))
    for (const { tell } of told) tell()
  }
}
