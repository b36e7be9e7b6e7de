/** What has a technical name, and how long that may be. */
export const nameKinds = {
  project: { min: 2, max: 30 },
  cluster: { min: 2, max: 30 },
  component: { min: 1, max: 30 },
  service: { min: 1, max: 30 },
  deployment: { min: 1, max: 30 },
  registry: { min: 1, max: 30 },
} as const

export type NameKind = keyof typeof nameKinds

/** Letters, digits and single hyphens; `explainName` gives the exact rule in words. */
export const namePattern = /^[a-z]([a-z0-9-]*[a-z0-9])?$/

/** A component's variable, also the name of a secret. */
export const variablePattern = /^[A-Za-z_][A-Za-z0-9_]*$/

// `constructor` is the one word of the pattern that every JavaScript object has, so a lookup by name would find it.
const reservedEverywhere = ['constructor']

const reserved: Record<NameKind, readonly string[]> = {
  // `new` is an address of the web application, the others would pass for the platform's own things.
  project: ['new', 'default', 'operations-manager', 'platform', 'system'],
  cluster: ['new', 'default'],
  component: [],
  service: [],
  // Sealed secrets of registries stand under this word, where those of a deployment stand under its name.
  deployment: ['registries', 'new'],
  registry: [],
}

/** Names that nobody may take, for a kind of thing. */
export function reservedNames(kind: NameKind): readonly string[] {
  return [...reservedEverywhere, ...reserved[kind]]
}

/** Why a name is refused and what to do, or null if it is fine. */
export function explainName(kind: NameKind, name: string): string | null {
  const { min, max } = nameKinds[kind]
  if (name.length > max) {
    return `The ${kind} name "${shorten(name)}" has ${name.length} characters; the limit is ${max}. Choose a shorter name.`
  }
  if (!namePattern.test(name)) {
    return `"${name}" is no ${kind} name: names begin with a small letter, go on with small letters, digits and hyphens, and do not end in a hyphen.${proposal(kind, name)}`
  }
  if (name.includes('--')) {
    return `The ${kind} name "${name}" has two hyphens in a row, which would make names in the backends ambiguous.${proposal(kind, name)}`
  }
  if (name.length < min) return `The ${kind} name "${name}" is too short; it needs at least ${min} characters.`
  if (kind === 'project' && name.startsWith('kube-')) {
    return `The project name "${name}" begins with "kube-", which Kubernetes keeps for itself. Choose another name.`
  }
  if (reservedNames(kind).includes(name)) {
    return `The ${kind} name "${name}" is reserved by the platform. Choose another name.`
  }
  return null
}

/** True if the text is a name of this kind. */
export function isName(kind: NameKind, name: string): boolean {
  return explainName(kind, name) === null
}

/** The nearest text that has the form of a name, or the empty text if nothing of it can stay. */
export function nameLike(text: string, max: number): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, max)
    .replace(/-+$/, '')
}

function proposal(kind: NameKind, name: string): string {
  const nearest = nameLike(name, nameKinds[kind].max)
  return nearest !== '' && nearest !== name && isName(kind, nearest) ? ` Write "${nearest}".` : ''
}

function shorten(name: string): string {
  return name.length > 40 ? `${name.slice(0, 40)}…` : name
}
