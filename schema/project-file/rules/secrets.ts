import type { Draft, Rule } from '../draft.ts'
import type { Finding, Path, Remark } from '../finding.ts'
import { isEnvelope } from '../../sealing/envelope.ts'
import { explainVariable } from './names.ts'

/** Secrets: names of variables, each once; and sealed values that belong to one. */
export const secrets: Rule = (draft) => ({
  findings: [
    ...Object.entries(draft.file.components).flatMap(([name, { secrets: list }]) =>
      ofList(list, ['components', name, 'secrets']),
    ),
    ...Object.keys(draft.file.sealed).flatMap(sealedKey),
    ...Object.entries(draft.file.sealed).flatMap(([key, value]) => sealedValue(key, value)),
  ],
  remarks: [...notSet(draft), ...sealedForNothing(draft)],
})

function ofList(list: readonly string[], path: Path): readonly Finding[] {
  return list.flatMap((name, index): readonly Finding[] => {
    const message = explainVariable(name)
    if (message !== null) return [{ code: 'NAME_INVALID', path: [...path, index], message }]
    if (list.indexOf(name) === index) return []
    return [
      {
        code: 'VALUE_INVALID',
        path: [...path, index],
        message: `The secret "${name}" already stands in this list. Keep one entry.`,
      },
    ]
  })
}

function sealedKey(key: string): readonly Finding[] {
  const parts = key.split('/')
  if ((parts.length === 2 || parts.length === 3) && parts.every((part) => part !== '')) return []
  const message = `"${key}" says not whose secret it is. Keys are \`component/NAME\`, \`deployment/component/NAME\` or \`registries/KEY/NAME\`; the platform writes them.`
  return [{ code: 'VALUE_INVALID', path: ['sealed', key], at: 'key', message }]
}

// A secret that somebody wrote here in plain text is in Git from then on, so the message says so and shows nothing of it.
function sealedValue(key: string, value: string): readonly Finding[] {
  if (isEnvelope(value)) return []
  const message =
    'The value is no age envelope in ASCII armour, so no cluster could open it. Set the secret with `setSecret`. If this was the secret itself, it is known to everybody who can read the repository: replace it where it is valid.'
  return [{ code: 'VALUE_INVALID', path: ['sealed', key], message }]
}

function notSet({ file }: Draft): readonly Remark[] {
  const perComponent = Object.entries(file.components).flatMap(([component, { secrets: list }]) =>
    list.flatMap((name, index): readonly Remark[] => {
      const waiting = Object.entries(file.deployments)
        .filter(([, deployment]) => deployment.components[component]?.enabled !== false)
        .map(([deployment]) => deployment)
        .filter(
          (deployment) =>
            !Object.hasOwn(file.sealed, `${component}/${name}`) &&
            !Object.hasOwn(file.sealed, `${deployment}/${component}/${name}`),
        )
      if (waiting.length === 0) return []
      const message = `The secret "${name}" of "${component}" has no value yet. Until it is set, nothing is made of: ${waiting.join(', ')}.`
      return [{ code: 'SECRET_NOT_SET', path: ['components', component, 'secrets', index], message }]
    }),
  )
  const perRegistry = Object.entries(file.registries)
    .filter(([key, { secret }]) => !Object.hasOwn(file.sealed, `registries/${key}/${secret}`))
    .map(([key, { secret, url }]): Remark => {
      const message = `The secret "${secret}" for the registry ${url} has no value yet. Until it is set, every deployment waits.`
      return { code: 'SECRET_NOT_SET', path: ['registries', key, 'secret'], message }
    })
  return [...perComponent, ...perRegistry]
}

function sealedForNothing({ file, isSound }: Draft): readonly Remark[] {
  if (!isSound(['components']) || !isSound(['deployments']) || !isSound(['registries'])) return []
  const wanted = new Set([
    ...Object.entries(file.registries).map(([key, { secret }]) => `registries/${key}/${secret}`),
    ...Object.entries(file.components).flatMap(([component, { secrets: list }]) =>
      list.flatMap((name) => [
        `${component}/${name}`,
        ...Object.keys(file.deployments).map((deployment) => `${deployment}/${component}/${name}`),
      ]),
    ),
  ])
  return Object.keys(file.sealed)
    .filter((key) => !wanted.has(key) && sealedKey(key).length === 0)
    .map((key) => ({
      code: 'SEALED_UNUSED',
      path: ['sealed', key],
      at: 'key',
      message: `Nothing names the sealed value "${key}". It can be removed.`,
    }))
}
