import type { ProjectFile } from '../project-file/model.ts'

/** Which secret a sealed value belongs to. */
export type SecretKey =
  | { readonly type: 'component'; readonly component: string; readonly name: string }
  | { readonly type: 'deployment'; readonly deployment: string; readonly component: string; readonly name: string }
  | { readonly type: 'registry'; readonly registry: string; readonly name: string }

/** Under this word stand the secrets of registries, so no deployment has it as its name. */
const registriesWord = 'registries'

/** The key of a sealed value in the project file. */
export function formatSecretKey(key: SecretKey): string {
  switch (key.type) {
    case 'component':
      return `${key.component}/${key.name}`
    case 'deployment':
      return `${key.deployment}/${key.component}/${key.name}`
    case 'registry':
      return registrySecretKey(key.registry, key.name)
  }
}

/** Reads a key of a sealed value, or gives `null` for what is none. */
export function parseSecretKey(text: string): SecretKey | null {
  const parts = text.split('/')
  const [first = '', second = '', third = ''] = parts
  if (parts.length > 3 || parts.length < 2 || parts.includes('')) return null
  if (parts.length === 2) return { type: 'component', component: first, name: second }
  if (first === registriesWord) return { type: 'registry', registry: second, name: third }
  return { type: 'deployment', deployment: first, component: second, name: third }
}

/** The key of a registry's secret. */
export function registrySecretKey(registry: string, name: string): string {
  return `${registriesWord}/${registry}/${name}`
}

/** The key whose value a component gets in a deployment: that of the deployment, else the default; `null` without any. */
export function narrowestKey(
  sealed: ProjectFile['sealed'],
  { deployment, component, name }: { readonly deployment: string; readonly component: string; readonly name: string },
): string | null {
  const keys = [`${deployment}/${component}/${name}`, `${component}/${name}`]
  return keys.find((key) => Object.hasOwn(sealed, key)) ?? null
}
