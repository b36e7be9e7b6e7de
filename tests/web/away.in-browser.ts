import type { CDPSession, Page } from 'playwright-core'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { provision } from '../faults/provision.ts'
import { changed, events, finished, type Operation } from '../system/graph.ts'
import { smallFile } from './files.ts'
import { siteAndBrowser } from './site-and-browser.ts'
import { signedInSleepily, type Visitor } from './visitor.ts'

const there = siteAndBrowser()
let alice: GraphClient

const { visit } = there

const program = (name: 'cluster-a' | 'gateway') => there.site.system.sandbox.program(name)
const both = { live: 'cluster-a', trial: 'cluster-b' }

beforeAll(async () => {
  alice = await there.site.system.as('alice')
  await provision(alice, smallFile('cove', { deployments: both }))
})

/** A new version of the one component, which both deployments are to get. */
const release = (version: string): Promise<string> =>
  changed(alice, 'setImage', { project: 'cove', component: 'web', image: `ghcr.io/example/small:${version}` })

const isAway = (page: Page): Promise<void> =>
  page
    .getByText(/cluster-a is away/)
    .first()
    .waitFor()
const isBack = (page: Page): Promise<void> =>
  page
    .getByText(/cluster-a is away/)
    .first()
    .waitFor({ state: 'detached' })

describe('a cluster that is away', () => {
  test('leaves each page standing, which says what is missing and since when, until it is back', async () => {
    const projects = await visit('/')
    const project = await visit('/projects/cove')
    const deployment = await visit('/projects/cove/deployments/live')
    const clusters = await visit('/clusters')
    const web = deployment.page.getByRole('article', { name: 'web' })
    await web.getByText('1 of 1 ready').waitFor()
    await program('cluster-a').pause()
    try {
      await Promise.all([isAway(projects.page), isAway(project.page)])
      await projects.expectGood('projects-cluster-away')
      await project.expectGood('project-cluster-away')
      const isMissing = deployment.page.getByText(/cluster-a could not be asked/)
      await isMissing.waitFor()
      // What was seen before stays to be read.
      await web.getByText('1 of 1 ready').waitFor()
      await deployment.expectGood('deployment-cluster-away')
      const card = clusters.page.getByRole('article', { name: 'cluster-a' })
      await card.getByText('Away', { exact: true }).waitFor()
      await card.getByText(/Last heard of/).waitFor()
      await clusters.page.getByRole('article', { name: 'cluster-b' }).getByText('Connected', { exact: true }).waitFor()
      await clusters.expectGood('clusters-cluster-away')

      await deployment.page.reload()
      await isMissing.waitFor()
      await deployment.page.getByRole('heading', { name: 'Components, as last reported' }).waitFor()
      await deployment.expectGood('deployment-cluster-away-first')
    } finally {
      program('cluster-a').resume()
    }
    await Promise.all([isBack(projects.page), isBack(project.page)])
    await web.getByText('1 of 1 ready').waitFor()
    await deployment.page.getByText(/could not be asked/).waitFor({ state: 'detached' })
    const card = clusters.page.getByRole('article', { name: 'cluster-a' })
    await card.getByText('Connected', { exact: true }).waitFor()
    for (const one of [projects, project, deployment, clusters]) await one.leave()
  })

  test('holds up its own part of a change, which says so and is done when it is back', async () => {
    await program('cluster-a').pause()
    const { page, expectGood, leave } = await visit(`/operations/${await release('2.0.0')}`)
    await trialIsDone(page)
    await page
      .getByText(/cluster-a/)
      .and(page.getByText(/away|reach|answer/))
      .first()
      .waitFor()
    await expectGood('operation-cluster-away')
    program('cluster-a').resume()
    await page.getByText('12 of 12 steps').waitFor({ timeout: 60_000 })
    await expectGood('operation-cluster-back')
    await leave()
  })
})

async function trialIsDone(page: Page): Promise<void> {
  await page
    .getByRole('heading', { name: /^trial/ })
    .last()
    .getByText('Done', { exact: true })
    .waitFor()
}

