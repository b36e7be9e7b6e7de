import type { ProgramImage } from './programs.ts'

/** How a container of an image is run, in the words of the Dockerfile. */
export type RunSettings = {
  readonly entrypoint: readonly string[]
  readonly user: typeof user
  readonly env: Readonly<Record<string, string>>
  readonly workingDir: string
  readonly port: number
  readonly healthcheck: {
    readonly command: readonly string[]
    readonly intervalSeconds: number
    readonly timeoutSeconds: number
  }
  readonly stopSignal: 'SIGTERM'
  readonly volumes: readonly string[]
  readonly labels: Readonly<Record<string, string>>
}

/** The number of the account that programs run as: not root, which the strictest level of Kubernetes asks for. */
export const accountId = 65532
const user = `${accountId}:${accountId}` as const
/** Where Node is in every image. */
export const nodeInImage = '/usr/local/bin/node'
/** Where the code is in every image. */
export const appFolder = '/app'

/** How a container of this image is run. The first process is the program itself, which ends on SIGTERM in its own way. */
export function runSettingsOf(image: ProgramImage): RunSettings {
  const { title, start, nodeFlags, env, port, data } = image
  return {
    entrypoint: [nodeInImage, ...nodeFlags, `${appFolder}/${start}`],
    user,
    // Reached from outside of its container; which port is published is for who runs it to say.
    env: { PATH: '/usr/local/bin:/usr/bin', NODE_ENV: 'production', HOST: '0.0.0.0', PORT: String(port), ...env },
    workingDir: appFolder,
    port,
    healthcheck: { command: [nodeInImage, `${appFolder}/health.js`], intervalSeconds: 30, timeoutSeconds: 5 },
    stopSignal: 'SIGTERM',
    volumes: data === null ? [] : [data],
    labels: { 'org.opencontainers.image.title': title },
  }
}
