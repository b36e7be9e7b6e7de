import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Who speaks to an API server of the testbed, each with the rights that Kubernetes gives to that name. */
export const accounts = ['admin', 'controllers', 'scheduler', 'proxy', 'node'] as const
export type Account = (typeof accounts)[number]

export type Tokens = Readonly<Record<Account, string>>

/** A fresh token for everybody. */
export function issueTokens(): Tokens {
  const token = (): string => randomBytes(32).toString('base64url')
  return { admin: token(), controllers: token(), scheduler: token(), proxy: token(), node: token() }
}

/** The API server's file of tokens: token, name, uid, groups. */
export function tokenFile(tokens: Tokens, nodeName: string): string {
  const rows = {
    admin: ['admin', 'system:masters'],
    controllers: ['system:kube-controller-manager', ''],
    scheduler: ['system:kube-scheduler', ''],
    proxy: ['system:kube-proxy', ''],
    node: [`system:node:${nodeName}`, 'system:nodes'],
  } satisfies Record<Account, [string, string]>
  return accounts
    .map((account) => {
      const [name, groups] = rows[account]
      return `${tokens[account]},${name},${name}${groups === '' ? '' : `,${groups}`}\n`
    })
    .join('')
}

/** Writes a kubeconfig for each account and returns their paths. */
export async function writeKubeconfigs(
  folder: string,
  cluster: { readonly name: string; readonly server: string; readonly authorityFile: string },
  tokens: Tokens,
): Promise<Readonly<Record<Account, string>>> {
  const written = accounts.map(async (account) => {
    const path = join(folder, `${account}.kubeconfig`)
    const content = {
      apiVersion: 'v1',
      kind: 'Config',
      clusters: [
        { name: cluster.name, cluster: { server: cluster.server, 'certificate-authority': cluster.authorityFile } },
      ],
      users: [{ name: account, user: { token: tokens[account] } }],
      contexts: [{ name: cluster.name, context: { cluster: cluster.name, user: account } }],
      'current-context': cluster.name,
    }
    // JSON is YAML.
    await writeFile(path, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 })
    return [account, path] as const
  })
  // a total record: one entry for each of the accounts
  return Object.fromEntries(await Promise.all(written)) as Record<Account, string>
}