/** A change of which one half is done and the other waits: what comes next comes only when the test says so. */
async function halfDone(
  version: string,
  open: (path: string) => Promise<Visitor> = visit,
): Promise<{ readonly id: string; readonly visitor: Visitor; readonly cursor: string }> {
  await program('cluster-a').pause()
  const id = await release(version)
  const visitor = await open(`/operations/${id}`)
  await trialIsDone(visitor.page)
  await visitor.page.getByText('Live', { exact: true }).waitFor()
  for await (const { cursor } of events(alice, id)) return { id, visitor, cursor }
  throw new Error('the operation has no present state')
}

/** When each event of an operation after a place happened. */
async function momentsAfter(id: string, cursor: string): Promise<readonly number[]> {
  const moments: number[] = []
  for await (const { at } of events(alice, id, cursor)) moments.push(Date.parse(at))
  return moments
}

/** The number of events that the page says it caught up with. */
async function caughtUp(page: Page): Promise<number> {
  const text = await page.getByText(/^[1-9]\d* events? caught up$/).textContent()
  return Number.parseInt(text ?? '', 10)
}

/** The page shows every step of the operation as the graph has it. */
async function showsAll(page: Page, { steps, state }: Operation): Promise<void> {
  expect([state, steps.length > 0]).toEqual(['SUCCEEDED', true])
  for (const { key } of steps) {
    const step = page.locator('summary').filter({ has: page.getByText(key, { exact: true }) })
    await step.getByText('Done', { exact: true }).waitFor()
  }
}

describe('what happens while nobody hears it', () => {
  test('is all there after a stream that was cut for ten seconds in the middle of a change', async () => {
    // What the page was just asking for when the platform went away is refused.
    const { id, visitor, cursor } = await halfDone('3.0.0', (path) => visit(path, { refusals: [/^503 \/graphql$/] }))
    const { page, expectGood, leave } = visitor
    await program('gateway').pause()
    const cutAt = Date.now()
    await page.getByText(/Not live since/).waitFor()
    await expectGood('operation-not-live')
    program('cluster-a').resume()
    await expect.poll(() => Date.now() - cutAt, { timeout: 15_000 }).toBeGreaterThan(10_000)
    await page.getByText(/Not live since/).waitFor()
    const heardAgainAt = Date.now()
    program('gateway').resume()
    await program('gateway').untilReady(30_000)
    const operation = await finished(alice, id)
    await page.getByText('Done', { exact: true }).first().waitFor()
    await showsAll(page, operation)
    // The change may still go on when the stream is back; what happens from then on comes as ever.
    const moments = await momentsAfter(id, cursor)
    const missed = moments.filter((moment) => moment >= cutAt && moment < heardAgainAt)
    const count = await caughtUp(page)
    expect(count).toBeGreaterThanOrEqual(missed.length)
    expect(count).toBeLessThanOrEqual(moments.length)
    await expectGood('operation-caught-up')
    await leave()
  })

  test('is all there when a tab wakes up, which says how much came late', async () => {
    const { id, visitor, cursor } = await halfDone('4.0.0', (path) =>
      signedInSleepily(there.site.url, { person: 'Alice', path }),
    )
    const { page, expectGood } = visitor
    onTestFinished(visitor.leave)
    const browser: CDPSession = await page.context().newCDPSession(page)
    await page.evaluate(() =>
      document.addEventListener('freeze', () => document.documentElement.setAttribute('data-slept', ''), {
        once: true,
      }),
    )
    await browser.send('Page.setWebLifecycleState', { state: 'frozen' })
    program('cluster-a').resume()
    const operation = await finished(alice, id)
    await browser.send('Page.setWebLifecycleState', { state: 'active' })
    await page.locator('html[data-slept]').waitFor({ state: 'attached' })
    await page.bringToFront()
    await page.getByText('Done', { exact: true }).first().waitFor()
    await showsAll(page, operation)
    expect(await caughtUp(page)).toBe((await momentsAfter(id, cursor)).length)
    await expectGood('operation-woken')
  })
})

describe('a page that cannot be made', () => {
  test('says so where the platform does not answer, and is there on the next try', async () => {
    const { page, expectGood, leave } = await visit('/clusters', { refusals: [/^50\d /] })
    await program('gateway').pause()
    try {
      await page.goto(`${there.site.url}/projects/cove`)
      await page.getByRole('heading', { name: 'This page could not be shown' }).waitFor()
      await expectGood('failed')
    } finally {
      program('gateway').resume()
    }
    await program('gateway').untilReady(30_000)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('heading', { name: 'Small cove' }).waitFor()
    await leave()
  })
})
