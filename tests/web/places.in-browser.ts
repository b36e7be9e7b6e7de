import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { provision } from '../faults/provision.ts'
import { change, changed, finished } from '../system/graph.ts'
import { smallFile } from './files.ts'
import { plantedValue, plantGarden } from './garden.ts'
import { leaveBehind } from './left-behind.ts'
import { siteAndBrowser } from './site-and-browser.ts'
import { untilAwake } from './visitor.ts'

const there = siteAndBrowser()
let alice: GraphClient

const { visit } = there

beforeAll(async () => {
  alice = await there.site.system.as('alice')
  await plantGarden(alice, 'garden')
})

const garden = '/projects/garden/deployments/live'
const tab = (page: Page, name: string) => page.getByRole('tab', { name })

describe('the page of a deployment', () => {
  test('says how it is and why, where it answers, and what runs in it', async () => {
    const { page, expectGood, leave } = await visit(garden)
    await page.getByRole('heading', { name: 'live', exact: true }).waitFor()
    await page.getByText('Works', { exact: true }).first().waitFor()
    const addresses = page.getByRole('list', { name: 'Addresses' })
    await addresses.getByText('web answers here').waitFor()
    const [answer] = await Promise.all([page.context().waitForEvent('page'), addresses.getByRole('link').click()])
    await answer.getByText('ghcr.io/example/garden:1.0.0').waitFor()
    await answer.close()
    const web = page.getByRole('article', { name: 'web' })
    await web.getByText('3 of 3 ready').waitFor()
    await web.getByText('ghcr.io/example/garden:1.0.0').waitFor()
    // What the tag is by now, in full for whoever points at it.
    await web
      .getByTitle(/^sha256:[0-9a-f]{64}$/)
      .first()
      .waitFor()
    expect(await web.getByRole('region', { name: 'Pods of web' }).getByRole('row').count()).toBe(4)
    await page.getByRole('heading', { name: 'orders' }).waitFor()
    await expectGood('deployment-overview')
    await leave()
  })

  test('names each variable and where it comes from, and never the value of a secret', async () => {
    const { page, expectGood, leave } = await visit(garden)
    await tab(page, 'Variables').click()
    const secret = page.getByRole('row', { name: /PAYMENT_KEY/ })
    await secret.getByText('Secret, never shown').waitFor()
    await secret.getByText('Sealed secret').waitFor()
    await page
      .getByRole('row', { name: /GREETING/ })
      .getByText('good morning')
      .waitFor()
    await page
      .getByRole('row', { name: /^DATABASE_SERVER_FULL / })
      .getByText('Secret, never shown')
      .waitFor()
    await page.getByLabel('Component').selectOption('worker')
    await secret.waitFor({ state: 'detached' })
    await page.getByLabel('Component').selectOption('web')
    await secret.waitFor()
    await expectGood('deployment-variables')
    for (const name of ['Overview', 'Manifests', 'Events', 'Logs']) {
      await tab(page, name).click()
      expect(await page.content()).not.toContain(plantedValue)
    }
    await leave()
  })

  test('shows each manifest as it was generated, to copy and to download', async () => {
    const { page, expectGood, leave } = await visit(`${garden}?tab=manifests`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await page.getByText(/objects, as they were generated/).waitFor()
    const web = page.getByRole('region', { name: 'web', exact: true })
    await web.getByRole('group').filter({ hasText: 'Deployment' }).first().getByText('As generated').click()
    await web.getByText('ghcr.io/example/garden:1.0.0').first().waitFor()
    expect(page.url()).toContain('object=Deployment')
    await expectGood('deployment-manifests')
    await page.getByRole('button', { name: 'Copy all manifests' }).click()
    const copied = (): Promise<string> => page.evaluate(() => navigator.clipboard.readText())
    await expect.poll(copied).toContain('kind: Deployment')
    expect(await copied()).not.toContain(plantedValue)
    const [all] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download all manifests' }).click(),
    ])
    expect(all.suggestedFilename()).toBe('garden-live.yaml')
    expect(await readFile(await all.path(), 'utf8')).toBe(await copied())
    await leave()
  })

  test('shows what Kubernetes reported of it', async () => {
    const { page, expectGood, leave } = await visit(`${garden}?tab=events`)
    await page
      .getByRole('row', { name: /Scheduled/ })
      .first()
      .waitFor()
    await expectGood('deployment-events')
    await page.getByLabel('Warnings only').check()
    await page
      .getByRole('row', { name: /Scheduled/ })
      .first()
      .waitFor({ state: 'detached' })
    await leave()
  })

  test('lets me read logs that go on by themselves, wait while I look back, and can be searched', async () => {
    const { page, expectGood, leave } = await visit(`${garden}?tab=logs&component=web&tail=1000`, {
      viewport: { width: 1280, height: 640 },
    })
    const pane = page.getByRole('region', { name: 'Logs of web' })
    // The first lines are soon above what is in view.
    await pane
      .getByText(/GET \/|listening on/)
      .first()
      .waitFor()
    const overflows = (): Promise<boolean> => pane.evaluate((box) => box.scrollHeight > box.clientHeight + 80)
    await expect.poll(overflows, { timeout: 40_000 }).toBe(true)
    await expectGood('deployment-logs')
    await pane.focus()
    await page.keyboard.press('Home')
    const goOn = page.getByRole('button', { name: /new lines?, go on/ })
    await goOn.waitFor()
    expect(await pane.evaluate((box) => box.scrollTop)).toBe(0)
    await expectGood('deployment-logs-paused')
    await goOn.click()
    await goOn.waitFor({ state: 'detached' })
    await page.getByRole('searchbox', { name: 'Find in the lines' }).fill('listening')
    await page.getByText('3 lines').waitFor()
    await page.getByRole('button', { name: 'Next match' }).click()
    await pane.locator('mark').first().waitFor()
    await page.getByLabel('Only these').check()
    await expect.poll(() => pane.locator('[data-index]').count()).toBe(3)
    expect(page.url()).toContain('find=listening')
    await expectGood('deployment-logs-search')
    await leave()
  })

  test('gives a component new pods and looks again when I say so', async () => {
    const { page, leave } = await visit(garden)
    const web = page.getByRole('article', { name: 'web' })
    const pods = web.getByRole('region', { name: 'Pods of web' }).getByRole('rowheader')
    await pods.first().waitFor()
    const before = await pods.allTextContents()
    await web.getByRole('button', { name: 'Restart web' }).click()
    await page.getByText('web gets new pods, one after the other.').waitFor()
    const renewed = async (): Promise<void> => {
      const now = await pods.allTextContents()
      expect([now.length, now.filter((name) => before.includes(name))]).toEqual([3, []])
    }
    await vi.waitFor(renewed, { timeout: 30_000, interval: 100 })
    await page.getByRole('button', { name: 'Look again' }).click()
    await page.getByText('The cluster looks at the deployment again.').waitFor()
    await leave()
  })

  test('is removed only after I typed its name, having seen what goes', async () => {
    await provision(alice, smallFile('orchard', { deployments: { live: 'cluster-a', trial: 'cluster-b' } }))
    const { page, expectGood, leave } = await visit('/projects/orchard/deployments/trial')
    await page.getByRole('button', { name: 'Remove', exact: true }).click()
    const dialog = page.getByRole('alertdialog', { name: /Remove trial from/ })
    await dialog.getByText(/Everything that runs in it stops in cluster-b/).waitFor()
    const act = dialog.getByRole('button', { name: 'Remove', exact: true })
    expect(await act.getAttribute('aria-disabled')).toBe('true')
    await expectGood('deployment-remove')
    await dialog.getByRole('textbox').fill('trial')
    await act.click()
    await page.waitForURL(`${there.site.url}/operations/**`)
    // All of its steps; one of them alone is done sooner.
    // A removal that finds something still there looks again after a while.
    await page.getByText(/^(\d+) of \1 steps$/).waitFor({ timeout: 60_000 })
    await page.goto(`${there.site.url}/projects/orchard`)
    await page.getByRole('heading', { name: 'Where it runs' }).waitFor()
    await page.getByRole('link', { name: 'trial', exact: true }).waitFor({ state: 'detached' })
    await leave()
  })
})

