import { readFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { layersOf, type LayerPlan } from './layers.ts'
import { imageNames, programImages } from './programs.ts'
import { repository } from './root.ts'
import { runSettingsOf } from './run-settings.ts'

type Instruction = { readonly word: string; readonly rest: string }

/** The instructions of a Dockerfile's last stage, which is what its image is. */
async function lastStage(path: string): Promise<Instruction[]> {
  const lines = (await readFile(`${repository}/${path}`, 'utf8')).split('\n')
  const instructions = lines
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ word: line.slice(0, line.indexOf(' ')), rest: line.slice(line.indexOf(' ') + 1) }))
  return instructions.slice(instructions.findLastIndex(({ word }) => word === 'FROM'))
}

type Manifest = { readonly scripts: { readonly start: string } }

const json = (text: string | undefined): unknown => JSON.parse(text ?? 'null')

/** What a last stage says of how a container is run, in the form that the builder without an engine has. */
function settingsIn(stage: readonly Instruction[]) {
  const all = (word: string): string[] => stage.filter((one) => one.word === word).map(({ rest }) => rest)
  const only = (word: string): string | undefined => (all(word).length === 1 ? all(word)[0] : undefined)
  const [, interval, timeout, command] =
    /^--interval=(\d+)s --timeout=(\d+)s CMD (.+)$/.exec(only('HEALTHCHECK') ?? '') ?? []
  const pairs = (word: string) =>
    Object.fromEntries(
      all(word).flatMap((rest) =>
        Array.from(rest.matchAll(/([\w.]+)=("[^"]*"|\S+)/g), ([, name, value]) => [name, value?.replaceAll('"', '')]),
      ),
    )
  return {
    entrypoint: json(only('ENTRYPOINT')),
    user: only('USER'),
    env: pairs('ENV'),
    workingDir: only('WORKDIR'),
    port: Number(only('EXPOSE')),
    healthcheck: { command: json(command), intervalSeconds: Number(interval), timeoutSeconds: Number(timeout) },
    stopSignal: only('STOPSIGNAL'),
    volumes: json(only('VOLUME') ?? '[]'),
    labels: pairs('LABEL'),
  }
}

function copyOf({ name, owner }: LayerPlan): string {
  return `--from=build ${owner === 0 ? '' : `--chown=${owner}:${owner} `}/image/${name} /`
}

test.each(imageNames)('the Dockerfile of %s makes what the builder without an engine makes', async (name) => {
  const stage = await lastStage(`deploy/images/${name}/Dockerfile`)
  expect(settingsIn(stage)).toEqual(runSettingsOf(programImages[name]))
  // The content of both comes of the same program, and nothing else gets in: no build tools, no shell.
  expect(stage.filter(({ word }) => ['FROM', 'COPY', 'ADD', 'RUN'].includes(word))).toEqual([
    { word: 'FROM', rest: 'scratch' },
    ...layersOf(programImages[name]).map((layer) => ({ word: 'COPY', rest: copyOf(layer) })),
  ])
  const text = await readFile(`${repository}/deploy/images/${name}/Dockerfile`, 'utf8')
  expect(text).toContain(`npm run image:files -- ${name} /image\n`)
})

test.each(['gateway', 'registry', 'cluster-backend'] as const)(
  '%s starts Node with the flags and variables that its own start script has',
  async (name) => {
    const { sources, nodeFlags, env } = programImages[name]
    const { scripts } = json(await readFile(`${repository}/${sources[0]}/package.json`, 'utf8')) as Manifest
    const ofNode = Object.entries(env).filter(([key]) => key.startsWith('MALLOC_'))
    const variables = ofNode.map(([key, value]) => `${key}=${value}`)
    expect(scripts.start).toBe([...variables, 'node', ...nodeFlags, 'src/main.ts'].join(' '))
  },
)
