import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reservedPort } from '@operations-manager/sandbox/ports/reserved-port.ts'
import { Program } from '../run/program.ts'
import { openRun, type Run } from '../run/run-folder.ts'
import { workers } from './nginx.ts'
import { putConfiguration, takeUp } from './reload.ts'

let run: Run
let nginx: Program
let url: string
let place: { readonly file: string; readonly folder: string }

/** A proxy that answers everything with these words. */
const saying = (words: string): string => `
worker_processes ${workers};
pid ${place.folder}/nginx.pid;
events {}
http {
  access_log off;
  keepalive_timeout 0;
  server { listen ${new URL(url).host}; location / { return 200 "${words}"; } }
}
`

beforeAll(async () => {
  run = await openRun(() => {})
  const { folder } = run
  url = `http://127.0.0.1:${await reservedPort()}/`
  place = { file: join(folder, 'nginx.conf'), folder }
  await putConfiguration(place, saying('0'), true)
  nginx = new Program(run, {
    name: 'nginx',
    file: 'nginx',
    args: ['-c', place.file, '-p', folder, '-e', join(run.logFolder, 'nginx.log'), '-g', 'daemon off;'],
    isReady: async (signal) => (await fetch(url, { signal })).ok,
    readyLimitMs: 60_000,
    stopSignal: 'SIGQUIT',
  })
  await nginx.start()
})

afterAll(async () => {
  await nginx.stop()
  await run.close()
})

test('nobody answers by the old configuration once the new one is taken up', async () => {
  for (let round = 1; round <= 20; round += 1) {
    await putConfiguration(place, saying(String(round)), false)
    await takeUp(nginx)
    const answers = await Promise.all(Array.from({ length: 20 }, async () => (await fetch(url)).text()))
    expect(new Set(answers)).toEqual(new Set([String(round)]))
  }
})
