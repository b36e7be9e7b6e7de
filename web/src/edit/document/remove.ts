import { isPlainMap, type Plain, type PlainMap } from '@operations-manager/schema/project-file/edit/plain.ts'
import { parseSecretKey, type SecretKey } from '@operations-manager/schema/sealing/keys.ts'
import { revised, type Edited } from './document.ts'
import { namesIn } from './names-in.ts'
import { valueAt, withValue, type Path } from './value.ts'

/**
 * Takes an entry out, and with it what is only about it: what deployments say of it, and its sealed values. What others
 * do with it stays, and is wrong until somebody says what they do instead.
 */
export function removed(text: string, path: Path): Edited {
  return revised(text, (value) =>
    [path, ...about(value, path)].reduce<Plain>((now, one) => withValue(now, one, undefined), value),
  )
}

function about(value: PlainMap, path: Path): readonly Path[] {
  const [section = '', name = ''] = path
  if (path.length !== 2) return []
  const inDeployments =
    section === 'components' || section === 'services'
      ? namesIn(value, 'deployments').map((deployment) => ['deployments', deployment, section, name])
      : []
  const sealed = valueAt(value, ['sealed'])
  const keys = isPlainMap(sealed) ? Object.keys(sealed) : []
  return [
    ...inDeployments,
    ...keys.filter((key) => isOf(parseSecretKey(key), section, name)).map((key) => ['sealed', key]),
  ]
}

function isOf(key: SecretKey | null, section: string, name: string): boolean {
  if (key === null) return false
  if (section === 'components') return key.type !== 'registry' && key.component === name
  if (section === 'deployments') return key.type === 'deployment' && key.deployment === name
  return section === 'registries' && key.type === 'registry' && key.registry === name
}
