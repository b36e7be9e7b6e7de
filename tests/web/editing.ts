import type { Locator, Page } from 'playwright-core'
import { expect, vi } from 'vitest'
import { z } from 'zod'
import { changed, finished } from '../system/graph.ts'
import type { Site } from './site.ts'

/** What a test's file is about; the rest is a project that works. */
export type FileOf = {
  readonly name: string
  readonly displayName?: string
  readonly image?: string
  /** Further lines of the component, and of the file before its components. */
  readonly component?: string
  readonly services?: string
}

export const image = (version: string): string => `ghcr.io/example/park-site:${version}`

export function projectFile({ name, displayName, image: own, component = '', services = '' }: FileOf): string {
  return `apiVersion: operations-manager/v1
name: ${name}
displayName: ${JSON.stringify(displayName ?? `Park ${name}`)}
members:
  - email: alice@example.org
    role: owner
  - email: bob@example.org
    role: developer
${services}components:
  web:
    image: ${own ?? image('1.0.0')} # the one that works
    port: 8080
    publish: {}
${component}deployments:
  live:
    cluster: cluster-a
`
}

/** Saves a file as somebody else does, and waits until it is made true. */
export async function savedBy(person: string, { system }: Site, file: string): Promise<void> {
  const client = await system.as(person)
  await finished(client, await changed(client, 'applyProjectFile', { file }))
}

/** The file of a project as it is saved now. */
export async function savedFile({ system }: Site, name: string): Promise<string> {
  const client = await system.as('alice')
  const Answer = z.object({ project: z.object({ file: z.string() }) })
  return (await client.get(Answer, 'query ($name: String!) { project(name: $name) { file } }', { name })).project.file
}

/** The text of the file as it is edited. */
export const yamlOf = (page: Page): Locator => page.getByRole('textbox', { name: 'Project file as YAML' })

/** Waits until the text of the file holds a line. */
export const yamlSays = (page: Page, line: string): Promise<void> => yamlOf(page).filter({ hasText: line }).waitFor()

/** Puts a text in the place of all that is written, as one who pastes does. */
export async function pasteYaml(page: Page, text: string): Promise<void> {
  const yaml = yamlOf(page)
  await yaml.focus()
  await page.keyboard.press('ControlOrMeta+a')
  await yaml.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', pasted)
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)
}

/** Types at the end of the line that says something, in the place of its last characters. */
export async function retype(page: Page, line: string, { last, by }: { last: number; by: string }): Promise<void> {
  await yamlOf(page).getByText(line, { exact: true }).click()
  await page.keyboard.press('End')
  for (let count = 0; count < last; count += 1) await page.keyboard.press('Backspace')
  await page.keyboard.type(by)
}

/** An entry of a section: a component, a service, a deployment. */
export const entryOf = (page: Page, name: string): Locator => page.getByRole('group', { name, exact: true })

export const textbox = (within: Page | Locator, name: string): Locator =>
  within.getByRole('textbox', { name, exact: true })

export const button = (within: Page | Locator, name: string): Locator =>
  within.getByRole('button', { name, exact: true })

/** What saving does, beside the form. */
export const effectsOf = (page: Page): Locator => page.getByRole('region', { name: 'What saving does' })

/** Saves, once that can be done. */
export async function save(page: Page): Promise<void> {
  await page.getByText('Good to save').waitFor()
  await button(page, 'Save').click()
}

/** Waits until the operation that one was led to has ended well. */
export async function isDone(page: Page): Promise<void> {
  await page.waitForURL('**/operations/**')
  // Beside its title stands how the whole is; each step says how it is itself.
  const title = page.getByRole('heading', { level: 1 })
  await title.locator('..').getByText('Done', { exact: true }).waitFor()
}

const until = (happens: () => Promise<void>): Promise<void> => vi.waitFor(happens, { timeout: 10_000, interval: 50 })

/** Waits until a control holds a value. */
export const holds = (control: Locator, value: string): Promise<void> =>
  until(async () => expect(await control.inputValue()).toBe(value))

/** Waits until somebody who does not see it is where the control is. */
export const isFocused = (control: Locator): Promise<void> =>
  until(async () => expect(await control.evaluate((element) => element === document.activeElement)).toBe(true))

/** Waits until a project is saved with a text in its file. */
export const isSavedWith = (site: Site, name: string, text: string): Promise<void> =>
  until(async () => expect(await savedFile(site, name)).toContain(text))
