import type { ProjectFile } from '../project-file/model.ts'
import { formatSecretKey, type SecretKey } from './keys.ts'

/**
 * The clusters that a secret's value is sealed for, sorted: those of the deployments where the component is enabled
 * and no narrower value stands; for a registry, those of all deployments. Empty where nobody needs the value.
 */
export function secretRecipients(file: ProjectFile, key: SecretKey): readonly string[] {
  const deployments = Object.entries(file.deployments)
  const clusters = deployments.filter(([deployment]) => needs(file, deployment, key)).map(([, { cluster }]) => cluster)
  return [...new Set(clusters)].toSorted()
}

function needs(file: ProjectFile, deployment: string, key: SecretKey): boolean {
  if (key.type === 'registry') return true
  if (file.deployments[deployment]?.components[key.component]?.enabled === false) return false
  if (key.type === 'deployment') return key.deployment === deployment
  return !Object.hasOwn(file.sealed, formatSecretKey({ ...key, type: 'deployment', deployment }))
}
