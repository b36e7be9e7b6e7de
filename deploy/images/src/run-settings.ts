import type { ProgramImage } from './programs.ts'

/** How a container of an image is run, in the words of the Dockerfile. */
export type RunSettings = {
  readonly entrypoint: readonly string[]
  /** The user and group of no account of the machine: not root, which the strictest level of Kubernetes asks for. */
  readonly user: '65532:65532'
  readonly env: Readonly<Record<string, string>>
  readonly workingDir: string
  readonly port: number
  readonly healthcheck: {
    readonly command: readonly string[]
    readonly intervalSeconds: number
    readonly timeoutSeconds: number
  }
  readonly stopSignal: 'SIGTERM'
  readonly labels: Readonly<Record<string, string>>
}

/** Where Node is in every image. */
export const nodeInImage = '/usr/local/bin/node'
/** Where the code is in every image. */
export const appFolder = '/app'

/** How a container of this image is run. The first process is the program itself, which ends on SIGTERM in its own way. */
export function runSettingsOf({
  title,
  nodeFlags,
  env,
  port,
}: Omit<ProgramImage, 'entries' | 'files' | 'sources'>): RunSettings {
  return {
    entrypoint: [nodeInImage, ...nodeFlags, `${appFolder}/main.js`],
    user: '65532:65532',
    // Reached from outside of its container; which port is published is for who runs it to say.
    env: { PATH: '/usr/local/bin:/usr/bin', NODE_ENV: 'production', HOST: '0.0.0.0', PORT: String(port), ...env },
    workingDir: appFolder,
    port,
    healthcheck: { command: [nodeInImage, `${appFolder}/health.js`], intervalSeconds: 30, timeoutSeconds: 5 },
    stopSignal: 'SIGTERM',
    labels: { 'org.opencontainers.image.title': title },
  }
}