test('an operation shows its end, though what its page asked before that is answered late', async () => {
  const file = smallFile('brook').replace('    port: 8080', '    port: 8080\n    secrets: [KEY]')
  // It waits for the secret.
  const operation = await changed(alice, 'applyProjectFile', { file })
  const { page, leave } = await visit('/')
  const answers: (() => Promise<void>)[] = []
  await page.route('**/graphql', async (route) => {
    if (route.request().postData()?.includes('OperationAgain') !== true) return route.continue()
    const response = await route.fetch()
    answers.push(() => route.fulfill({ response }))
  })
  await page.goto(`${there.site.url}/operations/${operation}`)
  await expect.poll(() => answers.length).toBe(1)
  await change(alice, 'cancelOperation', { operation })
  const cancelled = page.getByText('Cancelled', { exact: true }).first()
  await cancelled.waitFor()
  await answers[0]?.()
  await expect.poll(() => answers.length).toBe(2)
  await cancelled.waitFor()
  await answers[1]?.()
  await page.getByRole('button', { name: 'Cancel', exact: true }).waitFor({ state: 'detached' })
  await cancelled.waitFor()
  await leave()
})

test('a component that crashes again and again is seen on each page, with the reason', async () => {
  await provision(alice, smallFile('marsh'))
  const { page, expectGood, leave } = await visit('/projects/marsh')
  await page.getByText('Works', { exact: true }).first().waitFor()
  const image = 'ghcr.io/example/small:crash'
  await finished(alice, await changed(alice, 'setImage', { project: 'marsh', component: 'web', image }))
  await page
    .getByText('Does not work', { exact: true })
    .or(page.getByText('Works in part', { exact: true }))
    .first()
    .waitFor()
  await page.getByRole('button', { name: /component web.*An older version runs/ }).waitFor()
  await expectGood('project-crashing')
  await page.getByRole('link', { name: 'live', exact: true }).click()
  const web = page.getByRole('article', { name: 'web' })
  await web.getByText('Crashing').first().waitFor()
  await web.getByText('CRASH_LOOP').waitFor()
  await expectGood('deployment-crashing')
  await tab(page, 'Logs').click()
  await page.getByLabel('Before the last restart').check()
  await page
    .getByText(/exit code 1/)
    .first()
    .waitFor()
  await page.goto(there.site.url)
  await page
    .getByRole('row', { name: /Small marsh/ })
    .getByText(/Does not work|Works in part/)
    .first()
    .waitFor()
  await expectGood('projects-crashing')
  await leave()
})

