import { startWeb, type Web } from '@operations-manager/sandbox/web/web.ts'
import { startSystem, type System } from '../system/start-system.ts'

/** A whole system with its web application. */
export type Site = { readonly system: System; readonly url: string; stop(): Promise<void> }

// It may have to be built first, while two other suites have the processors.
const readyMs = 480_000

/** Starts one on free ports; the web application is built first if its sources changed. */
export async function startSite(): Promise<Site> {
  const system = await startSystem()
  const { sandbox } = system
  const url = `http://127.0.0.1:${sandbox.ports.web}`
  let web: Web | null = null
  const stop = async (): Promise<void> => {
    await web?.stop()
    await system.stop()
  }
  try {
    const failed = Promise.withResolvers<never>()
    web = startWeb({
      root: new URL('../..', import.meta.url).pathname,
      port: sandbox.ports.web,
      logFolder: sandbox.logFolder,
      env: sandbox.webEnvironment,
      say: (line) => line.includes('not available') && failed.reject(new Error(line)),
    })
    await Promise.race([answers(url), failed.promise])
    return { system, url, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function answers(url: string): Promise<void> {
  const ended = AbortSignal.timeout(readyMs)
  for (;;) {
    try {
      const { status } = await fetch(`${url}/auth/failed`, { signal: ended })
      if (status === 200) return
    } catch (error) {
      if (ended.aborted)
        throw new Error(`the web application does not answer after ${readyMs / 1_000} s`, { cause: error })
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
