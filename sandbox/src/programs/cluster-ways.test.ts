import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPins } from '@operations-manager/schema/cluster/pinned-address.ts'
import { certificateFiles, clusterAddress } from './cluster-ways.ts'

let dataFolder: string
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'om-ways-'))
})
afterAll(() => rm(dataFolder, { recursive: true, force: true }))

describe('the address of a cluster on this machine', () => {
  test.each([
    [{}, 'http://127.0.0.1:4101/graphql'],
    [{ clusterWay: 'http' }, 'http://127.0.0.1:4101/graphql'],
    [{ clusterWay: 'link' }, 'link:'],
  ] as const)('%o: %s', async (way, address) => {
    expect(await clusterAddress({ dataFolder, ...way }, 'cluster-a', 4101)).toBe(address)
    expect(certificateFiles({ dataFolder, ...way }, 'cluster-a')).toBeNull()
  })

  test('over https it names one key, which a restart keeps and no other cluster has', async () => {
    const config = { dataFolder, clusterWay: 'https' } as const
    const first = new URL(await clusterAddress(config, 'cluster-a', 4101))
    expect(first.origin + first.pathname).toBe('https://127.0.0.1:4101/graphql')
    expect(readPins(first.hash.slice(1))).toHaveLength(1)
    expect(await clusterAddress(config, 'cluster-a', 4101)).toBe(first.href)
    expect(new URL(await clusterAddress(config, 'cluster-b', 4102)).hash).not.toBe(first.hash)
    const { mode } = await stat(certificateFiles(config, 'cluster-a')?.key ?? '')
    expect(mode & 0o777).toBe(0o600)
  })
})
