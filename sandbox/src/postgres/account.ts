import { readFile } from 'node:fs/promises'

/** The account that a server process runs as; `null` is our own. */
export type Account = { readonly uid: number; readonly gid: number } | null

/** PostgreSQL refuses to run as root. Root lends it the account `nobody`, which every system has. */
export async function serverAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) return null
  const passwd = await readFile('/etc/passwd', 'utf8')
  const fields = passwd
    .split('\n')
    .map((line) => line.split(':'))
    .find(([name]) => name === 'nobody')
  const uid = Number(fields?.[2])
  const gid = Number(fields?.[3])
  if (!Number.isInteger(uid) || !Number.isInteger(gid)) {
    throw new Error('PostgreSQL does not run as root, and this system has no account "nobody". Start as another user.')
  }
  return { uid, gid }
}
