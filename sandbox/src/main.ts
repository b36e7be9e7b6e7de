import { once } from 'node:events'
import { readSandboxConfig, type SandboxConfig } from './config.ts'
import { reloadOnChange } from './reload/reload-on-change.ts'
import { startSandbox, type Sandbox } from './sandbox.ts'
import { startWeb } from './web/web.ts'

const started = performance.now()
/** `npm run dev`: what is changed runs at once. */
const isDevelopment = process.argv.includes('dev')
const say = (line: string): void => console.log(line)
const ending = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => ending.abort())

try {
  const config = readSandboxConfig()
  say('Operations Manager: starting on this machine …')
  const sandbox = await startSandbox(config, say, ending.signal)
  welcome(config, sandbox)
  const web = config.web
    ? startWeb({
        root: config.root,
        port: sandbox.ports.web,
        logFolder: sandbox.logFolder,
        env: sandbox.webEnvironment,
        isDevelopment,
        say,
      })
    : null
  const endReloads = isDevelopment
    ? reloadOnChange({ root: config.root, program: (name) => sandbox.program(name), say })
    : () => undefined
  await aborted(ending.signal)
  say('\nEnding …')
  endReloads()
  await web?.stop()
  await sandbox.stop()
  process.exit(0)
} catch (error) {
  if (!ending.signal.aborted) console.error(error instanceof Error ? error.message : error)
  process.exit(ending.signal.aborted ? 130 : 1)
}

function welcome({ dataFolder }: SandboxConfig, { addresses, simulated }: Sandbox): void {
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  say(`
Ready after ${seconds} s. ${whatIsReal(simulated)}

  GraphQL API        ${addresses.graphql}  (HTTP, Server-Sent Events, WebSocket)
  sign-in provider   ${addresses.issuer}  (alice, bob, carol, dora)
  project files      ${addresses.repository}
  state and logs     ${dataFolder}

  npm run demo                        sets a sample project up and prints each step
  npm run --silent token -- alice     prints a token for any GraphQL client

Ctrl-C ends it; what it holds is kept.
`)
}

/** Nobody may take for real what is simulated, so it is said, of each cluster where they differ. */
function whatIsReal(simulated: Sandbox['simulated']): string {
  const said = [...simulated].map(([name, parts]) => ({ name, words: isSimulated(parts) }))
  const [first] = said
  if (first !== undefined && said.every(({ words }) => words === first.words)) {
    return first.words === null ? 'Nothing is simulated.' : `This is a sandbox: its databases are real, ${first.words}.`
  }
  const each = said.map(({ name, words }) => `in ${name} ${words ?? 'nothing is simulated'}`)
  return `A part of this is a sandbox: ${each.join('; ')}.`
}

function isSimulated(parts: readonly string[]): string | null {
  return parts.length === 0 ? null : `its ${listed(parts)} ${parts.length === 1 ? 'is' : 'are'} simulated`
}

function listed(words: readonly string[]): string {
  return new Intl.ListFormat('en').format(words)
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort')
}
