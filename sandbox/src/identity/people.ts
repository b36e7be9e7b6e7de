/** The four people of the sandbox's identity provider. */
export type SandboxPerson = {
  readonly login: string
  readonly name: string
  readonly email: string
  readonly groups: readonly string[]
  /** Who this is in the sandbox, for the sign-in page and the README. */
  readonly about: string
}

export const operatorsGroup = 'platform-operators'
export const auditorsGroup = 'auditors'

export const people = [
  { login: 'alice', name: 'Alice Jansen', email: 'alice@example.org', groups: [], about: 'owns the web shop' },
  { login: 'bob', name: 'Bob de Vries', email: 'bob@example.org', groups: [], about: 'develops the web shop' },
  {
    login: 'carol',
    name: 'Carol Bakker',
    email: 'carol@example.org',
    groups: [operatorsGroup],
    about: 'operates the platform',
  },
  {
    login: 'dora',
    name: 'Dora Smit',
    email: 'dora@example.org',
    groups: [auditorsGroup],
    about: 'audits the platform',
  },
] as const satisfies readonly SandboxPerson[]

export function personByLogin(login: string): SandboxPerson | undefined {
  return people.find((person) => person.login === login)
}
