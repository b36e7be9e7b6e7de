import { loadavg } from 'node:os'
import type { Page } from 'playwright-core'
import { deploymentId } from '@operations-manager/schema/ids/global-id.ts'
import type { Bench, Check } from '../bench.ts'
import { percentile } from '../parts/load.ts'
import { fill } from '../parts/many-projects.ts'
import { message } from '../parts/programs.ts'
import { cluster, startSystem, type System } from '../parts/system.ts'
import { startWebAndBrowser, type WebAndBrowser } from '../parts/web.ts'

const projects = 500
const loads = 7
const statusChanges = 20
const viewport = { width: 1280, height: 900 }

type Load = { readonly firstMs: number; readonly largestMs: number; readonly scriptKb: number }

/** What a first look at the list costs: nothing of it is in the browser yet, and the server is warm. */
async function load({ browser, url }: WebAndBrowser, signedIn: SignedIn): Promise<Load> {
  const context = await browser.newContext({ viewport, storageState: signedIn })
  try {
    const page = await context.newPage()
    await page.goto(url, { waitUntil: 'load' })
    await page.getByText('Live', { exact: true }).waitFor()
    return await page.evaluate(() => {
      const largest = new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => resolve(list.getEntries().at(-1)?.startTime ?? Number.NaN))
        observer.observe({ type: 'largest-contentful-paint', buffered: true })
      })
      const resources = performance.getEntriesByType('resource') as PerformanceResourceTiming[] // what this type is of
      const scripts = resources.filter(({ name }) => name.endsWith('.js'))
      const scriptKb = scripts.reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0) / 1_000
      const firstMs = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? Number.NaN
      return largest.then((largestMs) => ({ firstMs, largestMs, scriptKb }))
    })
  } finally {
    await context.close()
  }
}

type SignedIn = Awaited<ReturnType<Awaited<ReturnType<WebAndBrowser['browser']['newContext']>>['storageState']>>

