import { readSandboxConfig } from './config.ts'
import { startSandbox } from './sandbox.ts'
import { startWeb } from './web/web.ts'

const started = performance.now()
const say = (line: string): void => console.log(line)

try {
  const config = readSandboxConfig()
  say('Operations Manager: starting a sandbox (real PostgreSQL and Git; two simulated clusters) …')
  const sandbox = await startSandbox(config, say)
  const { graphql, issuer, repository } = sandbox.addresses
  say(`
Ready after ${((performance.now() - started) / 1000).toFixed(1)} s. This is a sandbox: its databases are real, its Kubernetes, object storage and sign-in are simulated.

  GraphQL API        ${graphql}  (HTTP, Server-Sent Events, WebSocket)
  sign-in provider   ${issuer}  (alice, bob, carol)
  project files      ${repository}
  state and logs     ${config.dataFolder}

  npm run demo               sets a sample project up and prints each step
  npm run token -- alice     prints a token for any GraphQL client

Ctrl-C ends it; what it holds is kept.`)
  const web = config.web
    ? startWeb({ root: config.root, port: sandbox.ports.web, logFolder: sandbox.logFolder, say })
    : null
  const end = (): void => {
    say('\nEnding …')
    void Promise.resolve(web?.stop())
      .then(() => sandbox.stop())
      .then(() => process.exit(0))
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
}
