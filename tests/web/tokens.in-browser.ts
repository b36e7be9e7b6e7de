import { expect, test } from 'vitest'
import { GraphClient } from '@operations-manager/sandbox/demo/graph-client.ts'
import { Secret } from '@operations-manager/schema/secret/secret.ts'
import { changed, finished } from '../system/graph.ts'
import { siteAndBrowser } from './site-and-browser.ts'

const there = siteAndBrowser()
const narrow = { viewport: { width: 320, height: 800 } }

async function aProject(name: string): Promise<void> {
  const alice = await there.site.system.as('alice')
  const file = `apiVersion: operations-manager/v1
name: ${name}
displayName: ${name}
members:
  - { email: alice@example.org, role: owner }
  - { email: bob@example.org, role: viewer }
components:
  web: { image: ghcr.io/example/web:1.0.0, port: 8080 }
deployments:
  production: { cluster: cluster-a }
  pr-1: { cluster: cluster-b }
`
  await finished(alice, await changed(alice, 'applyProjectFile', { file }))
}

test(
  'Alice makes a token for her pipeline, copies it once, and revokes it when it leaked',
  { timeout: 120_000 },
  async () => {
    await aProject('bakery')
    const { page, expectGood, leave } = await there.visit('/projects/bakery')
    await page.getByRole('link', { name: 'Manage tokens' }).click()
    await page.getByRole('heading', { name: 'No tokens yet' }).waitFor()
    await expectGood('tokens-empty')
    await page.getByRole('button', { name: 'Make a token' }).click()
    await page.getByLabel('What is it for?').fill('release pipeline')
    await page.getByRole('radio', { name: /^Deploy/ }).check()
    await page.getByLabel('When does it end?').selectOption('7')
    await page.getByText('Narrow it further').click()
    await page.getByLabel('Only these deployments').fill('PR_*')
    await expectGood('tokens-form')
    await page.getByRole('button', { name: 'Make a token' }).last().click()
    await page.getByText('"PR_*" is no pattern').waitFor()
    await expectGood('tokens-form-wrong')
    await page.getByLabel('Only these deployments').fill('pr-*')
    await page.getByRole('button', { name: 'Make a token' }).last().click()
    await page.getByRole('heading', { name: 'The token “release pipeline” is made' }).waitFor()
    await expectGood('tokens-revealed')
    const secret = (await page.getByRole('region', { name: 'The token', exact: true }).innerText()).trim()
    expect(secret).toMatch(/^omp_[0-9A-Za-z]{36}$/)
    expect(page.url()).not.toContain(secret)
    await page.getByRole('button', { name: 'I have copied it' }).click()
    expect(await page.content()).not.toContain(secret)
    const robot = new GraphClient(there.site.system.sandbox.addresses.graphql, new Secret(secret))
    const image = { project: 'bakery', component: 'web', deployment: 'pr-1', image: 'ghcr.io/example/web:2.0.0' }
    const operation = await changed(robot, 'setImage', image)
    await page.reload()
    const row = page.getByRole('listitem').filter({ hasText: 'release pipeline' })
    await row.getByText(/last used/).waitFor()
    expect(await row.innerText()).toMatch(/omp_\w{4}….*Works.*Deploy · Only pr-\*.*made by alice@example.org/s)
    expect(await page.content()).not.toContain(secret)
    await expectGood('tokens-list')
    await page.getByRole('button', { name: 'Revoke release pipeline' }).click()
    await page.getByRole('alertdialog').waitFor()
    await expectGood('tokens-revoke')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke' }).click()
    await row.getByText('Revoked').waitFor()
    expect((await robot.ask('{ viewer { name } }')).errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED')
    await page.goto(`${there.site.url}/operations/${operation}`)
    await page.getByText('release pipeline (token of alice@example.org)').waitFor()
    await leave()
  },
)

test('she lets a pipeline of her forge in without any key, for minutes', { timeout: 90_000 }, async () => {
  await aProject('orchard')
  const { page, expectGood, leave } = await there.visit('/projects/orchard/tokens')
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByLabel('Name').fill('main')
  await page.getByLabel('What the identity has to say').fill('ref=refs/heads/main')
  await page.getByRole('button', { name: 'Save the rule' }).click()
  await page.getByText('Any repository of the forge could use this rule').waitFor()
  await expectGood('tokens-rule-wrong')
  await page.getByLabel('What the identity has to say').fill('repository=example/orchard\nref=refs/heads/main')
  await page.getByRole('button', { name: 'Save the rule' }).click()
  const row = page.getByRole('listitem').filter({ hasText: 'repository=example/orchard' })
  await row.waitFor()
  await page.getByText('How a pipeline gets one').click()
  await page.getByText('id-token: write').waitFor()
  await expectGood('tokens-rule')
  await page.getByRole('button', { name: 'Remove the rule main' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await page.getByText('No rule yet').waitFor()
  await page.getByLabel('New tokens of this project live at most').fill('30')
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.getByText('Saved.').waitFor()
  await page.getByRole('button', { name: 'Make a token' }).click()
  expect(await page.getByLabel('When does it end?').locator('option').allInnerTexts()).toEqual([
    'After 1 day',
    'After 7 days',
    'After 30 days',
  ])
  await leave()
})

test(
  'her own tokens stand beside where she is signed in, in Dutch and in a narrow window too',
  { timeout: 90_000 },
  async () => {
    const { page, expectGood, leave } = await there.visit('/', { locale: 'nl-NL', ...narrow })
    await page.getByRole('button', { name: /Alice/ }).click()
    await page.getByRole('menuitem', { name: 'Uw toegangstokens' }).click()
    await page.getByRole('heading', { name: 'Nog geen tokens' }).waitFor()
    await page.getByRole('button', { name: 'Token maken' }).click()
    await page.getByLabel('Waarvoor is het?').fill('laptop')
    await expectGood('own-tokens-form-narrow')
    await page.getByRole('button', { name: 'Token maken' }).last().click()
    await page.getByText('Kopieer het nu').waitFor()
    await expectGood('own-tokens-revealed-narrow')
    await page.getByRole('button', { name: 'Ik heb het gekopieerd' }).click()
    await page.getByRole('listitem').filter({ hasText: 'laptop' }).getByText('nooit gebruikt').waitFor()
    await expectGood('own-tokens-narrow')
    await leave()
  },
)

test('who may not manage tokens sees none, and hears why', { timeout: 60_000 }, async () => {
  await aProject('cellar')
  const { page, expectGood, leave } = await there.visit('/projects/cellar/tokens', {
    person: 'Bob',
    colorScheme: 'dark',
  })
  await page.getByText('Only owners and admins of the project see its tokens.').waitFor()
  await expectGood('tokens-forbidden-dark')
  await leave()
})
