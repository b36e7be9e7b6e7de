import { generateX25519Identity, identityToRecipient } from 'age-encryption'
import { expect, test } from 'vitest'
import { sealText } from '@operations-manager/schema/sealing/envelope.ts'
import { catalogue } from '@operations-manager/schema/services/catalogue.ts'
import { createProjectFiles } from '../../project-files.ts'
import { appliedText } from './apply.ts'

const files = createProjectFiles(catalogue)

const text = (more: string, secrets = '[KEY]'): string => `apiVersion: operations-manager/v1
name: shop
members:
  - { email: alice@example.org, role: owner }
components:
  api: { image: "ghcr.io/example/api:1", secrets: ${secrets} } # the only one
deployments:
  live: { cluster: cluster-a }
${more}`

const recipients = [await identityToRecipient(await generateX25519Identity())]
const first = await sealText('first', recipients)
const second = await sealText('second', recipients)
const withSealed = (envelope: string): string => `sealed:\n  api/KEY: ${JSON.stringify(envelope)}\n`
const sealed = withSealed(first)

test.each([
  ['keeps the sealed value of a secret that the applied file still names', text(''), text(sealed), first],
  ['lets the value of a secret go that the applied file no longer names', text('', '[]'), text(sealed), undefined],
  ['takes a file that has sealed values of its own as it is', text(withSealed(second)), text(sealed), second],
  ['takes a file whose sealed values were emptied on purpose as it is', text('sealed: {}\n'), text(sealed), undefined],
  ['adds nothing to a new project', text(''), null, undefined],
])('%s', (_, applied, before, value) => {
  const result = appliedText(applied, before, files)
  expect(files.read(result).file?.sealed['api/KEY']).toBe(value)
  expect(result.startsWith(applied.trimEnd())).toBe(true)
})

test('leaves an invalid file as it was written, so that its problems stand at its own lines', () => {
  const invalid = text('nonsense: 1\n')
  expect(appliedText(invalid, text(sealed), files)).toBe(invalid)
})