describe('clusters', () => {
  test('are seen by everybody, and are the business of operators alone', async () => {
    const { page, expectGood, leave } = await visit('/clusters')
    const card = page.getByRole('article', { name: 'cluster-a' })
    await card.getByText('Connected', { exact: true }).waitFor()
    expect(await page.getByRole('button', { name: /Drain|Remove|Register/ }).count()).toBe(0)
    await expectGood('clusters-anybody')
    await leave()
  })

  test('are registered with a token that is shown once, drained, and removed', async () => {
    const { page, expectGood, leave } = await visit('/clusters', { person: 'Carol' })
    await page.getByRole('button', { name: 'Register a cluster' }).click()
    const form = page.getByRole('region', { name: 'Register a cluster' })
    await form.getByRole('textbox', { name: 'Name' }).fill('Not A Name')
    await form.getByRole('button', { name: 'Register a cluster' }).click()
    await form.locator('[aria-invalid=true]').waitFor()
    await expectGood('clusters-register-wrong')
    await form.getByRole('textbox', { name: 'Name' }).fill('cluster-z')
    await form.getByRole('button', { name: 'Register a cluster' }).click()
    const joining = page.getByRole('region', { name: 'cluster-z is registered' })
    const values = (await joining.locator('pre').first().textContent()) ?? ''
    const token = /joinToken: (\S+)/.exec(values)?.[1] ?? ''
    expect(token).not.toBe('')
    await expectGood('clusters-join')
    await joining.getByRole('button', { name: 'I have kept the token' }).click()
    const card = page.getByRole('article', { name: 'cluster-z' })
    await card.getByText('Never seen').waitFor()
    await page.reload()
    await untilAwake(page)
    await card.waitFor()
    expect(await page.content()).not.toContain(token)
    await card.getByRole('button', { name: 'Drain cluster-z' }).click()
    await card.getByText('Takes no new deployments').waitFor()
    await expectGood('clusters-operator')
    await card.getByRole('button', { name: 'Remove cluster-z' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText(/Nothing in the cluster is touched/).waitFor()
    await expectGood('clusters-remove')
    await dialog.getByRole('textbox').fill('cluster-z')
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await card.waitFor({ state: 'detached' })
    await leave()
  })

  test('get a new join token, which is shown once and lets what is connected be', async () => {
    const { page, expectGood, leave } = await visit('/clusters', { person: 'Carol' })
    const card = page.getByRole('article', { name: 'cluster-a' })
    await card.getByRole('button', { name: 'Give cluster-a a new join token' }).click()
    const asked = card.getByRole('region', { name: 'Give cluster-a a new join token?' })
    await asked.getByText(/key that its backend has stays good/).waitFor()
    await expectGood('clusters-renew')
    await asked.getByRole('button', { name: 'Give a new join token' }).click()
    const given = card.getByRole('region', { name: 'New join token for cluster-a' })
    const values = (await given.locator('pre').first().textContent()) ?? ''
    expect(values).toMatch(/joinToken: omj_\S{20}/)
    await expectGood('clusters-renewed')
    await given.getByRole('button', { name: 'I have kept the token' }).click()
    await given.waitFor({ state: 'detached' })
    await card.getByText('Connected', { exact: true }).waitFor()
    await leave()
  })

  test('say what lies in them that nobody wishes, to be kept or removed', async () => {
    const name = await leaveBehind(there.site.system, { cluster: 'cluster-b', project: 'forgotten', service: 'ledger' })
    // A backend looks for such things when it starts, and then now and then.
    const backend = there.site.system.sandbox.program('cluster-b')
    await backend.pause()
    backend.resume()
    const { page, expectGood, leave } = await visit('/clusters', { person: 'Carol' })
    const card = page.getByRole('article', { name: 'cluster-b' })
    await card.getByText(/things? that nobody wishes/).click()
    await card
      .getByRole('button', { name: `Remove ${name}` })
      .first()
      .click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByText(/cannot be brought back/).waitFor()
    await expectGood('clusters-orphans')
    await dialog.getByRole('textbox').fill(name)
    await dialog.getByRole('button', { name: 'Remove', exact: true }).click()
    await dialog.waitFor({ state: 'detached' })
    await card.getByText(/that nobody wishes/).waitFor({ state: 'detached' })
    await leave()
  })
})

test('the catalogue says of each service what can be set, what a component gets, and how it is asked for', async () => {
  const { page, expectGood, leave } = await visit('/services')
  const database = page.getByRole('region', { name: 'PostgreSQL database' })
  await database.getByRole('region', { name: 'Settings of postgresql' }).getByRole('row').nth(1).waitFor()
  await database
    .getByRole('row', { name: /DATABASE_SERVER_FULL/ })
    .getByText('secret')
    .first()
    .waitFor()
  await database.getByText('type: postgresql').first().waitFor()
  await expectGood('services')
  await leave()
})

describe('the playground', () => {
  test('asks the graph as me, with an example to begin with and what can be asked beside it', async () => {
    const { page, expectGood, leave } = await visit('/playground')
    const answer = page.getByRole('region', { name: 'Response' }).or(page.locator('.result-window'))
    await page.getByRole('region', { name: 'Operation Editor' }).getByText('MyProjects').first().waitFor()
    // It takes no question before it has where to write the answer.
    await answer.locator('.monaco-editor').first().waitFor()
    await page.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).click()
    // The editor writes only the lines that are seen; which projects these are is another matter.
    await answer.getByText('totalCount').first().waitFor()
    await expectGood('playground')
    await page.getByRole('button', { name: 'Show Documentation Explorer' }).click()
    await page.getByRole('link', { name: 'Query', exact: true }).click()
    await page.getByRole('link', { name: 'clusters', exact: true }).waitFor()
    await expectGood('playground-docs')
    await leave()
  })

  test('follows what happens by subscription', async () => {
    const { page, expectGood, leave } = await visit('/playground')
    await page.getByRole('button', { name: 'New tab' }).click()
    await page
      .getByRole('textbox', { name: 'Query Editor' })
      .or(page.locator('.graphiql-query-editor textarea'))
      .first()
      .focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText('subscription { projects { type name } }')
    await page.getByRole('region', { name: 'Operation Editor' }).getByText('subscription').first().waitFor()
    // It takes no question before it has where to write the answer.
    await page.locator('.result-window .monaco-editor').first().waitFor()
    await page.getByRole('button', { name: 'Execute query (Ctrl-Enter)' }).click()
    // It tells that it has begun: what happened before that is not its to tell.
    await page.locator('.result-window').getByText('PRESENT').first().waitFor()
    await changed(alice, 'createProject', { name: 'heath' })
    await page.locator('.result-window').getByText('heath').first().waitFor()
    await expectGood('playground-subscription')
    await leave()
  })
})
