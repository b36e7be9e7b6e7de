import { port } from './config.ts'

/**
 * The health check of an image: no curl is in it. Whether the program lives, not whether it is ready: what it waits for
 * does not come back by starting it again.
 */
try {
  const answer = await fetch(`http://127.0.0.1:${port}/health/live`, { signal: AbortSignal.timeout(4_000) })
  process.exitCode = answer.ok ? 0 : 1
} catch (error) {
  process.stderr.write(`${String(error)}\n`)
  process.exitCode = 1
}