async function signIn({ browser, url }: WebAndBrowser): Promise<{ readonly page: Page; readonly state: SignedIn }> {
  const context = await browser.newContext({ viewport, locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(url)
  await page.getByRole('button', { name: /Alice/ }).click()
  await page.getByText('Live', { exact: true }).waitFor()
  return { page, state: await context.storageState() }
}

type Scroll = { readonly frames: readonly number[]; readonly blank: number }

/** Down through the whole list by the wheel: how long each frame took, and in how many of them lines were missing. */
async function scroll(page: Page): Promise<Scroll> {
  await page.mouse.move(viewport.width / 2, viewport.height / 2)
  const watched = page.evaluate(
    () =>
      new Promise<Scroll>((resolve) => {
        const frames: number[] = []
        let blank = 0
        let last = performance.now()
        const limit = last + 60_000
        const look = (now: number): void => {
          frames.push(now - last)
          last = now
          const lowest = Math.max(
            ...[...document.querySelectorAll('tbody tr')].map((row) => row.getBoundingClientRect().bottom),
          )
          const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 2
          // Below the table there is the page's own margin.
          const end = document.querySelector('tbody')?.getBoundingClientRect().bottom ?? 0
          if (lowest < Math.min(innerHeight, end) - 1) blank += 1
          if ((isAtEnd && document.querySelector('tr[aria-rowindex="501"]') !== null) || now > limit)
            resolve({ frames: frames.slice(1), blank })
          else requestAnimationFrame(look)
        }
        requestAnimationFrame(look)
      }),
  )
  const state = { isOver: false }
  const ended = watched.finally(() => {
    state.isOver = true
  })
  while (!state.isOver) await page.mouse.wheel(0, 120)
  return ended
}

/** From the moment at which the cluster reports that something broke or works again until it is seen. */
async function statusChange(
  page: Page,
  { cluster: backend }: System,
  project: string,
  isBroken: boolean,
): Promise<number> {
  const seen = page.waitForFunction(
    ({ name, text }) => {
      const row = [...document.querySelectorAll('tbody tr')].find(
        (one) => one.querySelector('code')?.textContent === name,
      )
      return row?.textContent.includes(text) === true ? Date.now() : false
    },
    { name: project, text: isBroken ? 'Does not work' : 'Works' },
    { polling: 'raf', timeout: 10_000 },
  )
  const deployment = deploymentId({ cluster, project, deployment: 'production' })
  backend.send({ type: 'status', deployment, health: isBroken ? 'FAILED' : 'READY' })
  const { sentAt } = await message<{ sentAt: number }>(backend, 'told')
  const seenAt = await (await seen).jsonValue()
  return Number(seenAt) - sentAt
}

async function measured(system: System, web: WebAndBrowser): Promise<Check[]> {
  const { page, state } = await signIn(web)
  await load(web, state)
  const all: Load[] = []
  for (let round = 0; round < loads; round += 1) all.push(await load(web, state))
  const middle = (of: (one: Load) => number): number =>
    percentile(
      all.map(of).toSorted((a, b) => a - b),
      0.5,
    )
  const changes: number[] = []
  const [first = ''] = await page.locator('tbody tr code').allTextContents()
  for (let round = 0; round < statusChanges; round += 1)
    changes.push(await statusChange(page, system, first, round % 2 === 0))
  const { frames, blank } = await scroll(page)
  const late = changes.toSorted((a, b) => a - b)
  const inOrder = frames.toSorted((a, b) => a - b)
  const slow = (frames.filter((ms) => ms > 50).length / frames.length) * 100
  console.log(
    `  load ${loadavg()[0]?.toFixed(1)} · ${loads} first looks: first paint p50 ${middle(({ firstMs }) => firstMs).toFixed(0)} ms, ` +
      `largest ${middle(({ largestMs }) => largestMs).toFixed(0)} ms · scrolling: ${frames.length} frames, ` +
      `p50 ${percentile(inOrder, 0.5).toFixed(0)} ms, p99 ${percentile(inOrder, 0.99).toFixed(0)} ms, ${slow.toFixed(1)} % above 50 ms · ` +
      `status: p50 ${percentile(late, 0.5).toFixed(0)} ms, last ${late.at(-1)?.toFixed(0)} ms`,
  )
  return [
    {
      what: 'first contentful paint',
      value: middle(({ firstMs }) => firstMs),
      unit: 'ms',
      limit: 1_000,
      isGood: 'at most',
    },
    {
      what: 'largest contentful paint',
      value: middle(({ largestMs }) => largestMs),
      unit: 'ms',
      limit: 1_500,
      isGood: 'at most',
    },
    {
      what: 'compressed script of a first load',
      value: middle(({ scriptKb }) => scriptKb),
      unit: 'kB',
      limit: 200,
      isGood: 'at most',
    },
    { what: 'frames above 50 ms while scrolling', value: slow, unit: '%', limit: 1, isGood: 'at most' },
    { what: 'frames with lines missing', value: blank, unit: '', limit: 0, isGood: 'at most' },
    {
      what: 'slowest status change, until it is seen',
      value: late.at(-1) ?? Number.NaN,
      unit: 'ms',
      limit: 200,
      isGood: 'at most',
    },
  ]
}

/** The page that people look at most, with more projects than most installations have. */
export const webProjects: Bench = {
  name: 'web-projects',
  about: `the projects page with ${projects} projects in Chromium: first look, scrolling, a status that changes`,
  async run() {
    const system = await startSystem()
    try {
      const web = await startWebAndBrowser(system)
      if (web === null) {
        console.log('  There is no Chromium here, so nothing was measured. On Debian: apt-get install chromium')
        return []
      }
      try {
        await fill(system, projects)
        return await measured(system, web)
      } finally {
        await web.stop()
      }
    } finally {
      await system.stop()
    }
  },
}
