import { once } from 'node:events'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { ResultLine, Trial } from '../proofs/trial.ts'
import { runPlan } from './run-plan.ts'

const servers: Server[] = []

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))))
})

async function aServer(port = 0): Promise<number> {
  const server = createServer((socket) => socket.end())
  server.listen(port, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port // it listens on a port
}

/** A port that nobody listens on. */
async function aClosedPort(): Promise<number> {
  const port = await aServer()
  await new Promise((resolve) => servers.pop()?.close(resolve))
  return port
}

function aCall(port: number, patienceMs = 0): Trial {
  return { type: 'call', component: 'api', host: '127.0.0.1', port, patienceMs }
}

async function resultsOf(trials: readonly Trial[]): Promise<readonly ResultLine[]> {
  const lines: ResultLine[] = []
  await runPlan({ id: 'this', trials: [...trials] }, '/nowhere', (line) => lines.push(line))
  return lines.toSorted((a, b) => a.result.trial - b.result.trial)
}

describe('the prober', () => {
  test('opens what it is told to, and says of which plan that was', async () => {
    const [line] = await resultsOf([aCall(await aServer())])
    expect(line).toMatchObject({
      plan: 'this',
      result: { trial: 0, fault: null, proofs: [{ passed: true, seen: 'The connection was accepted.' }] },
    })
  })

  test('tells nobody there from everything else', async () => {
    const port = await aClosedPort()
    const [line] = await resultsOf([aCall(port)])
    expect(line?.result).toMatchObject({ fault: 'unanswered', proofs: [{ passed: false }] })
    expect(line?.result.proofs[0]?.seen).toContain('the connection was refused')
  })

  test('waits for who is still starting', async () => {
    const port = await aClosedPort()
    const lines = resultsOf([aCall(port, 10_000)])
    await aServer(port)
    expect(await lines).toMatchObject([{ result: { fault: null } }])
  })

  test('waits no longer once something else has failed', async () => {
    const patient = aCall(await aClosedPort(), 60_000)
    const startedAt = Date.now()
    expect(await resultsOf([patient, aCall(await aClosedPort())])).toMatchObject([
      { result: { fault: 'unanswered' } },
      { result: { fault: 'unanswered' } },
    ])
    expect(Date.now() - startedAt).toBeLessThan(20_000)
  })
})
