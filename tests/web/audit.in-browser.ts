import { readFile } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { change, changed, finished } from '../system/graph.ts'
import { plantGarden } from './garden.ts'
import { siteAndBrowser } from './site-and-browser.ts'

const there = siteAndBrowser()
const { visit } = there
let alice: GraphClient

beforeAll(async () => {
  alice = await there.site.system.as('alice')
  await plantGarden(alice, 'garden')
  const bob = await there.site.system.as('bob')
  await change(bob, 'setReplicas', { project: 'garden', component: 'worker', replicas: 9 })
})

const scale = async (replicas: number): Promise<void> => {
  await finished(alice, await changed(alice, 'setReplicas', { project: 'garden', component: 'worker', replicas }))
}

test('an auditor finds who tried what, sees all of a record, and has the chain checked', async () => {
  const { page, expectGood, leave } = await visit('/audit', { person: 'Dora' })
  await page.getByRole('heading', { name: 'Audit', level: 1 }).waitFor()
  expect(await page.getByRole('link', { name: 'Audit', exact: true }).count()).toBeGreaterThan(0)
  await expectGood('audit')
  await page.getByLabel('Result').selectOption('DENIED')
  await page.getByLabel('Who').fill('bob@example.org')
  await page.getByRole('button', { name: 'Show', exact: true }).click()
  await page.waitForURL(/result=DENIED/)
  await page.getByRole('button', { name: /^setReplicas, record \d+$/ }).click()
  const detail = page.locator('dl')
  await detail.getByText('127.0.0.1').waitFor()
  for (const text of ['bob@example.org', 'garden', 'worker', 'NOT_FOUND'])
    await detail.getByText(text).first().waitFor()
  await expectGood('audit-record')
  await page.getByRole('button', { name: 'Check the chain' }).click()
  await page.getByText(/records follow each other without a fault; checked just now/).waitFor()
  await expectGood('audit-checked')
  await leave()
})

test('what happens meanwhile waits until it is asked for, and moves nothing', async () => {
  const { page, expectGood, leave } = await visit('/projects/garden')
  await page.getByRole('link', { name: 'Everything that was done and tried' }).click()
  await page.getByText('Live', { exact: true }).waitFor()
  const first = page.getByRole('button', { name: /, record \d+$/ }).first()
  const before = [await first.getAttribute('aria-label'), await first.boundingBox()]
  await scale(3)
  const news = page.getByRole('button', { name: /^Show \d+ new record/ })
  await news.waitFor()
  expect([await first.getAttribute('aria-label'), await first.boundingBox()]).toEqual(before)
  await expectGood('audit-news')
  await news.click()
  await expect.poll(() => first.getAttribute('aria-label')).not.toBe(before[0])
  await leave()
})

test('the export holds each record with the hash that proves it', async () => {
  const { page, leave } = await visit('/projects/garden/audit')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('audit-garden.ndjson')
  const text = await readFile(await download.path(), 'utf8')
  const lines = text.trimEnd().split('\n')
  expect(lines.length).toBeGreaterThan(2)
  for (const line of lines) {
    const [, hash, record] = /^\{"hash":"([0-9a-f]{64})","record":(.*)\}$/.exec(line) ?? []
    expect(
      createHash('sha256')
        .update(record ?? '')
        .digest('hex'),
    ).toBe(hash)
    expect(JSON.parse(record ?? '')).toMatchObject({ project: 'garden' })
  }
  await leave()
})

test('fits a narrow screen, in Dutch and in the dark', async () => {
  const narrow = { viewport: { width: 320, height: 700 } }
  const { page, expectGood, leave } = await visit('/audit', {
    person: 'Carol',
    locale: 'nl-NL',
    colorScheme: 'dark',
    ...narrow,
  })
  await page.getByRole('button', { name: 'De keten controleren' }).waitFor()
  await expectGood('audit-dutch-dark-narrow')
  await page
    .getByRole('button', { name: /, regel \d+$/ })
    .first()
    .click()
  await page.getByText('Hash van deze regel').waitFor()
  await expectGood('audit-record-dutch-dark-narrow')
  await leave()
})

test('whoever may not read it is not shown the way, and is told that it is not there', async () => {
  const { page, expectGood, leave } = await visit('/', { person: 'Bob', refusals: [/^404 /] })
  expect(await page.getByRole('link', { name: 'Audit' }).count()).toBe(0)
  await page.goto(`${there.site.url}/audit`)
  await page.getByRole('heading').first().waitFor()
  expect(await page.getByRole('table').count()).toBe(0)
  await expectGood('audit-not-found')
  await leave()
})
