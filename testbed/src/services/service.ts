/** Where a server of a testbed is to be. */
export type ServicePlace = {
  /** What it listens on. */
  readonly address: string
  /** How it speaks TLS: where its certificate is, and who signed that; null: not at all. */
  readonly tls: {
    readonly folder: string
    /** The authority as PEM, and the file with it. */
    readonly authority: string
    readonly authorityFile: string
  } | null
}

/** A server of a testbed that can be taken away and brought back; its data, its address and its accounts stay. */
export type Service = {
  readonly name: string
  readonly isRunning: boolean
  /** Starts it and waits until it can do its work. */
  start(): Promise<void>
  /** Lets it end in its own way. */
  stop(): Promise<void>
  /** Ends it at once, as a crash would. */
  kill(): Promise<void>
}
