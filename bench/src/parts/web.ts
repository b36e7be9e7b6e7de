import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from 'playwright-core'
import { startWeb } from '@operations-manager/sandbox/web/web.ts'
import { findChromium } from '../../../tests/web/chromium.ts'
import { ready } from './programs.ts'
import type { System } from './system.ts'

/** It is built first where its sources changed. */
const buildMs = 240_000

/** The web application over a system, as a build, and a browser to look at it. */
export type WebAndBrowser = { readonly url: string; readonly browser: Browser; stop(): Promise<void> }

/** Null where there is no Chromium. */
export async function startWebAndBrowser({ webEnvironment }: System): Promise<WebAndBrowser | null> {
  const executablePath = await findChromium(process.env['PATH'] ?? '') // oxlint-disable-line no-restricted-properties -- where programs are
  if (executablePath === null) return null
  const logFolder = await mkdtemp(join(tmpdir(), 'bench-web-'))
  const url = webEnvironment['PUBLIC_URL'] ?? ''
  const web = startWeb({
    root: join(import.meta.dirname, '..', '..', '..'),
    port: Number(new URL(url).port),
    logFolder,
    env: webEnvironment,
    say: (line) => console.log(`  ${line}`),
  })
  const browser = await chromium.launch({ executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  const stop = async (): Promise<void> => {
    await browser.close()
    await web.stop()
    await rm(logFolder, { recursive: true, force: true })
  }
  try {
    await ready(`${url}/auth/failed`, buildMs)
    return { url, browser, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
