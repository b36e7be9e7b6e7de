import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readClusterSettings, simulatedParts, withSettings } from './cluster-settings.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'om-cluster-settings-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileOf(text: string): Promise<string> {
  const path = join(folder, 'cluster.env')
  await writeFile(path, text)
  return path
}

describe('a file of cluster settings', () => {
  test('is read as lines of names and values, JSON in quotes included', async () => {
    const path = await fileOf(`# the real one\nKUBERNETES=/etc/kubeconfig\nINGRESS='{"className":"nginx"}'\n`)
    expect(await readClusterSettings(path)).toEqual({
      KUBERNETES: '/etc/kubeconfig',
      INGRESS: '{"className":"nginx"}',
    })
  })

  test('that is not there is named, with why', async () => {
    const path = join(folder, 'absent.env')
    await expect(readClusterSettings(path)).rejects.toThrow(`The cluster settings in ${path} cannot be read (ENOENT).`)
  })

  test('may not say what the sandbox decides', async () => {
    const path = await fileOf('PORT=1\nOBJECT_STORAGE_URL=http://127.0.0.1:9000\nJOIN_TOKEN=abc\n')
    await expect(readClusterSettings(path)).rejects.toThrow('sets JOIN_TOKEN, PORT, which the sandbox decides itself')
  })
})

test('what is given replaces what is usual, and what is empty is left out', () => {
  const usual = { KUBERNETES: 'memory', PUBLIC_PORT: '4201', SCHEME: 'http' }
  expect(withSettings(usual, { KUBERNETES: '/etc/kubeconfig', PUBLIC_PORT: '' })).toEqual({
    KUBERNETES: '/etc/kubeconfig',
    SCHEME: 'http',
  })
})

test('only what is in memory counts as simulated', () => {
  expect(
    simulatedParts({ KUBERNETES: '/etc/kubeconfig', OBJECT_STORAGE_URL: 'memory', IDENTITY_URL: 'memory' }),
  ).toEqual(['object storage', 'sign-in'])
})
